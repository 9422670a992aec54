import { copyText } from '../lib/copy-text.js';
import { listenForInput } from '../lib/needs-form.js';
import { RequestProblem } from '../lib/request-problem.js';
import { showTrouble } from '../lib/show-trouble.js';
import { rerunSync, undoSync, writePreview } from '../lib/sync-api.js';
import { noteOnProblem, noteOnSync } from './administrator-note.js';
import { showFailuresStep } from './failure-table.js';
import { resultText } from './result-text.js';

/** @import { CardParts, SyncCard } from './sync-card.js' */
/** @import { AddedSync, Input, Sync } from '../lib/sync-api.js' */

const copiedForMs = 2000;

/**
 * What the buttons and the form of a card do.
 * @param {SyncCard} card
 * @param {{ shownSync: () => Sync | null, shownProblem: () => RequestProblem | null, cancel: () => Promise<void>,
 *   retryUpload: () => void, answer: (input: Input) => Promise<void>, follow: (id: string) => void }} view `shownSync`: null
 *   before its first state is known; `shownProblem`: what has kept it from being uploaded or shown
 */
export function listenToCard(card, { shownSync, shownProblem, cancel, retryUpload, answer, follow }) {
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

  /** The card shows the sync that has been added. @param {Promise<AddedSync>} adding */
  async function goOnWith(adding) {
    const { id } = await adding;
    follow(id);
    root.focus();
  }

  onPress(card, parts.retry, retryUpload);
  onPress(card, parts.cancel, cancel);
  onPress(card, parts.rerun, () => withSync((sync) => rerun(sync, false)));
  onPress(card, parts.goOn, () => withSync((sync) => rerun(sync, false)));
  onPress(card, parts.newDate, () => withSync((sync) => rerun(sync, true)));
  onPress(card, parts.write, () => withSync((sync) => goOnWith(writePreview(sync.id))));
  onPress(card, parts.undo, () => withSync((sync) => goOnWith(undoSync(sync.id))));
  onPress(card, parts.copy, () => withSync((sync) => copyFrom(parts.copy, resultText(sync))));
  onPress(card, parts.copyForAdministrator, () =>
    copyFrom(parts.copyForAdministrator, noteForAdministrator()),
  );
  onPress(card, parts.seeFailures, () => openFailures(parts));
  parts.failures.addEventListener('toggle', () => showFailuresStep(card));
  listenForInput(card, answer);

  function noteForAdministrator() {
    const [sync, problem] = [shownSync(), shownProblem()];
    if (sync !== null) return noteOnSync(sync);
    return problem === null ? '' : noteOnProblem(root.getAttribute('aria-label') ?? '', problem, new Date());
  }
}

/** @param {CardParts} parts */
function openFailures({ failures, tableFrame }) {
  failures.open = true;
  tableFrame.focus({ preventScroll: true });
  failures.scrollIntoView({ block: 'nearest' });
}

/**
 * While an action runs its button does nothing more, but keeps the focus; a problem is told in the card.
 * @param {SyncCard} card @param {HTMLElement} button @param {() => Promise<void> | void} action
 */
function onPress({ parts }, button, action) {
  let acting = false;
  button.addEventListener('click', async () => {
    if (acting) return;
    acting = true;
    try {
      await action();
    } catch (problem) {
      if (!(problem instanceof RequestProblem)) throw problem;
      showTrouble(parts.trouble, problem.text, problem);
    } finally {
      acting = false;
    }
  });
}

/** @param {HTMLElement} button @param {string} text */
async function copyFrom(button, text) {
  const word = button.textContent;
  button.textContent = (await copyText(text)) ? '已复制' : '没能复制';
  await new Promise((resolve) => setTimeout(resolve, copiedForMs));
  button.textContent = word;
}
