import type { ErrorCode, ErrorDetails } from '../../errors.ts';
import { isWaitCode, type SyncWait } from '../sync-record.ts';
import type { WaitTiming } from './wait-timing.ts';

/** What stopped a run. */
interface Stop {
  code: ErrorCode;
  details: ErrorDetails;
}

/**
 * The wait after which a stopped sync is tried again.
 * @param last its last wait, if it got no further since; how long it has waited is what counts against the limits
 * @param now epoch ms
 * @returns null if what stopped it does not pass by itself, or has not for too long
 */
export function nextWait(
  { code, details }: Stop,
  last: SyncWait | null,
  now: number,
  timing: WaitTiming,
): SyncWait | null {
  if (!isWaitCode(code)) return null;
  const waitedMs = last === null ? {} : waitedUntil(last, now, timing);
  const leftMs = timing.limitsMs[code] - (waitedMs[code] ?? 0);
  if (leftMs <= 0) return null;
  const count = (last?.count ?? 0) + 1;
  return {
    code,
    details,
    since: last?.since ?? now,
    setAt: now,
    nextTryAt: now + Math.min(pauseMs(count, timing), leftMs),
    count,
    waitedMs,
  };
}

function pauseMs(count: number, { pausesMs }: WaitTiming): number {
  return pausesMs[Math.min(count, pausesMs.length) - 1] ?? 0;
}

/** With the last wait and the try after it, as the clock says, but not shorter than it was and not much longer. */
function waitedUntil(
  { code, setAt, nextTryAt, waitedMs }: SyncWait,
  now: number,
  { longestTryMs }: WaitTiming,
): SyncWait['waitedMs'] {
  const shortest = nextTryAt - setAt;
  const passed = Math.min(Math.max(now - setAt, shortest), shortest + longestTryMs);
  return { ...waitedMs, [code]: (waitedMs[code] ?? 0) + passed };
}
