import { isFinal } from './follow-sync.js';

/** @import { Sync } from './sync-api.js' */

/** Whether it is known what the sync does to each row. @param {Sync} sync */
export function hasPlan(sync) {
  if (sync.kind === 'undo') return false;
  return isFinal(sync) ? sync.summary.rows > 0 : (sync.needs?.confirm.reasons.length ?? 0) > 0;
}
