import { isFinal } from './follow-sync.js';
import { showNeeds } from './needs-form.js';
import { showReport } from './show-report.js';
import { showText } from './show-text.js';
import { showButtons, showFileName, showLines, showProgress } from './sync-card.js';
import { failuresPath } from './upload-api.js';
import { localTime, sourceWords } from './words.js';

/** @import { ButtonName, Line, SyncCard } from './sync-card.js' */
/** @import { Sync } from './upload-api.js' */

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

/** The server's sentences; the error is among them, or follows, and stands out. @param {Sync} sync @returns {Line[]} */
function linesOf({ sentences, error }) {
  if (error === null) return sentences.map((text) => ({ text }));
  const { message, hint } = error;
  const unsaid = [message, hint].filter((text) => text !== '' && !sentences.includes(text));
  return [...sentences, ...unsaid].map((text) => {
    if (text === hint) return { text, kind: 'hint' };
    return text === message ? { text, kind: 'problem' } : { text };
  });
}

/** A preview that went well leads to the real thing. @param {Sync} sync @returns {Line[]} */
function nextStepOf(sync) {
  if (!sync.dryRun || !isFinal(sync) || sync.error !== null || sync.status === 'canceled') return [];
  return [{ text: '取消勾选“仅预览，不写入”，再上传一次，就会写入。', kind: 'hint' }];
}

/** @param {Sync} sync @returns {ButtonName[]} */
function buttonsFor(sync) {
  if (!isFinal(sync)) return sync.needs === null ? ['cancel'] : ['needsSubmit', 'cancel'];
  return [
    // Later than RETENTION_DAYS only their number is left.
    ...only(sync.failures.length > 0, 'download'),
    ...only(sync.canAddUnderNewDate, 'newDate'),
    'copy',
    'rerun',
  ];
}

/** @param {boolean} wanted @param {ButtonName} button @returns {ButtonName[]} */
const only = (wanted, button) => (wanted ? [button] : []);

/** @param {SyncCard} card @param {Sync} sync */
function showPortionDone(card, { status, waiting, progress: { done, total } }) {
  if (status === 'running') showProgress(card, done > 0 ? done / total : null);
  else if (waiting !== null) showProgress(card, done > 0 ? done / total : 0);
  else if (status === 'queued') showProgress(card, 0);
  else card.parts.progress.hidden = true;
}
