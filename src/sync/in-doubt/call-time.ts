import type { Intent } from '../journal.ts';
import type { ResolveDeps } from './resolve-deps.ts';

type TimeDeps = Pick<ResolveDeps, 'base' | 'clock' | 'timing'>;

/** Feishu's time (epoch ms); what this machine takes for the time only where no answer has told it. */
export function timeOf({ base, clock }: Pick<ResolveDeps, 'base' | 'clock'>): number {
  return base.serverTime() ?? clock.now();
}

/**
 * Milliseconds until the call of an intent can no longer be running and search should know its records. When its last
 * try went out is not known, only that it was before now and before tries end.
 */
export function untilCallIsOver(deps: TimeDeps, { sentAt }: Intent): number {
  const { callLimitMs, searchLagMs, retryLimitMs } = deps.timing;
  const sinceLastTry = Math.max(0, timeOf(deps) - (sentAt + retryLimitMs));
  return Math.max(0, callLimitMs + searchLagMs - sinceLastTry);
}

/** Whether an intent was sent once more when its first call was long over: nothing is given up without that. */
export function wasSentLate({ timing }: Pick<TimeDeps, 'timing'>, { startedAt, sentAt }: Intent): boolean {
  return sentAt > startedAt + timing.retryLimitMs + timing.recentMs;
}

/**
 * Whether an intent is so old that nothing of it can turn up any more, by Feishu's time alone: without it, nothing is old.
 */
export function isLongOver({ base, timing }: TimeDeps, { sentAt }: Intent): boolean {
  const now = base.serverTime();
  return now !== null && now > sentAt + timing.retryLimitMs + timing.recentMs;
}
