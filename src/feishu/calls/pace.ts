const firstWaitMs = 1_000;
const longestWaitMs = 60_000;

/**
 * Milliseconds to wait after this many tries: growing, and fully random so that several clients do not meet again.
 * @param random a number from 0 up to 1
 * @param resetMs when the gateway said it takes calls again; never sooner than that
 */
export function waitAfter(tries: number, random: number, resetMs: number | null): number {
  const ceiling = Math.min(firstWaitMs * 2 ** (tries - 1), longestWaitMs);
  return (resetMs ?? 0) + Math.ceil(random * ceiling);
}

/** The pause before each call: none, until writes run into each other. */
export interface Pace {
  pauseMs(): number;
  slowDown(): void;
  speedUp(): void;
}

/** Feishu advises 0.5–1 s between calls after a conflict: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/search */
const firstPauseMs = 500;
const longestPauseMs = 4_000;
const shortestPauseMs = 100;

/** Starts without any pause; conflicts double it, success halves it. */
export function createPace(): Pace {
  let pause = 0;
  return {
    pauseMs: () => pause,
    slowDown() {
      pause = Math.min(Math.max(pause * 2, firstPauseMs), longestPauseMs);
    },
    speedUp() {
      pause = pause > shortestPauseMs ? pause / 2 : 0;
    },
  };
}
