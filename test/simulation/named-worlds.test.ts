import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checkWorld } from './check-seed.ts';
import { openStoreForWorlds } from './service/store-for-worlds.ts';
import type { World } from './world/world.ts';

/** Worlds in which something once went wrong, as small as they could be made, each with what it was. */
const folder = join(import.meta.dirname, 'named');

const stores = await openStoreForWorlds();
afterAll(() => stores.close());

it.each(readdirSync(folder))('holds in %s', async (name) => {
  const { world } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { reason: string; world: World };
  const { violations } = await checkWorld(stores, world, null);
  expect(violations).toEqual([]);
});
