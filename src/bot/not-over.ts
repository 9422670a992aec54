import type { SyncRecord } from '../sync/sync-record.ts';
import type { BotRefusal } from './notice.ts';

/** Why nothing more can be asked for of a sync that is not over: it is at work, or it waits for what a person says. */
export function notOver({ status, number }: SyncRecord): BotRefusal {
  return { kind: status === 'needs_input' ? 'awaits_person' : 'still_running', number };
}
