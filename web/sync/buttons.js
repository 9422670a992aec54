import { isFinal } from '../lib/follow-sync.js';
import { groupedNumber } from '../lib/grouped-number.js';
import { failuresPath } from '../lib/sync-api.js';

/** @import { Sync } from '../lib/sync-api.js' */
/** @import { PageParts } from './parts.js' */

const names = /** @type {const} */ ([
  'needsSubmit',
  'write',
  'next',
  'download',
  'goOn',
  'base',
  'leave',
  'copy',
  'copyForAdministrator',
  'newDate',
  'rerun',
  'undo',
  'cancel',
]);

/** @typedef {(typeof names)[number]} ButtonName */

/** They lead nowhere further, even where nothing else is left to do. @type {readonly ButtonName[]} */
const alwaysQuiet = ['cancel', 'copy', 'undo'];

/** What can be done next. The first is solid: one button in any state. @param {PageParts} parts @param {Sync} sync */
export function showButtons(parts, sync) {
  const wanted = wantedFor(sync);
  for (const name of names) {
    parts[name].hidden = !wanted.includes(name);
    parts[name].classList.toggle('button-quiet', name !== wanted[0] || alwaysQuiet.includes(name));
  }
  parts.write.textContent = `写入${groupedNumber(sync.writes ?? 0)}条`;
  parts.goOn.textContent = sync.rerunLabel;
  parts.rerun.textContent = sync.rerunLabel;
  parts.next.textContent = sync.writtenBy === null ? '查看撤销' : '查看写入结果';
  parts.next.href = `/syncs/${encodeURIComponent(sync.writtenBy ?? sync.undoneBy ?? '')}`;
  parts.download.textContent = sync.dryRun ? '下载不能写入的行（xlsx）' : '下载失败明细（xlsx）';
  parts.download.href = failuresPath(sync.id);
  parts.base.href = sync.baseUrl ?? '';
}

/** @param {Sync} sync @returns {ButtonName[]} */
function wantedFor(sync) {
  if (!isFinal(sync)) return sync.needs === null ? ['cancel'] : ['needsSubmit', 'cancel'];
  const isLeft = sync.kind === 'sync' && sync.undoneBy === null;
  const isWhole = sync.status === 'succeeded' && !sync.dryRun;
  return [
    ...only(sync.writes !== null, 'write'),
    ...only(sync.writtenBy !== null || sync.undoneBy !== null, 'next'),
    ...only(sync.canGoOn, 'goOn'),
    // Later than RETENTION_DAYS only their number is left.
    ...only(sync.failures.length > 0 && !sync.isUndone, 'download'),
    ...only(sync.baseUrl !== null && mayBeInBase(sync), 'base'),
    ...only(sync.writes !== null, 'leave'),
    sync.needsAdministrator ? 'copyForAdministrator' : 'copy',
    ...only(sync.canAddUnderNewDate, 'newDate'),
    ...only(isLeft && !isWhole && !sync.canGoOn, 'rerun'),
    ...only(sync.canUndo, 'undo'),
  ];
}

/** Whether there is something to be looked at. @param {Sync} sync */
const mayBeInBase = ({ kind, error, dryRun, summary }) =>
  error === null && !dryRun && (kind === 'undo' || summary.rows > 0);

/** @param {boolean} wanted @param {ButtonName} button @returns {ButtonName[]} */
const only = (wanted, button) => (wanted ? [button] : []);
