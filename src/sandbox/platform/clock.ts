import type { Settings } from './settings.ts';

/**
 * Whoever sees records vanish waits for a minute to be sure that they are deleted, and not just unknown to some servers:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/faq. Resetting is not what anybody tries that
 * with, so it lets as much time go by as records are remembered for, for good: times never go back, not by a restart either.
 */
const resetTakesMs = 20 * 60_000;

/**
 * The clock of the platform: every time it answers, stores or compares comes from here.
 * @param local this machine's clock
 * @param resets how often the Base was started anew
 * @returns epoch milliseconds
 */
export function platformClock(
  local: () => number,
  settings: () => Pick<Settings, 'clockSkewMs'>,
  resets: () => number,
): () => number {
  return () => local() + settings().clockSkewMs + resets() * resetTakesMs;
}
