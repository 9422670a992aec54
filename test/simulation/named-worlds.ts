import type { World } from './world/world.ts';

/** A world in which something once went wrong, as small as it could be made. */
export interface NamedWorld {
  name: string;
  /** What went wrong, and where it was mended. */
  reason: string;
  world: World;
}

export const namedWorlds: readonly NamedWorld[] = [];
