import type { Logger } from '../../log.ts';
import type { Clock } from '../../sync/clock.ts';
import { withQueue } from '../../sync/queue/queue-view.ts';
import type { SyncTarget } from '../../sync/sync-record.ts';
import type { SyncStore } from '../../sync/sync-store.ts';
import type { BotStore, Chat, WaitingSync } from '../ports.ts';
import { isQuiet } from '../quiet-hours.ts';
import { reminderTime } from './reminder-time.ts';

export interface ReminderDeps {
  syncs: SyncStore;
  /** Where this service works. */
  target: SyncTarget;
  bot: BotStore;
  chat: Chat;
  clock: Clock;
  log: Logger;
}

const afterFailureMs = 5_000;

/**
 * Reminds people once, in the morning, of what waits for them: one private card for all of it. What began to wait since is
 * on that card too.
 * @param pauses when (epoch ms) to try a person's reminder again, by open_id
 */
export async function sendReminders(deps: ReminderDeps, pauses: Map<string, number>): Promise<void> {
  const now = deps.clock.now();
  if (isQuiet(now)) return;
  for (const [openId, waiting] of byPerson(await deps.bot.unreminded())) {
    if (!waiting.some(({ since }) => reminderTime(since) <= now)) continue;
    if ((pauses.get(openId) ?? 0) > now) continue;
    // Not while it is being sent.
    pauses.set(openId, Number.POSITIVE_INFINITY);
    pauses.set(openId, now + (await remind(deps, openId, waiting)));
  }
}

function byPerson(waiting: readonly WaitingSync[]): Map<string, WaitingSync[]> {
  const people = new Map<string, WaitingSync[]>();
  for (const each of waiting) {
    const openId = each.sync.origin?.openId ?? each.sync.askedBy?.openId ?? null;
    if (openId !== null) people.set(openId, [...(people.get(openId) ?? []), each]);
  }
  return people;
}

/** @returns after how long (ms) to try again, if it is to be tried again */
async function remind(deps: ReminderDeps, openId: string, waiting: readonly WaitingSync[]): Promise<number> {
  const { bot, chat, clock, log } = deps;
  const at = clock.now();
  const ids = waiting.map(({ sync }) => sync.id);
  try {
    const syncs = waiting.map(({ sync }) => sync);
    const notice = { kind: 'reminder', syncs: await withQueue(deps, syncs, at) } as const;
    const outcome = await chat.sendToPerson(openId, notice, `reminder:${openId}:${ids.join()}`);
    if (outcome.kind === 'later') return outcome.afterMs;
    await bot.reminded(ids, new Date(at));
    return 0;
  } catch (err) {
    log.warn({ err }, 'a reminder could not be sent');
    return afterFailureMs;
  }
}
