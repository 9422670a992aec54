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
