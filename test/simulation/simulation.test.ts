import { afterAll, expect, it } from 'vitest';
import { checkWorld, traceOf, worldOf } from './check-seed.ts';
import { describeFailure } from './describe-failure.ts';
import { openStoreForWorlds } from './service/store-for-worlds.ts';

const stores = await openStoreForWorlds();
afterAll(() => stores.close());

const perTest = 50;
const starts = [1, 51, 101, 151, 201, 251];

it.each(starts.map((from) => [from, from + perTest - 1]))(
  'holds in every world from seed %i to %i',
  async (from, to) => {
    for (let seed = from; seed <= to; seed += 1) {
      const { violations } = await checkWorld(stores, worldOf(seed), null);
      if (violations.length > 0) expect.fail(await describeFailure(stores, seed, ''));
    }
  },
);

it('goes the same way for the same seed', async () => {
  for (const seed of [2, 8, 21]) {
    const [one, other] = [
      await checkWorld(stores, worldOf(seed), null),
      await checkWorld(stores, worldOf(seed), null),
    ];
    expect(traceOf(other.history)).toBe(traceOf(one.history));
  }
});
