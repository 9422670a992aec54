import { administratorErrorCodes, type ErrorCode } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../sync/clock.ts';
import { isWaitCode, type SyncRecord } from '../../sync/sync-record.ts';
import type { SyncStore } from '../../sync/sync-store.ts';
import type { Message } from '../notice.ts';
import type { BotStore, Chat } from '../ports.ts';
import { isQuiet } from '../quiet-hours.ts';

const onlyAdministrators: ReadonlySet<ErrorCode> = new Set(administratorErrorCodes);

/** What ended in the evening is still told in the morning; what was told is remembered for longer than that. */
const newsMs = 14 * 60 * 60_000;
const syncsChecked = 20;
const afterFailureMs = 5_000;

export interface AlertDeps {
  bot: BotStore;
  syncs: SyncStore;
  chat: Chat;
  clock: Clock;
  log: Logger;
  /** `ALERT_CHAT`; null: no alerts are sent. */
  alertChat: string | null;
}

/**
 * Sends one alert to the administrators' chat for each sync, whatever its source, that ended for a reason that only an
 * administrator can fix, that has met the records of another service, that has nearly filled a table, or that has waited
 * for Feishu: in vain, or until it could be reached again. At night only of what has failed: somebody is at work, and
 * waits.
 * @param pauses when (epoch ms) to try a sync's alert again, by its id; infinity once it was sent
 */
export async function sendAlerts(deps: AlertDeps, pauses: Map<string, number>): Promise<void> {
  const { alertChat, syncs, clock } = deps;
  if (alertChat === null) return;
  const now = clock.now();
  for (const sync of await syncs.list(syncsChecked)) {
    const alert = alertOf(sync, now);
    if (alert === null || (pauses.get(sync.id) ?? 0) > now) continue;
    if (isQuiet(now) && alert.notice.kind !== 'alert') continue;
    // Not while it is being sent.
    pauses.set(sync.id, Number.POSITIVE_INFINITY);
    pauses.set(sync.id, now + (await sendAlert(deps, alertChat, sync, alert)));
  }
}

interface Alert {
  notice: Extract<Message, { kind: 'alert' | 'other_writer' | 'nearly_full' | 'feishu_back' }>;
  /** Once for each. */
  key: string;
}

function alertOf(sync: SyncRecord, now: number): Alert | null {
  const { finishedAt } = sync;
  const isNews = finishedAt !== null && now - finishedAt.getTime() < newsMs;
  return isNews ? (failureOf(sync) ?? othersOf(sync) ?? fullnessOf(sync) ?? recoveryOf(sync)) : null;
}

/** Of syncs that have all waited in vain for the same, one is told of. */
function failureOf({ id, number, error }: SyncRecord): Alert | null {
  if (error?.kind !== 'stopped') return null;
  const notice = { kind: 'alert', number, error } as const;
  if (onlyAdministrators.has(error.code)) return { notice, key: `alert:${id}` };
  return isWaitCode(error.code) ? { notice, key: `alert:${error.code}` } : null;
}

function othersOf({ id, number, summary }: SyncRecord): Alert | null {
  const count = summary?.recordsOfOthers ?? 0;
  return count === 0 ? null : { notice: { kind: 'other_writer', number, count }, key: `others:${id}` };
}

function fullnessOf({ id, number, summary }: SyncRecord): Alert | null {
  const tables = summary?.nearlyFull ?? [];
  return tables.length === 0 ? null : { notice: { kind: 'nearly_full', number, tables }, key: `full:${id}` };
}

/** While Feishu cannot be reached no chat can be told; once it can, one sync has found that out. */
function recoveryOf({ id, number, status, lastWait }: SyncRecord): Alert | null {
  if (lastWait?.code !== 'feishu_unreachable' || status === 'canceled') return null;
  const { since, nextTryAt } = lastWait;
  return { notice: { kind: 'feishu_back', number, since, until: nextTryAt }, key: `back:${id}` };
}

/** @returns after how long (ms) to try again */
async function sendAlert(
  { bot, chat, clock, log }: AlertDeps,
  alertChat: string,
  { id, number }: SyncRecord,
  { notice, key }: Alert,
): Promise<number> {
  const told = [`alerted:${id}`];
  try {
    if (await bot.isClaimed(told)) return Number.POSITIVE_INFINITY;
    const outcome = await chat.sendToChat(alertChat, notice, key);
    if (outcome.kind === 'later') return outcome.afterMs;
    if (outcome.kind === 'unreachable') log.warn({ number }, 'ALERT_CHAT cannot be reached');
    // Afterwards: killed in between, Feishu knows the key of what is sent again.
    await bot.claimOnce(told, new Date(clock.now()));
    return Number.POSITIVE_INFINITY;
  } catch (err) {
    log.warn({ err, number }, 'sending to ALERT_CHAT failed');
    return afterFailureMs;
  }
}
