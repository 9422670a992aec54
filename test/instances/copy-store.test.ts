import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgres } from '../../src/store/postgres/open-postgres.ts';
import { Connection } from '../../src/store/sqlite/connection.ts';
import { readRows, storedTables } from '../../src/store/sqlite/stored-tables.ts';
import { silent } from '../store/sqlite/sqlite-place.ts';
import { settled, syncFile, upload } from '../support/api.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import {
  type CommandResult,
  type Harness,
  openHarness,
  runCommand,
  startService,
} from '../support/processes.ts';
import { expected, sampleFile } from '../support/samples.ts';
import { readTables } from '../support/tables.ts';

let server: PostgresServer;
let harness: Harness;
beforeAll(async () => {
  [server, harness] = await Promise.all([startPostgres('nothing'), openHarness()]);
});
afterAll(() => Promise.all([harness.close(), server.remove()]));

const dirty = sampleFile('roster-dirty.csv');
const undated = sampleFile('roster-no-course-date.csv');

it('a data folder moves to a server once its service is stopped: all of it, and what waits goes on there', async () => {
  const { url } = harness.service;
  const env = { ...harness.env, DATABASE_URL: await server.createDatabase() };
  const copy = (): Promise<CommandResult> => runCommand('cli.js', ['copy-store'], env);
  await syncFile(url, dirty);
  const asking = await upload(url, undated);
  await settled(url, asking);

  expect(await copy()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('先停止服务') });
  await harness.service.kill('SIGTERM');
  expect(await copy()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('2次同步') });
  expect(await copy()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('已经有数据') });
  await expectSame(join(harness.env.DATA_DIR ?? '', 'sync.sqlite'), env.DATABASE_URL);

  const moved = await startService(env);
  try {
    const body = JSON.stringify({ course: '非暴力沟通', date: '2026-05-16' });
    const headers = { 'content-type': 'application/json' };
    await fetch(`${moved.url}/api/syncs/${asking}/input`, { method: 'POST', headers, body });
    expect(await settled(moved.url, asking)).toMatchObject({ status: 'partial' });
    const sample = expected['roster-dirty.csv'];
    expect(await syncFile(moved.url, dirty)).toMatchObject({
      number: 3,
      summary: { learnersCreated: 0, enrollmentsCreated: 0, enrollmentsSkipped: expect.any(Number) },
    });
    const { enrollments } = await readTables(harness.sandbox.url);
    expect(enrollments.length).toBeGreaterThan(
      sample?.enrolments_user_course_date ?? Number.POSITIVE_INFINITY,
    );
  } finally {
    await moved.kill('SIGKILL');
  }
});

it('nothing is moved where nothing says whereto, or where nothing is', async () => {
  const { DATA_DIR: _, ...env } = harness.env;
  expect(await runCommand('cli.js', ['copy-store'], harness.env)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('DATABASE_URL'),
  });
  const empty = { ...env, DATA_DIR: '/nowhere', DATABASE_URL: await server.createDatabase() };
  expect(await runCommand('cli.js', ['copy-store'], empty)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('没有数据'),
  });
});

async function expectSame(path: string, databaseUrl: string): Promise<void> {
  const folder = new Connection(path);
  const { db, close } = await openPostgres({ databaseUrl, log: silent });
  const tables = storedTables(folder);
  expect(tables.length).toBeGreaterThan(10);
  for (const table of tables) {
    const columns = sql.join(table.columns.map((name) => sql.ref(name)));
    const { rows } = await sql<object>`select ${columns} from ${sql.table(table.name)}`.execute(db);
    expect([table.name, inAnyOrder(rows)]).toEqual([table.name, inAnyOrder(readRows(folder, table))]);
  }
  folder.close();
  await close();
}

/** Every row as text; bytes in one way, whatever holds them. */
const inAnyOrder = (rows: Iterable<object>) =>
  [...rows]
    .map((row) => JSON.stringify(Object.entries(row).map(([name, value]) => [name, plain(value)])))
    .sort();

const plain = (value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
