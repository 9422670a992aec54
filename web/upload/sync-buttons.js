import { isFinal } from '../lib/follow-sync.js';
import { hasFailures, nextButton } from '../lib/next-button.js';

/** @import { ButtonName } from './sync-card.js' */
/** @import { Sync } from '../lib/sync-api.js' */

/** @param {Sync} sync @returns {ButtonName[]} */
export function buttonsFor(sync) {
  const next = nextButton(sync);
  if (!isFinal(sync)) return [...(next === null ? [] : [next]), ...only(!sync.cancelRequested, 'cancel')];
  const isLeft = sync.kind === 'sync' && sync.undoneBy === null;
  return [
    ...(next === null ? [] : [next]),
    sync.needsAdministrator ? 'copyForAdministrator' : 'copy',
    ...only(hasFailures(sync), 'download'),
    ...only(isLeft && next !== 'goOn', 'rerun'),
    ...only(sync.canAddUnderNewDate, 'newDate'),
    ...only(sync.canUndo, 'undo'),
  ];
}

/** @param {boolean} wanted @param {ButtonName} button @returns {ButtonName[]} */
const only = (wanted, button) => (wanted ? [button] : []);
