import type { Settings } from './settings.ts';

/** The clock of the platform: every time it answers, stores or compares comes from here. */
export interface PlatformClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Lets so much time go by at once. */
  pass(ms: number): void;
}

/** @param local this machine's clock */
export function createPlatformClock(
  local: () => number,
  settings: () => Pick<Settings, 'clockSkewMs'>,
): PlatformClock {
  let passed = 0;
  return {
    now: () => local() + settings().clockSkewMs + passed,
    pass(ms) {
      passed += ms;
    },
  };
}
