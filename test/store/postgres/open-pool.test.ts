import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPool } from '../../../src/store/postgres/open-pool.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres('nothing');
});
afterAll(() => server.remove());

it('a connection that the server ends while somebody has it ends nothing else, and another takes its place', async () => {
  const idleEnds: Error[] = [];
  const pool = openPool(server.url, { max: 1 }, (err) => idleEnds.push(err));
  const taken = await pool.connect();
  const { rows } = await taken.query('select pg_backend_pid() as pid');
  const ended = new Promise((resolve) => taken.once('end', () => resolve(null)));
  await endSession(rows[0].pid);
  await ended;
  // Unheard, it would have ended this process.
  expect(taken.listenerCount('error')).toBeGreaterThan(0);
  await expect(taken.query('select 1')).rejects.toThrow();
  taken.release();
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  expect(idleEnds).toEqual([]);
  await pool.end();
});

async function endSession(pid: number): Promise<void> {
  const administrator = new pg.Client({ connectionString: server.url });
  await administrator.connect();
  await administrator.query('select pg_terminate_backend($1)', [pid]);
  await administrator.end();
}
