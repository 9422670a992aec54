import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/store/open-store.ts';
import { readServerState } from '../../../src/store/postgres/server-state.ts';
import { minuteOf, upload } from '../../contract/store-place.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { silent } from '../sqlite/sqlite-place.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres('nothing');
});
afterAll(() => server.remove());

describe('the database of a server', () => {
  it('is absent before the first start, and stays so by looking', async () => {
    const url = await server.createDatabase();
    expect(await readServerState(url)).toEqual({ kind: 'absent' });
    expect(await readServerState(url)).toEqual({ kind: 'absent' });
  });

  it('is sound afterwards, and knows when the last event came', async () => {
    const databaseUrl = await server.createDatabase();
    const store = await openStore({ dataDir: '/nowhere', databaseUrl, log: silent });
    const sound = { kind: 'sound', version: expect.stringMatching(/^\d{4}-/), isOlder: false };
    expect(await readServerState(databaseUrl)).toEqual({ ...sound, lastEventAt: null });
    await store.bot.claimOnce(['event'], new Date(1_000));
    expect(await readServerState(databaseUrl)).toEqual({ ...sound, lastEventAt: 1_000 });
    await store.syncs.addUpload(upload('a', 4, { source: 'bot' }));
    await store.bot.claimOnce(['alerted:a'], minuteOf(9));
    expect(await readServerState(databaseUrl)).toEqual({ ...sound, lastEventAt: minuteOf(4).getTime() });
    await store.close();
  });

  it.each([
    ['nobody listens', () => 'postgres://postgres@127.0.0.1:9/none', 'database_unreachable'],
    ['there is none of this name', () => server.url.replace(/postgres$/, 'none'), 'database_refused'],
  ])('cannot be used where %s', async (_, urlOf, code) => {
    expect(await readServerState(urlOf())).toEqual({ kind: 'unusable', code });
  });
});
