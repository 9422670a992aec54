import { isFinal } from '../lib/follow-sync.js';
import { groupedNumber } from '../lib/grouped-number.js';
import { hasFailures, isInBase, nextButton } from '../lib/next-button.js';
import { failuresPath } from '../lib/sync-api.js';

/** @import { Sync } from '../lib/sync-api.js' */
/** @import { PageParts } from './parts.js' */

const names = /** @type {const} */ ([
  'needsSubmit',
  'write',
  'next',
  'download',
  'goOn',
  'openBase',
  'leave',
  'copy',
  'copyForAdministrator',
  'newDate',
  'rerun',
  'undo',
  'cancel',
]);

/** @typedef {(typeof names)[number]} ButtonName */

/** What can be done; what comes next is solid, one button in any state. @param {PageParts} parts @param {Sync} sync */
export function showButtons(parts, sync) {
  const wanted = wantedFor(sync);
  const solid = nextButton(sync) === null ? null : wanted[0];
  for (const name of names) {
    parts[name].hidden = !wanted.includes(name);
    parts[name].classList.toggle('button-quiet', name !== solid);
  }
  parts.write.textContent = `写入${groupedNumber(sync.writes ?? 0)}条`;
  parts.goOn.textContent = sync.rerunLabel;
  parts.rerun.textContent = sync.rerunLabel;
  parts.next.textContent = sync.writtenBy === null ? '查看撤销' : '查看写入结果';
  parts.next.href = `/syncs/${encodeURIComponent(sync.writtenBy ?? sync.undoneBy ?? '')}`;
  parts.download.textContent = sync.dryRun ? '下载不能写入的行（xlsx）' : '下载失败明细（xlsx）';
  parts.download.href = failuresPath(sync.id);
  parts.openBase.href = sync.baseUrl ?? '';
}

/** @param {Sync} sync @returns {ButtonName[]} what comes next comes first, and else is not there twice */
function wantedFor(sync) {
  const next = nextButton(sync);
  if (!isFinal(sync))
    return [...only(next !== null, 'needsSubmit'), ...only(!sync.cancelRequested, 'cancel')];
  // The failed rows stand on this page already.
  /** @type {ButtonName | null} */
  const first = next === 'seeFailures' ? 'download' : next;
  const isLeft = sync.kind === 'sync' && sync.undoneBy === null;
  const isWhole = sync.status === 'succeeded' && !sync.dryRun;
  /** @type {ButtonName[]} */
  const others = [
    ...only(hasFailures(sync), 'download'),
    ...only(isInBase(sync), 'openBase'),
    ...only(sync.writes !== null, 'leave'),
    sync.needsAdministrator ? 'copyForAdministrator' : 'copy',
    ...only(sync.canAddUnderNewDate, 'newDate'),
    ...only(isLeft && !isWhole && !sync.canGoOn, 'rerun'),
    ...only(sync.canUndo, 'undo'),
  ];
  return [...(first === null ? [] : [first]), ...others.filter((name) => name !== first)];
}

/** @param {boolean} wanted @param {ButtonName} button @returns {ButtonName[]} */
const only = (wanted, button) => (wanted ? [button] : []);
