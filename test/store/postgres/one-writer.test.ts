import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/store/open-store.ts';
import { upload } from '../../contract/store-place.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { silent } from '../sqlite/sqlite-place.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres('nothing');
});
afterAll(() => server.remove());

describe('while somebody writes for long and many wait for their turn', () => {
  const openBusy = async () => {
    const databaseUrl = await server.createDatabase();
    const store = closedAfterTest(await openStore({ dataDir: '/nowhere', databaseUrl, log: silent }));
    const writer = new pg.Client({ connectionString: databaseUrl });
    await writer.connect();
    await writer.query('begin');
    await writer.query('select pg_advisory_xact_lock(7351902001)');
    const waiting = Array.from({ length: 20 }, (_, n) => store.syncs.addUpload(upload(`u${n}`)));
    return { store, writer, waiting };
  };

  it('events are taken and questions answered', async () => {
    const { store, writer, waiting } = await openBusy();
    expect(await store.bot.claimOnce(['event'], new Date(0))).toBe(true);
    expect(await store.syncs.list(10)).toEqual([]);
    await writer.end();
    await Promise.all(waiting);
  });

  it('those who wait get their turn in order, also after one that fails', async () => {
    const { store, writer, waiting } = await openBusy();
    const failing = store.syncs.addUpload({ ...upload('u0'), fileId: 'another file' });
    const last = store.syncs.addUpload(upload('last'));
    await writer.end();
    expect((await Promise.all(waiting)).map(({ number }) => number)).toEqual(waiting.map((_, n) => n + 1));
    await expect(failing).rejects.toThrow();
    expect(await last).toMatchObject({ number: 21 });
  });
});
