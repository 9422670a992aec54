import { textOf } from './result-text.js';
import { localTime } from './words.js';

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

/** @param {string} subject @param {string[]} lines @param {string} code @param {Date} at */
function noteOf(subject, lines, code, at) {
  const facts = [...(code === '' ? [] : [`代码：${code}`]), `时间：${localTime(at.toISOString())}`];
  return [`NVC 学员同步 ${subject}`, ...lines, facts.join(' · ')].join('\n');
}
