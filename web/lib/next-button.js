import { isFinal } from './follow-sync.js';

/** @import { Sync } from './sync-api.js' */
/** @typedef {'needsSubmit' | 'write' | 'next' | 'goOn' | 'seeFailures' | 'openBase'} NextButton */

/** What comes next: the one solid button. @param {Sync} sync @returns {NextButton | null} */
export function nextButton(sync) {
  if (sync.needs !== null) return 'needsSubmit';
  if (!isFinal(sync)) return null;
  if (sync.writes !== null) return 'write';
  if (sync.writtenBy !== null || sync.undoneBy !== null) return 'next';
  if (sync.canGoOn) return 'goOn';
  if (hasNewFailures(sync)) return 'seeFailures';
  return isInBase(sync) ? 'openBase' : null;
}

/** Later than RETENTION_DAYS only their number is left. @param {Sync} sync */
export const hasFailures = ({ failures, isUndone }) => failures.length > 0 && !isUndone;

/** Whether there are some that people do not know from the last sync of the course. @param {Sync} sync */
const hasNewFailures = (sync) => hasFailures(sync) && sync.failures.some(({ asBefore }) => !asBefore);

/** Whether what came of it is to be seen in Base, and it is known where. @param {Sync} sync */
export const isInBase = ({ baseUrl, status, dryRun }) =>
  baseUrl !== null && !dryRun && (status === 'succeeded' || status === 'partial');
