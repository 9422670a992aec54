import { afterAll, describe, expect, it } from 'vitest';
import { shrink, worldOf } from './check-seed.ts';
import { plantedBugs } from './planted/bugs.ts';
import { seedsUntilCaught } from './planted/try-planted-bugs.ts';
import { openStoreForWorlds } from './service/store-for-worlds.ts';

const stores = await openStoreForWorlds();
afterAll(() => stores.close());

/** Those that hardly any world gets past; `npm run simulate -- --planted` takes all. */
const obvious = [
  'an answer is not journaled',
  'the last row of a file is not read',
  'the last learner that search returns is left out',
  'fill-empty overwrites',
  'a day is written in another zone than that of the Base',
];

function bugNamed(name: string) {
  const bug = plantedBugs.find((one) => one.name === name);
  if (bug === undefined) throw new Error(`no bug ${name}`);
  return bug;
}

describe('a planted bug', () => {
  it.each(obvious)('%s: is caught', async (name) => {
    const range = { from: 1, count: 10, endsAt: Number.POSITIVE_INFINITY };
    expect(await seedsUntilCaught(stores, bugNamed(name), range)).not.toBeNull();
  });

  it('has a name and a harm of its own', () => {
    expect(plantedBugs.length).toBeGreaterThanOrEqual(25);
    expect(new Set(plantedBugs.map(({ name }) => name)).size).toBe(plantedBugs.length);
  });
});

it('shrinks a world that fails, and finds the small one again by its path', async () => {
  const bug = bugNamed('the last row of a file is not read');
  const shrunk = await shrink(stores, 1, bug, '');
  const again = await shrink(stores, 1, bug, shrunk?.path ?? '');

  expect(shrunk?.world.steps.length).toBeLessThan(worldOf(1).steps.length);
  expect(again?.world).toEqual(shrunk?.world);
});
