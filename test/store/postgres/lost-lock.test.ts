import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../../src/store/open-store.ts';
import { Interruption } from '../../../src/sync/interruption.ts';
import type { HeldLock } from '../../../src/sync/sync-store.ts';
import { target, upload } from '../../contract/store-place.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { silent } from '../sqlite/sqlite-place.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres('nothing');
});
afterAll(() => server.remove());

let store: Store;
let databaseUrl: string;
beforeEach(async () => {
  databaseUrl = await server.createDatabase();
  store = await openStore({ dataDir: '/nowhere', databaseUrl, log: silent });
  await store.syncs.addUpload(upload('a'));
});
afterEach(() => store.close());

async function ask(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** As an administrator does it, or the server when the holder has been frozen for too long. */
const endHolders = () =>
  ask(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()`,
  );

async function acquired(): Promise<HeldLock> {
  const held = await store.workerLock.tryAcquire(target.baseToken);
  if (held === null) throw new Error('somebody else has the lock');
  return held;
}

const intent = {
  ...{ id: 'i', syncId: 'a', clientToken: 't', startedAt: 1, sentAt: 1 },
  kind: 'create_learners' as const,
  rows: [{ line: 2, userId: 'u_1', fields: {} }],
};

describe('a holder whose session has ended', () => {
  it('is told so, and can commit no intent, not even one decided before', async () => {
    const held = await acquired();
    const lost = new Promise((resolve) => held.lost.addEventListener('abort', resolve));
    await endHolders();
    await lost;
    await expect(held.journal.begin(intent)).rejects.toBeInstanceOf(Interruption);
    await expect(held.syncs.start('a')).rejects.toBeInstanceOf(Interruption);
    expect(await store.journal.open(target)).toEqual([]);
  });

  it('is followed by the next one at once, who works on what the first has left', async () => {
    const held = await acquired();
    await held.syncs.start('a');
    await held.journal.begin(intent);
    const lost = new Promise((resolve) => held.lost.addEventListener('abort', resolve));
    await endHolders();
    await lost;
    const next = await acquired();
    expect(await next.syncs.nextReady(new Date(0), target)).toMatchObject({ id: 'a', status: 'running' });
    expect(await next.journal.open(target)).toMatchObject([{ id: 'i' }]);
    await held.release();
    expect(await store.workerLock.tryAcquire(target.baseToken)).toBeNull();
  });

  it('finds the store itself working on, through other connections', async () => {
    await acquired();
    await endHolders();
    expect(await store.syncs.get('a')).toMatchObject({ number: 1 });
  });
});

it('a transaction of the holder is whole or nothing when its session ends in between', async () => {
  const held = await acquired();
  await held.journal.begin(intent);
  await endHolders();
  await expect(held.journal.complete({ intent, recordIds: ['rec_1'], at: 2 })).rejects.toThrow();
  expect(await store.journal.open(target)).toMatchObject([{ id: 'i' }]);
  expect(await store.journal.writtenByUpload('a')).toEqual([]);
});

it('two Bases can be worked on at the same time, one by each holder', async () => {
  await acquired();
  expect(await store.workerLock.tryAcquire('another Base')).not.toBeNull();
});

describe('a server that cannot be used', () => {
  it.each([
    ['nobody listens', () => 'postgres://postgres@127.0.0.1:1/x', 'database_unreachable'],
    ['there is no such database', () => databaseUrl.replace(/[^/]+$/, 'none'), 'database_refused'],
    ['there is no such user', () => databaseUrl.replace('postgres@', 'nobody@'), 'database_refused'],
  ])('%s', async (_, url, code) => {
    const opening = openStore({ dataDir: '/nowhere', databaseUrl: url(), log: silent });
    await expect(opening).rejects.toMatchObject({ code });
  });

  it('written by a newer version', async () => {
    await ask(`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')`);
    const opening = openStore({ dataDir: '/nowhere', databaseUrl, log: silent });
    await expect(opening).rejects.toMatchObject({ code: 'data_newer' });
  });
});

it('of several that start together one creates the tables, and all can work', async () => {
  const fresh = await server.createDatabase();
  const stores = await Promise.all(
    Array.from({ length: 4 }, () => openStore({ dataDir: '/nowhere', databaseUrl: fresh, log: silent })),
  );
  try {
    for (const [index, one] of stores.entries())
      expect((await one.syncs.addUpload(upload(`u${index}`))).number).toBe(index + 1);
  } finally {
    await Promise.all(stores.map((one) => one.close()));
  }
});

it('the same upload sent to all at once is one sync, and numbers have no gap', async () => {
  const stores = await Promise.all(
    Array.from({ length: 3 }, () => openStore({ dataDir: '/nowhere', databaseUrl, log: silent })),
  );
  try {
    const adding = stores.flatMap((one, place) =>
      Array.from({ length: 5 }, (_, n) => one.syncs.addUpload(upload(`u${place}.${n}`, 0, { key: `k${n}` }))),
    );
    const added = await Promise.all(adding);
    expect(new Set(added.map(({ number }) => number)).size).toBe(5);
    const { number } = await store.syncs.addUpload(upload('last'));
    expect(number).toBe(7);
  } finally {
    await Promise.all(stores.map((one) => one.close()));
  }
});
