import type { Settings } from './settings.ts';

/**
 * The clock of the platform: every time it answers, stores or compares comes from here.
 * @param local this machine's clock
 * @returns epoch milliseconds
 */
export function platformClock(
  local: () => number,
  settings: () => Pick<Settings, 'clockSkewMs'>,
): () => number {
  return () => local() + settings().clockSkewMs;
}
