import { isFinal } from '../lib/follow-sync.js';

/** @import { ButtonName } from './sync-card.js' */
/** @import { Sync } from '../lib/sync-api.js' */

/** @param {Sync} sync @returns {ButtonName[]} */
export function buttonsFor(sync) {
  const next = nextButton(sync);
  if (!isFinal(sync)) return [...(next === null ? [] : [next]), 'cancel'];
  const isLeft = sync.kind === 'sync' && sync.undoneBy === null;
  return [
    ...(next === null ? [] : [next]),
    sync.needsAdministrator ? 'copyForAdministrator' : 'copy',
    // Later than RETENTION_DAYS only their number is left.
    ...only(hasFailures(sync), 'download'),
    ...only(isLeft && next !== 'goOn', 'rerun'),
    ...only(sync.canAddUnderNewDate, 'newDate'),
    ...only(sync.canUndo, 'undo'),
  ];
}

/** What comes next: the one solid button. @param {Sync} sync @returns {ButtonName | null} */
export function nextButton(sync) {
  if (sync.needs !== null) return 'needsSubmit';
  if (!isFinal(sync)) return null;
  if (sync.writes !== null) return 'write';
  if (sync.writtenBy !== null || sync.undoneBy !== null) return 'next';
  if (sync.canGoOn) return 'goOn';
  if (hasNewFailures(sync)) return 'seeFailures';
  return sync.baseUrl !== null && isInBase(sync) ? 'openBase' : null;
}

/** @param {Sync} sync */
const hasFailures = ({ failures, isUndone }) => failures.length > 0 && !isUndone;

/** Whether there are some that people do not know from the last sync of the course. @param {Sync} sync */
const hasNewFailures = (sync) => hasFailures(sync) && sync.failures.some(({ asBefore }) => !asBefore);

/** Whether what came of it is to be seen in Base. @param {Sync} sync */
const isInBase = ({ status, dryRun }) => !dryRun && (status === 'succeeded' || status === 'partial');

/** @param {boolean} wanted @param {ButtonName} button @returns {ButtonName[]} */
const only = (wanted, button) => (wanted ? [button] : []);
