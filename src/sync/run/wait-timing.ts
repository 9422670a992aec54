import type { WaitCode } from '../sync-record.ts';
import { syncTiming } from '../timing.ts';

/** When a sync that has to wait is tried again, and when that has been for too long. Milliseconds. */
export interface WaitTiming {
  /** The pauses before the tries, in order; the last one again and again. */
  pausesMs: readonly number[];
  /** What passes between two waits counts no longer than this: a try is shorter, and a clock that jumps is no waiting. */
  longestTryMs: number;
  /** After having waited so long for one reason a sync ends with it. */
  limitsMs: Readonly<Record<WaitCode, number>>;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** From then on a call that was sent cannot be running any more, and search should know its records. */
const callIsOverMs = syncTiming.retryLimitMs + syncTiming.callLimitMs + syncTiming.searchLagMs;

export const waitTiming: WaitTiming = {
  pausesMs: [1, 2, 5, 10].map((minutes) => minutes * minuteMs),
  longestTryMs: 15 * minuteMs,
  limitsMs: {
    feishu_unreachable: 24 * hourMs,
    feishu_busy: 2 * hourMs,
    in_doubt: callIsOverMs + hourMs,
  },
};
