import { canFill, fillForm } from '../lib/fill-form.js';
import { followSync, isFinal } from '../lib/follow-sync.js';
import { typedIn, typeInto } from '../lib/needs-form.js';
import { pageBroken, RequestProblem, UploadCanceled } from '../lib/request-problem.js';
import { textOf } from '../lib/result-text.js';
import { showTrouble } from '../lib/show-trouble.js';
import { cancelSync, giveInput } from '../lib/sync-api.js';
import { createChangesFold } from './changes-fold.js';
import { showSync } from './show-sync.js';
import {
  showSyncProblem,
  showUploadPaused,
  showUploadPortion,
  showUploadProblem,
  showUploadWaiting,
} from './show-upload.js';
import { listenToCard } from './sync-actions.js';
import { createSyncCard, keepKeyboard } from './sync-card.js';
import { uploadFile } from './upload-file.js';

/** @import { AddedSync, Input, Sync } from '../lib/sync-api.js' */
/** @import { Typed } from '../lib/needs-form.js' */
/** @import { Shown } from './tab-title.js' */

/** @typedef {{ file: File, dryRun: boolean, signal: AbortSignal, cancel: () => void }} Upload */
/** @typedef {ReturnType<typeof createSyncView>} SyncView */

/**
 * One card from start to end: an upload that becomes a sync, is followed until it is final, and can be repeated.
 * @param {HTMLTemplateElement} template
 * @param {{ announce: (text: string) => void, isKeyboardFree: () => boolean,
 *   addUpload: (upload: () => Promise<void>) => void, maxFileBytes: () => number, onIdentified: () => void, onFinal: () => void,
 *   onChange: () => void }} page
 *   `onIdentified`: the view shows another sync than before; `onChange`: it shows something else
 */
