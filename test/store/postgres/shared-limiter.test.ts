import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLimits } from '../../../src/http/access/limits.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { silent } from '../sqlite/sqlite-place.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres('nothing');
});
afterAll(() => server.remove());

it('wrong passwords are counted over all instances, and by each where the server is away', async () => {
  const databaseUrl = await server.createDatabase();
  const open = () => openStore({ dataDir: '/nowhere', databaseUrl, log: silent });
  const stores = [await open(), await open()];
  const limits = stores.map(({ sharedLimiter }) => createLimits(sharedLimiter).passwords);
  const tries = async (count: number) => {
    const waits: (number | null)[] = [];
    for (let n = 0; n < count; n += 1) waits.push((await limits[n % 2]?.take('192.0.2.1')) ?? null);
    return waits;
  };
  expect(await tries(10)).toEqual(Array(10).fill(null));
  expect((await tries(2)).every((seconds) => seconds !== null && seconds > 0)).toBe(true);
  expect(await limits[0]?.take('192.0.2.2')).toBeNull();
  await limits[1]?.refund('192.0.2.1');

  await server.stop('immediate');
  const alone = await tries(20);
  expect([alone.slice(0, 20).every((wait) => wait === null), (await tries(2)).includes(null)]).toEqual([
    true,
    false,
  ]);
  await server.start();
  await Promise.all(stores.map((store) => store.close()));
});
