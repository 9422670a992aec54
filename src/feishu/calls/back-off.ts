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
