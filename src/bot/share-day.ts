import { parseOperatorInput } from '../sync/queue/operator-input.ts';
import { giveInput } from '../sync/queue/submit-sync.ts';
import type { SyncRecord } from '../sync/sync-record.ts';
import { awaitsDay, senderIn } from './awaiting-day.ts';
import type { Press } from './bot-action.ts';
import type { BotDeps } from './bot-deps.ts';
import { syncsWithin } from './chat-syncs.ts';
import type { ToastReason } from './toast-reason.ts';

/** Gives the day of this sync to all files of its sender in the chat that wait for one. Pressed again, it finds none. */
export async function shareDay(
  deps: BotDeps,
  { openId, chatId }: Press,
  sync: SyncRecord,
): Promise<ToastReason> {
  const { day } = sync.input;
  const reading = parseOperatorInput({ course: null, day }, deps.now());
  if (day === null || reading.kind === 'refused') return { kind: 'not_possible' };
  const near = await syncsWithin(deps.syncs, { chatId, openId });
  const others = near.filter((other) => awaitsDay(other) && senderIn(other) === senderIn(sync));
  const answer = {
    said: reading.said,
    ...{ sheets: null, isIdColumn: null, useSimilar: false, confirm: [] },
    who: { kind: 'person', openId, name: null, mayForOthers: deps.allowed.users.has(openId) },
  } as const;
  const outcomes = await Promise.all(others.map((other) => giveInput(deps, other, answer)));
  const count = outcomes.filter((outcome) => outcome === 'queued' || outcome === 'noted').length;
  return count === 0 ? { kind: 'none_awaits_day' } : { kind: 'day_shared', count };
}
