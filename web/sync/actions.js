import { noteOnSync } from '../lib/administrator-note.js';
import { copyFrom } from '../lib/copy-text.js';
import { confirmNewDate } from '../lib/new-date-button.js';
import { onPress } from '../lib/on-press.js';
import { resultText } from '../lib/result-text.js';
import { cancelSync, rerunSync, undoSync, writePreview } from '../lib/sync-api.js';

/** @import { RequestProblem } from '../lib/request-problem.js' */
/** @import { AddedSync, Sync } from '../lib/sync-api.js' */
/** @import { PageParts } from './parts.js' */

/**
 * What the buttons do. A sync that is added has a page of its own.
 * @param {PageParts} parts
 * @param {{ id: string, shownSync: () => Sync | null, showProblem: (problem: RequestProblem) => void }} page
 *   `shownSync`: null before its first state is known
 */
export function listenForActions(parts, { id, shownSync, showProblem }) {
  /** @param {HTMLElement} button @param {(sync: Sync) => Promise<void>} act nothing can be done before a state is known */
  function press(button, act) {
    const withSync = async () => {
      const sync = shownSync();
      if (sync !== null) await act(sync);
    };
    onPress(button, withSync, showProblem);
  }

  press(parts.write, () => goOnWith(writePreview(id)));
  press(parts.goOn, () => goOnWith(rerunSync(id, {})));
  press(parts.rerun, () => goOnWith(rerunSync(id, {})));
  press(parts.newDate, (sync) =>
    confirmNewDate(parts.newDate, sync, () => goOnWith(rerunSync(id, { newDate: true }))),
  );
  press(parts.undo, () => goOnWith(undoSync(id)));
  press(parts.cancel, () => cancelSync(id));
  press(parts.copy, (sync) => copyFrom(parts.copy, resultText(sync)));
  press(parts.copyForAdministrator, (sync) => copyFrom(parts.copyForAdministrator, noteOnSync(sync)));
}

/** @param {Promise<AddedSync>} adding */
export async function goOnWith(adding) {
  const { number } = await adding;
  location.assign(`/syncs/${number}`);
}
