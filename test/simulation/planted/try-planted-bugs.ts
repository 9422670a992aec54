import { checkWorld, worldOf } from '../check-seed.ts';
import type { StoreForWorlds } from '../service/store-for-worlds.ts';
import { plantedBugs } from './bugs.ts';
import type { PlantedBug } from './planted-bug.ts';

interface SeedRange {
  from: number;
  count: number;
  /** Epoch ms after which no new seed is begun. */
  endsAt: number;
}

/**
 * Plants one bug after another and says how many seeds each took to be caught, as a table.
 * @param name of the only one to try; empty: all
 * @returns whether all were caught
 */
export async function tryPlantedBugs(
  stores: StoreForWorlds,
  range: SeedRange,
  name: string,
): Promise<boolean> {
  const bugs = plantedBugs.filter((bug) => name === '' || bug.name === name);
  let caught = 0;
  for (const bug of bugs) {
    const found = await seedsUntilCaught(stores, bug, range);
    caught += found === null ? 0 : 1;
    console.log(
      `| ${bug.name} | ${found === null ? '–' : found.seeds} | ${found?.invariant ?? 'not caught'} |`,
    );
  }
  console.log(`${caught} of ${bugs.length} caught`);
  return caught === bugs.length;
}

/** @returns null if no seed has caught it */
export async function seedsUntilCaught(
  stores: StoreForWorlds,
  bug: PlantedBug,
  { from, count, endsAt }: SeedRange,
): Promise<{ seeds: number; invariant: string } | null> {
  for (let seeds = 1; seeds <= count && Date.now() < endsAt; seeds += 1) {
    const { violations } = await checkWorld(stores, worldOf(from + seeds - 1), bug);
    const [first] = violations;
    if (first !== undefined) return { seeds, invariant: first.invariant };
  }
  return null;
}
