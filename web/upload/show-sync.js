import { isFinal } from './follow-sync.js';
import { showNeeds } from './needs-form.js';
import { addressOf } from './page-address.js';
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
  root.dataset.status = sync.isUndone ? 'canceled' : sync.status;
  showFileName(card, sync.fileName);
  parts.dryRun.hidden = !sync.dryRun;
  parts.status.textContent = sync.statusText;
  parts.rerun.textContent = sync.rerunLabel;
  parts.meta.textContent = `#${sync.number} · ${sourceWords[sync.source]} · ${localTime(sync.createdAt)}`;
  parts.download.href = failuresPath(sync.id);
  parts.download.textContent = sync.dryRun ? '下载不能写入的行' : '下载失败明细';
  // One solid button: what comes next.
  parts.download.classList.toggle('button-quiet', sync.writes !== null);
  parts.write.textContent = `写入${sync.writes ?? 0}条`;
  showNextSync(card, sync);
  showText(parts.trouble, '');
  showLines(card, linesOf(sync));
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

/** Leads to the sync that writes this preview, or takes this sync back. @param {SyncCard} card @param {Sync} sync */
function showNextSync({ parts }, { writtenBy, undoneBy }) {
  parts.next.href = addressOf([writtenBy ?? undoneBy ?? '']);
  parts.next.textContent = writtenBy === null ? '查看撤销' : '查看写入结果';
}

/** @param {Sync} sync @returns {ButtonName[]} */
function buttonsFor(sync) {
  if (!isFinal(sync)) return sync.needs === null ? ['cancel'] : ['needsSubmit', 'cancel'];
  const isLeft = sync.kind === 'sync' && sync.undoneBy === null;
  return [
    ...only(sync.writes !== null, 'write'),
    ...only(sync.writtenBy !== null || sync.undoneBy !== null, 'next'),
    // Later than RETENTION_DAYS only their number is left.
    ...only(sync.failures.length > 0 && !sync.isUndone, 'download'),
    ...only(sync.canAddUnderNewDate, 'newDate'),
    'copy',
    ...only(isLeft, 'rerun'),
    ...only(sync.canUndo, 'undo'),
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
