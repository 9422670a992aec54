import { noteOf } from './note-of.js';
import { textOf } from './result-text.js';

/** @import { Sync } from './sync-api.js' */
/** @import { RequestProblem } from './request-problem.js' */

/** What an administrator needs to know of a sync that somebody has to mend. @param {Sync} sync */
export function noteOnSync(sync) {
  const { number, fileName, error, createdAt, finishedAt } = sync;
  return noteOf(
    `#${number} · ${fileName}`,
    textOf(sync),
    error?.code ?? '',
    new Date(finishedAt ?? createdAt),
  );
}

/**
 * The same of a file that did not get as far as that.
 * @param {string} fileName @param {RequestProblem} problem @param {Date} at
 */
export const noteOnProblem = (fileName, { text, code }, at) => noteOf(fileName, [text], code, at);
