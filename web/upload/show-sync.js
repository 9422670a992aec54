import { showText } from './elements.js';
import { isFinal } from './follow-sync.js';
import { showNeeds } from './needs-form.js';
import { showReport } from './show-report.js';
import { showButtons, showFileName, showLines, showProgress } from './sync-card.js';
import { failuresPath } from './upload-api.js';
import { localTime, sourceWords } from './words.js';

/**
 * @typedef {import('./sync-card.js').SyncCard} SyncCard
 * @typedef {import('./upload-api.js').Sync} Sync
 */

/** Shows one state of a sync, whatever the card showed before. @param {SyncCard} card @param {Sync} sync */
export function showSync(card, sync) {
  const { root, parts } = card;
  root.dataset.status = sync.status;
  showFileName(card, sync.fileName);
  parts.dryRun.hidden = !sync.dryRun;
  parts.status.textContent = sync.statusText;
  parts.rerun.textContent = sync.dryRun ? '重新预览' : '重新同步';
  parts.meta.textContent = `#${sync.number} · ${sourceWords[sync.source]} · ${localTime(sync.createdAt)}`;
  parts.download.href = failuresPath(sync.id);
  showText(parts.trouble, '');
  showLines(card, [...linesOf(sync), ...nextStepOf(sync)]);
  showButtons(card, buttonsFor(sync));
  showPortionDone(card, sync);
  showNeeds(card, sync);
  showReport(card, sync);
}

/** What a reader hears or copies. @param {Sync} sync @returns {string[]} */
export const textOf = (sync) => linesOf(sync).map(({ text }) => text);

/** The server's sentences; the error is among them, or follows, and stands out. */
function linesOf({ sentences, error }) {
  const kinds = new Map([
    [error?.message, 'problem'],
    [error?.hint, 'hint'],
  ]);
  const unsaid = [error?.message, error?.hint].filter((text) => text && !sentences.includes(text));
  return [...sentences, ...unsaid].map((text) => ({ text, kind: kinds.get(text) }));
}

/** A preview that went well leads to the real thing. */
function nextStepOf(sync) {
  if (!sync.dryRun || !isFinal(sync) || sync.error !== null || sync.status === 'canceled') return [];
  return [{ text: '取消勾选“仅预览，不写入”，再上传一次，就会写入。', kind: 'hint' }];
}

function buttonsFor(sync) {
  if (!isFinal(sync)) return sync.needs === null ? ['cancel'] : ['needsSubmit', 'cancel'];
  return [
    // Later than RETENTION_DAYS only their number is left.
    ...(sync.failures.length > 0 ? ['download'] : []),
    ...(sync.canAddUnderNewDate ? ['newDate'] : []),
    'copy',
    'rerun',
  ];
}

function showPortionDone(card, { status, progress: { done, total } }) {
  if (status === 'running') showProgress(card, done > 0 ? done / total : null);
  else if (status === 'queued') showProgress(card, 0);
  else card.parts.progress.hidden = true;
}
