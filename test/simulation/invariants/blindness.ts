import type { World } from '../world/world.ts';

const latencyMs = 5_000;

/** How long a reading may not show what people did: the longest lag of this world, and the reading itself. */
export function longestBlindnessMs({ platform }: World): number {
  const lags = [platform.searchLagMs ?? 0, platform.idLagMs ?? 0].flat();
  return Math.max(...lags) + latencyMs;
}
