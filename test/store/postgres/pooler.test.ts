import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../../src/store/open-store.ts';
import { findProgram } from '../../support/find-program.ts';
import { freePort } from '../../support/free-port.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { silent } from '../sqlite/sqlite-place.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres('nothing');
});
afterAll(() => server.remove());

let folder: string;
let pooler: ChildProcess;
afterEach(async () => {
  const gone = once(pooler, 'exit');
  pooler.kill('SIGKILL');
  await gone;
  await rm(folder, { recursive: true });
});

/** PgBouncer before the server. @returns the URL of a database through it */
async function startPooler(mode: 'session' | 'transaction', settings: readonly string[]): Promise<string> {
  folder = await mkdtemp(join(tmpdir(), 'nvc-pooler-'));
  await chmod(folder, 0o755);
  const [port, { port: serverPort }] = [await freePort(), new URL(server.url)];
  const file = join(folder, 'pgbouncer.ini');
  const lines = [
    ...['[databases]', `* = host=127.0.0.1 port=${serverPort} user=postgres`, '[pgbouncer]'],
    ...['listen_addr = 127.0.0.1', `listen_port = ${port}`, 'unix_socket_dir =', 'auth_type = any'],
    ...[`pool_mode = ${mode}`, 'ignore_startup_parameters = extra_float_digits', ...settings],
  ];
  await writeFile(file, lines.join('\n'));
  const program = findProgram('pgbouncer') ?? 'pgbouncer';
  // It refuses to run as root.
  const asUser = userInfo().uid === 0 ? ['-u', 'postgres'] : [];
  pooler = spawn(program, ['-q', ...asUser, file], { stdio: 'ignore' });
  const url = (await server.createDatabase()).replace(`:${serverPort}/`, `:${port}/`);
  while (!(await answers(url))) await sleep(50);
  return url;
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

const open = (databaseUrl: string) => openStore({ dataDir: '/nowhere', databaseUrl, log: silent });

it.each([
  ['one session for all', ['default_pool_size = 1']],
  ['the session that was free last', ['default_pool_size = 20']],
  ['sessions in turn', ['default_pool_size = 20', 'server_round_robin = 1']],
])('a pooler that gives each transaction %s is refused', async (_, settings) => {
  const url = await startPooler('transaction', settings);
  await expect(open(url)).rejects.toMatchObject({ code: 'database_unfit', details: { reason: 'pooler' } });
});

it('a pooler that keeps sessions is as good as the server', async () => {
  const store = await open(await startPooler('session', []));
  const held = await store.workerLock.tryAcquire('bas_1');
  expect([held !== null, await store.workerLock.tryAcquire('bas_1')]).toEqual([true, null]);
  await store.close();
});
