import { RequestProblem } from '../lib/request-problem.js';
import { cancelSync, rerunSync, undoSync, writePreview } from '../lib/sync-api.js';

/** @import { AddedSync, Sync } from '../lib/sync-api.js' */
/** @import { PageParts } from './parts.js' */

/**
 * What the buttons do. A sync that is added has a page of its own.
 * @param {PageParts} parts
 * @param {{ id: string, shownSync: () => Sync | null, showProblem: (problem: RequestProblem) => void }} page
 *   `shownSync`: null before its first state is known
 */
export function listenForActions(parts, { id, shownSync, showProblem }) {
  onPress(parts.write, () => goOnWith(writePreview(id)));
  onPress(parts.goOn, () => goOnWith(rerunSync(id, {})));
  onPress(parts.rerun, () => goOnWith(rerunSync(id, {})));
  onPress(parts.newDate, () => goOnWith(rerunSync(id, { newDate: true })));
  onPress(parts.undo, () => goOnWith(undoSync(id)));
  onPress(parts.cancel, () => cancelSync(id));

  /**
   * While an action runs its button does nothing more, but keeps the focus.
   * @param {HTMLElement} button @param {() => Promise<void>} act
   */
  function onPress(button, act) {
    let acting = false;
    button.addEventListener('click', async () => {
      if (acting || shownSync() === null) return;
      acting = true;
      try {
        await act();
      } catch (problem) {
        if (!(problem instanceof RequestProblem)) throw problem;
        showProblem(problem);
      } finally {
        acting = false;
      }
    });
  }
}

/** @param {Promise<AddedSync>} adding */
export async function goOnWith(adding) {
  const { number } = await adding;
  location.assign(`/syncs/${number}`);
}
