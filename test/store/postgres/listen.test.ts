import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, it } from 'vitest';
import { openStore } from '../../../src/store/open-store.ts';
import { upload } from '../../contract/store-place.ts';
import { into } from '../../contract/sync-states.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { silent } from '../sqlite/sqlite-place.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres('nothing');
});
afterAll(() => server.remove());

/** Longer than any test may take. */
const forever = 1_000_000;

it('whoever waits hears of a sync that another process adds, changes or cancels, also after a lost connection', async () => {
  const databaseUrl = await server.createDatabase();
  const open = () => openStore({ dataDir: '/nowhere', databaseUrl, log: silent });
  const [waiter, other] = [await open(), await open()];
  let count = 0;
  /** Until the waiter listens it cannot hear. */
  const listens = async () => {
    let hears = false;
    while (!hears) {
      void waiter.untilChanged(forever).then(() => {
        hears = true;
      });
      count += 1;
      await other.syncs.addUpload(upload(`first-${count}`));
      await sleep(20);
    }
  };
  await listens();
  const acts = [
    () => other.syncs.addUpload(upload('a')),
    () => into.running(other.syncs, 'a'),
    () => other.syncs.requestCancel('a', new Date(0)),
  ];
  for (const act of acts) {
    const heard = waiter.untilChanged(forever);
    await act();
    await heard;
  }
  const administrator = new pg.Client({ connectionString: databaseUrl });
  await administrator.connect();
  await administrator.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'`,
  );
  await administrator.end();
  await listens();
  const closing = waiter.untilChanged(forever);
  await Promise.all([waiter.close(), other.close()]);
  await closing;
});

it('a wait ends after its time where nothing changes', async () => {
  const store = await openStore({
    dataDir: '/nowhere',
    databaseUrl: await server.createDatabase(),
    log: silent,
  });
  await store.untilChanged(1);
  await store.close();
});
