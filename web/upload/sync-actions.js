import { noteOnProblem, noteOnSync } from '../lib/administrator-note.js';
import { copyFrom } from '../lib/copy-text.js';
import { listenForInput } from '../lib/needs-form.js';
import { confirmNewDate } from '../lib/new-date-button.js';
import { onPress } from '../lib/on-press.js';
import { resultText } from '../lib/result-text.js';
import { showTrouble } from '../lib/show-trouble.js';
import { rerunSync, undoSync, writePreview } from '../lib/sync-api.js';
import { showFailuresStep } from './failure-table.js';

/** @import { SyncCard } from './sync-card.js' */
/** @import { RequestProblem } from '../lib/request-problem.js' */
/** @import { AddedSync, Input, Sync } from '../lib/sync-api.js' */

/**
 * What the buttons and the form of a card do.
 * @param {SyncCard} card
 * @param {{ shownSync: () => Sync | null, shownProblem: () => RequestProblem | null, cancel: () => Promise<void>,
 *   retryUpload: () => void, answer: (input: Input) => Promise<void>, goOnWith: (adding: Promise<AddedSync>) => Promise<void>
 *   }} view `shownSync`: null before its first state is known; `shownProblem`: what has kept it from being uploaded or shown;
 *   `goOnWith`: the card shows the sync that is added
 */
export function listenToCard(card, { shownSync, shownProblem, cancel, retryUpload, answer, goOnWith }) {
  const { root, parts } = card;

  /**
   * What needs a sync can be pressed only where one is shown.
   * @param {(sync: Sync) => Promise<void>} act
   */
  async function withSync(act) {
    const sync = shownSync();
    if (sync !== null) await act(sync);
  }

  /** @param {Sync} sync @param {boolean} newDate */
  async function rerun({ id }, newDate) {
    await goOnWith(rerunSync(id, { newDate }));
  }

  /** @param {HTMLElement} button @param {() => Promise<void> | void} action a problem is told in the card */
  const press = (button, action) =>
    onPress(button, action, (problem) => showTrouble(parts.trouble, problem.text, problem));

  press(parts.retry, retryUpload);
  press(parts.cancel, cancel);
  press(parts.rerun, () => withSync((sync) => rerun(sync, false)));
  press(parts.goOn, () => withSync((sync) => rerun(sync, false)));
  press(parts.newDate, () =>
    withSync((sync) => confirmNewDate(parts.newDate, sync, () => rerun(sync, true))),
  );
  press(parts.write, () => withSync((sync) => goOnWith(writePreview(sync.id))));
  press(parts.undo, () => withSync((sync) => goOnWith(undoSync(sync.id))));
  press(parts.copy, () => withSync((sync) => copyFrom(parts.copy, resultText(sync))));
  press(parts.copyForAdministrator, () => copyFrom(parts.copyForAdministrator, noteForAdministrator()));
  press(parts.seeFailures, () => openFailures(card));
  parts.failures.addEventListener('toggle', () => showFailuresStep(card));
  listenForInput(card, answer);

  function noteForAdministrator() {
    const [sync, problem] = [shownSync(), shownProblem()];
    if (sync !== null) return noteOnSync(sync);
    return problem === null ? '' : noteOnProblem(root.getAttribute('aria-label') ?? '', problem, new Date());
  }
}

/** @param {SyncCard} card */
function openFailures(card) {
  const { failures, tableFrame } = card.parts;
  failures.open = true;
  // Not only at the event, which comes a moment later.
  showFailuresStep(card);
  tableFrame.focus({ preventScroll: true });
  failures.scrollIntoView({ block: 'nearest' });
}
