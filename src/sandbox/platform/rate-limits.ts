import { VendorError } from './vendor-error.ts';
import type { RateLimit } from './vendor-route.ts';

/** Counts the calls of each endpoint in its present window. */
export interface RateLimits {
  /** @throws VendorError 99991400 with the two rate headers once the window is full. */
  count(endpoint: string, limit: RateLimit): void;
}

/** @param now epoch milliseconds */
export function createRateLimits(now: () => number): RateLimits {
  const windows = new Map<string, { from: number; calls: number }>();
  return {
    count(endpoint, limit) {
      const at = now();
      const present = windows.get(endpoint);
      const window =
        present !== undefined && at - present.from < limit.windowMs ? present : { from: at, calls: 0 };
      windows.set(endpoint, window);
      window.calls += 1;
      if (window.calls > limit.calls) throw tooFrequent(limit, window.from + limit.windowMs - at);
    },
  };
}

function tooFrequent(limit: RateLimit, msLeft: number): VendorError {
  return new VendorError('RequestFrequencyLimit', {
    headers: {
      'x-ogw-ratelimit-limit': String(limit.calls),
      'x-ogw-ratelimit-reset': String(Math.ceil(msLeft / 1000)),
    },
  });
}
