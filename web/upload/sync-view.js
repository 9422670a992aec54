import { followSync, isFinal } from './follow-sync.js';
import { UploadCanceled } from './request-problem.js';
import { showSync, textOf } from './show-sync.js';
import { showTrouble } from './show-trouble.js';
import {
  showSyncProblem,
  showUploadPaused,
  showUploadPortion,
  showUploadProblem,
  showUploadWaiting,
} from './show-upload.js';
import { listenToCard } from './sync-actions.js';
import { createSyncCard, keepKeyboard } from './sync-card.js';
import { cancelSync } from './upload-api.js';
import { uploadFile } from './upload-file.js';

/**
 * One card with its life: an upload that becomes a sync, is followed to its end, and can be repeated.
 * @param {HTMLTemplateElement} template
 * @param {{ announce: (text: string) => void, isKeyboardFree: () => boolean,
 *   addUpload: (upload: () => Promise<void>) => void, maxFileBytes: () => number, onIdentified: () => void, onFinal: () => void }} page
 *   `onIdentified`: the view shows another sync than before
 */
export function createSyncView(template, page) {
  const { announce, isKeyboardFree, addUpload, maxFileBytes, onIdentified, onFinal } = page;
  const card = createSyncCard(template);
  let id = null;
  let sync = null;
  let upload = null;
  /** Whether something may still happen here by itself. */
  let active = false;
  let stopFollowing = () => {};
  const show = (draw, what) => keepKeyboard(card, () => draw(card, what));

  function startUpload(file, dryRun) {
    const canceling = new AbortController();
    const started = { file, dryRun, signal: canceling.signal, cancel: () => canceling.abort() };
    upload = started;
    active = true;
    show(showUploadWaiting, started);
    addUpload(() => runUpload(started));
  }

  async function runUpload(started) {
    if (started.signal.aborted) return;
    announce(`${started.file.name} 开始上传。`);
    try {
      const added = await uploadFile(started, {
        maxFileBytes: maxFileBytes(),
        onPortion: (portion) => show(showUploadPortion, portion),
        onWaiting: (problem) => show(showUploadPaused, problem),
      });
      if (!started.signal.aborted) follow(added.id);
    } catch (problem) {
      endUpload(started, problem);
    }
  }

  /** Not by the upload alone: one that waits in the line is canceled before it runs, and may have been started anew. */
  function endUpload(ended, problem) {
    if (upload !== ended) return;
    active = false;
    show(showUploadProblem, problem);
    announce(`${ended.file.name} ${problem.text}`);
  }

  async function cancel() {
    if (upload !== null) {
      upload.cancel();
      endUpload(upload, new UploadCanceled());
      return;
    }
    await cancelSync(id);
    follow(id);
  }

  function follow(newId) {
    stopFollowing();
    id = newId;
    upload = null;
    active = true;
    onIdentified();
    stopFollowing = followSync(id, { onSync: hear, onProblem: complain });
  }

  function hear(newSync) {
    const isNews = sync?.id !== newSync.id || sync.status !== newSync.status;
    sync = newSync;
    active = !isFinal(sync);
    show(showSync, sync);
    if (isNews) tell();
    if (!active) onFinal();
  }

  function tell() {
    announce([sync.fileName, ...textOf(sync)].join(' '));
    // The next step is here now, for the keyboard too.
    if (sync.needs !== null && isKeyboardFree()) card.root.focus();
  }

  function complain(problem) {
    active = problem.temporary;
    if (!problem.temporary && sync === null) show(showSyncProblem, problem);
    else showTrouble(card.parts.trouble, troubleOf(problem), problem);
  }

  listenToCard(card, {
    shownSync: () => sync,
    cancel,
    retryUpload: () => startUpload(upload.file, upload.dryRun),
    follow,
  });

  return {
    root: card.root,
    startUpload,
    follow,
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

/** The sync itself goes on, whatever keeps this page from hearing of it. */
function troubleOf(problem) {
  if (!problem.temporary) return problem.text;
  return problem.needsLogin
    ? `${problem.text}同步不会丢失。`
    : `${problem.message}正在重试；同步不会丢失，恢复后自动显示进度。`;
}
