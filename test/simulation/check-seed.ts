import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { History } from './history.ts';
import { type Violation, violationsIn } from './invariants/all.ts';
import type { PlantedBug } from './planted/planted-bug.ts';
import { mixed } from './random.ts';
import { runWorld } from './run-world.ts';
import type { StoreForWorlds } from './service/store-for-worlds.ts';
import { worlds } from './world/generate-world.ts';
import type { World } from './world/world.ts';

/** What came of a world. */
export interface Outcome {
  history: History;
  violations: Violation[];
}

/** The one world that a seed decides. */
export function worldOf(seed: number): World {
  const [world] = fc.sample(fc.noBias(worlds), { seed: mixed(seed), numRuns: 1 });
  if (world === undefined) throw new Error('no world');
  return world;
}

export async function checkWorld(
  stores: StoreForWorlds,
  world: World,
  bug: PlantedBug | null,
): Promise<Outcome> {
  const history = await runWorld(world, stores.empty(), bug);
  return { history, violations: violationsIn(history) };
}

/** The same for the same way of going: a hash over every call and every change. */
export function traceOf({ trace, events }: History): string {
  return createHash('sha256')
    .update(JSON.stringify([trace, events]))
    .digest('hex');
}

/** A violation with as little happening as it takes. */
export interface Shrunk {
  world: World;
  outcome: Outcome;
  /** For `--path`: the way from the seed's world to this one. */
  path: string;
}

/** How many smaller worlds are tried for one that fails. */
const mostTries = 200;

/**
 * Looks for a smaller world in which the same invariant does not hold.
 * @param path from an earlier search: only that world is looked at
 * @returns null if the seed's own world does not fail
 */
export async function shrink(
  stores: StoreForWorlds,
  seed: number,
  bug: PlantedBug | null,
  path: string,
): Promise<Shrunk | null> {
  let tries = 0;
  let invariant: string | null = null;
  let smallest: { world: World; outcome: Outcome } | null = null;
  const holds = fc.asyncProperty(worlds, async (world) => {
    tries += 1;
    if (tries > mostTries) return true;
    const outcome = await checkWorld(stores, world, bug);
    invariant ??= outcome.violations[0]?.invariant ?? null;
    const fails = outcome.violations.some((violation) => violation.invariant === invariant);
    if (fails) smallest = { world, outcome };
    return !fails;
  });
  const { counterexamplePath } = await fc.check(unbiased(holds), { seed: mixed(seed), numRuns: 1, path });
  return smallest === null
    ? null
    : { ...(smallest as { world: World; outcome: Outcome }), path: counterexamplePath ?? '' };
}

/** Small and extreme values come up more often otherwise, and the worlds would not be those of `worldOf`. */
function unbiased<Given>(property: fc.IAsyncProperty<Given>): fc.IAsyncProperty<Given> {
  return Object.assign(Object.create(property) as typeof property, {
    generate: (random: fc.Random) => property.generate(random),
  });
}
