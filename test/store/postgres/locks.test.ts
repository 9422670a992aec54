import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLocks } from '../../../src/store/postgres/locks.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres('nothing');
});
afterAll(() => server.remove());

it('whoever waits for a lock asks through one connection, and has the lock when it is free', async () => {
  const databaseUrl = await server.createDatabase();
  const observer = new pg.Client({ connectionString: databaseUrl });
  await observer.connect();
  const backends = async () =>
    (
      await observer.query<{ pid: number }>(
        'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() order by pid',
      )
    ).rows;
  const [holder, waiter] = [createLocks(databaseUrl), createLocks(databaseUrl)];
  const held = await holder.tryHold('cards');
  expect(await waiter.tryHold('cards')).toBeNull();
  const before = await backends();
  expect(before).toHaveLength(2);
  for (const _ of Array(5)) expect(await waiter.tryHold('cards')).toBeNull();
  expect(await backends()).toEqual(before);
  await held?.release();
  expect(await waiter.tryHold('cards')).not.toBeNull();
  await Promise.all([holder, waiter].map((locks) => locks.close()));
  await observer.end();
});

it('a waiter whose connection has ended says so once, and asks through another', async () => {
  const databaseUrl = await server.createDatabase();
  const [holder, waiter] = [createLocks(databaseUrl), createLocks(databaseUrl)];
  await holder.tryHold('cards');
  expect(await waiter.tryHold('cards')).toBeNull();
  const administrator = new pg.Client({ connectionString: databaseUrl });
  await administrator.connect();
  await administrator.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await expect(waiter.tryHold('cards')).rejects.toMatchObject({ code: 'database_unreachable' });
  expect(await waiter.tryHold('cards')).not.toBeNull();
  await Promise.all([administrator.end(), holder.close(), waiter.close()]);
});
