import { shrink } from './check-seed.ts';
import type { StoreForWorlds } from './service/store-for-worlds.ts';

const problemsShown = 5;

/**
 * A failing seed for whoever has to find out why: the line that replays it, what does not hold, and the smallest world
 * in which it does not, call by call.
 * @param path as of `shrink`
 */
export async function describeFailure(stores: StoreForWorlds, seed: number, path: string): Promise<string> {
  const shrunk = await shrink(stores, seed, null, path);
  if (shrunk === null)
    return `seed ${seed} fails, but not a second time: something is not decided by the seed`;
  const { world, outcome } = shrunk;
  return [
    `FAILED: npm run simulate -- --from ${seed} --seeds 1 --path ${shrunk.path}`,
    ...outcome.violations.slice(0, problemsShown).map(({ invariant, problem }) => `${invariant}: ${problem}`),
    JSON.stringify(world),
    ...outcome.history.trace,
  ].join('\n');
}
