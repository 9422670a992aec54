import type { Clock } from '../../src/sync/clock.ts';

/** A clock that stands still until somebody sleeps; sleeping takes no time. */
export interface FakeClock extends Clock {
  advance(ms: number): void;
  /** Epoch milliseconds, whatever the clock of the machine shows. */
  trueTime(): number;
  /** Somebody sets the clock of the machine; no time goes by. */
  jump(ms: number): void;
  /** Every sleep asked for, in ms. */
  slept: number[];
}

export function createFakeClock(start = Date.UTC(2026, 4, 20, 2)): FakeClock {
  let time = start;
  let jumped = 0;
  const slept: number[] = [];
  return {
    slept,
    // As `Date.now()`, which knows no fractions; pauses have them.
    now: () => Math.floor(time + jumped),
    monotonic: () => time - start,
    trueTime: () => Math.floor(time),
    async sleep(ms) {
      slept.push(ms);
      time += ms;
    },
    advance(ms) {
      time += ms;
    },
    jump(ms) {
      jumped += ms;
    },
  };
}