export function createSyncView(template, page) {
  const { announce, isKeyboardFree, addUpload, maxFileBytes, onIdentified, onFinal, onChange } = page;
  const card = createSyncCard(template);
  const changes = createChangesFold(card);
  /** @type {string | null} */
  let id = null;
  /** @type {Sync | null} */
  let sync = null;
  /** @type {Upload | null} */
  let upload = null;
  /** What keeps it from being shown. @type {RequestProblem | null} */
  let lastProblem = null;
  /** Whether something may still happen here by itself. */
  let active = false;
  let stopFollowing = () => {};

  /**
   * @template What
   * @param {(to: typeof card, what: What) => void} draw @param {What} what
   */
  const show = (draw, what) => {
    keepKeyboard(card, () => draw(card, what));
    onChange();
  };

  /** @param {File} file @param {boolean} dryRun */
  function startUpload(file, dryRun) {
    const canceling = new AbortController();
    const started = { file, dryRun, signal: canceling.signal, cancel: () => canceling.abort() };
    upload = started;
    active = true;
    show(showUploadWaiting, started);
    addUpload(() => runUpload(started));
  }

  /** @param {Upload} started */
  async function runUpload(started) {
    if (started.signal.aborted) return;
    announce(`${started.file.name} 开始上传。`);
    try {
      const added = await uploadFile(started, {
        maxFileBytes: maxFileBytes(),
        onPortion: (portion) => {
          if (!started.signal.aborted) show(showUploadPortion, portion);
        },
        onWaiting: (problem) => {
          if (started.signal.aborted) return;
          lastProblem = problem;
          show(showUploadPaused, problem);
        },
      });
      if (started.signal.aborted) await takeBack(started, added.id);
      else follow(added.id);
    } catch (problem) {
      if (started.signal.aborted) return;
      if (!(problem instanceof RequestProblem)) console.error(problem);
      endUpload(started, problem instanceof RequestProblem ? problem : pageBroken());
    }
  }

  /** The server had the whole file already. @param {Upload} canceled @param {string} addedId */
  async function takeBack(canceled, addedId) {
    // Where that fails, the sync itself shows how far it has come.
    await cancelSync(addedId).catch(() => {});
    if (upload === canceled) follow(addedId);
  }

  /**
   * Not by the upload alone: one that waits in the queue is canceled before it runs, and may have been started anew.
   * @param {Upload} ended @param {RequestProblem} problem
   */
  function endUpload(ended, problem) {
    if (upload !== ended) return;
    active = false;
    lastProblem = problem;
    show(showUploadProblem, problem);
    announce(`${ended.file.name} ${problem.text}`);
  }

  async function cancel() {
    if (upload !== null) {
      upload.cancel();
      endUpload(upload, new UploadCanceled());
    } else if (id !== null) {
      await cancelSync(id);
      follow(id);
    }
  }

  function retryUpload() {
    if (upload !== null) startUpload(upload.file, upload.dryRun);
  }

  /** @param {string} newId */
  function follow(newId) {
    stopFollowing();
    id = newId;
    upload = null;
    active = true;
    onIdentified();
    stopFollowing = followSync(id, { onSync: showState, onProblem: showProblem });
  }

  /** The card shows the sync that has been added. @param {Promise<AddedSync>} adding */
  async function goOnWith(adding) {
    const added = await adding;
    follow(added.id);
    card.root.focus();
  }

  /** @param {Sync} newSync */
  function showFill(newSync) {
    card.parts.failuresFill.replaceChildren(...(canFill(newSync) ? [fillForm(newSync, goOnWith)] : []));
  }

  /** @param {Sync} newSync */
  function showState(newSync) {
    const isNews = sync?.id !== newSync.id || sync.status !== newSync.status;
    sync = newSync;
    active = !isFinal(newSync);
    show(showSync, newSync);
    showFill(newSync);
    changes.show(newSync);
    if (isNews) announceState(newSync);
    if (!active) onFinal();
  }

  /** @param {Sync} newSync */
  function announceState(newSync) {
    announce([newSync.fileName, ...textOf(newSync)].join(' '));
    // The next step is here now, for the keyboard too.
    if (newSync.needs !== null && isKeyboardFree()) card.root.focus();
  }

  /** @param {RequestProblem} problem */
  function showProblem(problem) {
    active = problem.temporary;
    lastProblem = problem;
    if (!problem.temporary && sync === null) show(showSyncProblem, problem);
    else {
      showTrouble(card.parts.trouble, troubleOf(problem), problem);
      onChange();
    }
  }

  /** As the form on the card does. @param {Input} input @throws {RequestProblem} */
  async function answer(input) {
    if (id === null) return;
    await giveInput(id, input);
    follow(id);
  }

  /** @returns {Shown} */
  function shown() {
    const { trouble, lines } = card.parts;
    const headline = lines.firstElementChild?.textContent ?? '';
    return {
      fileName: upload?.file.name ?? card.root.getAttribute('aria-label') ?? '',
      headline: trouble.hidden ? headline : trouble.textContent,
      status: card.root.dataset.status ?? '',
      statusText: card.parts.status.textContent,
      sync,
      next: card.root.dataset.next ?? '',
      isActive: active,
    };
  }

  listenToCard(card, {
    shownSync: () => sync,
    shownProblem: () => lastProblem,
    ...{ cancel, retryUpload, answer, goOnWith },
  });

  card.parts.needs.addEventListener('input', onChange);

  return {
    root: card.root,
    ...{ startUpload, follow, answer, shown },
    typed: () => typedIn(card),
    /** @param {Typed} typed */
    type: (typed) => typeInto(card, typed),
    /** Whether there is a solid button, for what comes next. */
    hasNext: () =>
      !card.root.hidden && card.root.querySelector('.button:not(.button-quiet):not([hidden])') !== null,
    shownId: () => id,
    /** null once it is a sync. */
    file: () => upload?.file ?? null,
    isActive: () => active,
    close() {
      stopFollowing();
      card.root.remove();
    },
  };
}

/** The sync itself goes on, whatever keeps this page from knowing its state. @param {RequestProblem} problem */
function troubleOf(problem) {
  if (!problem.temporary) return problem.text;
  return problem.needsLogin
    ? `${problem.text}同步不会丢失。`
    : `${problem.message}正在重试；同步不会丢失，恢复后自动显示进度。`;
}
