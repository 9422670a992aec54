import { isFinal } from '../lib/follow-sync.js';
import { groupedNumber } from '../lib/grouped-number.js';
import { showNeeds } from '../lib/needs-form.js';
import { resetNewDate } from '../lib/new-date-button.js';
import { nextButton } from '../lib/next-button.js';
import { aboutText, linesOf } from '../lib/result-text.js';
import { showRowBar } from '../lib/row-bar.js';
import { showText } from '../lib/show-text.js';
import { failuresPath } from '../lib/sync-api.js';
import { lacksPreviewWord, localTime, sourceWords } from '../lib/words.js';
import { showFailuresStep } from './failure-table.js';
import { addressOf } from './page-address.js';
import { showReport } from './show-report.js';
import { buttonsFor } from './sync-buttons.js';
import { showAbout, showButtons, showLines, showProgress } from './sync-card.js';

/** @import { SyncCard } from './sync-card.js' */
/** @import { Sync } from '../lib/sync-api.js' */

/** Shows one state of a sync, whatever the card showed before. @param {SyncCard} card @param {Sync} sync */
export function showSync(card, sync) {
  const { root, parts } = card;
  root.dataset.status = sync.isUndone ? 'canceled' : sync.status;
  showAbout(card, sync.fileName, aboutText(sync));
  // Once is enough.
  parts.dryRun.hidden = !lacksPreviewWord(sync);
  parts.status.textContent = sync.statusText;
  parts.meta.textContent = `#${sync.number} · ${sourceWords[sync.source]} · ${localTime(sync.createdAt)}`;
  showText(parts.trouble, '');
  showLines(card, linesOf(sync));
  showPortionDone(card, sync);
  showNeeds(card, sync);
  showRowBar(parts.rowBar, sync.news);
  labelButtons(card, sync);
  showReport(card, sync);
  root.dataset.next = nextButton(sync) ?? '';
  showButtons(card, buttonsFor(sync));
  showFailuresStep(card);
  placeChanges(card, sync);
}

/** @param {SyncCard} card @param {Sync} sync */
function labelButtons({ parts }, sync) {
  parts.goOn.textContent = sync.rerunLabel;
  parts.rerun.textContent = sync.rerunLabel;
  resetNewDate(parts.newDate);
  parts.download.href = failuresPath(sync.id);
  parts.download.textContent = sync.dryRun ? '下载不能写入的行' : '下载失败明细';
  parts.write.textContent = `写入${groupedNumber(sync.writes ?? 0)}条`;
  parts.openBase.href = sync.baseUrl ?? '';
  parts.ownPage.href = `/syncs/${sync.number}`;
  // To the sync that writes this preview, or takes this sync back.
  parts.next.href = addressOf([sync.writtenBy ?? sync.undoneBy ?? '']);
  parts.next.textContent = sync.writtenBy === null ? '查看撤销' : '查看写入结果';
}

/** Whoever has to decide looks at the changes; afterwards they are a detail. @param {SyncCard} card @param {Sync} sync */
function placeChanges({ parts }, sync) {
  const { details, undone, changes } = parts;
  const decides = sync.writes !== null || sync.needs !== null;
  if (decides && changes.parentElement === details) details.before(changes);
  if (!decides && changes.parentElement !== details) undone.after(changes);
  details.hidden = !isFinal(sync);
}

/** @param {SyncCard} card @param {Sync} sync */
function showPortionDone(card, { status, waiting, progress: { done, total } }) {
  if (status === 'running') showProgress(card, done > 0 ? done / total : null);
  else if (waiting !== null) showProgress(card, done > 0 ? done / total : 0);
  else if (status === 'queued') showProgress(card, 0);
  else card.parts.progress.hidden = true;
}
