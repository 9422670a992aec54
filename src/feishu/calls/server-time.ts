import type { Clock } from '../../sync/clock.ts';

/** Feishu's own time, by which its records are dated. */
export interface ServerTime {
  /** @param date the `Date` header of an answer that has just arrived: https://www.rfc-editor.org/rfc/rfc9110#field.date */
  observe(date: unknown): void;
  /** Epoch milliseconds, right to about a second; null until an answer has told it. */
  now(): number | null;
}

/** Follows the `Date` of answers, and the monotonic clock in between: whatever this machine takes for the time is left out. */
export function createServerTime({ monotonic }: Pick<Clock, 'monotonic'>): ServerTime {
  let last: { time: number; at: number } | null = null;
  return {
    observe(date) {
      const time = typeof date === 'string' ? Date.parse(date) : Number.NaN;
      if (!Number.isNaN(time)) last = { time, at: monotonic() };
    },
    // Whole, as everybody expects of epoch milliseconds, databases included.
    now: () => (last === null ? null : Math.floor(last.time + (monotonic() - last.at))),
  };
}
