import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog } from '../../../src/log.ts';
import type { Database } from '../../../src/store/database.ts';
import { beginFile, deleteLostPieces, keepFile, readPieces } from '../../../src/store/file-pieces.ts';
import type { Schema } from '../../../src/store/schema.ts';
import { openSqlite } from '../../../src/store/sqlite/open-sqlite.ts';

let dataDir: string;
let database: Database<Schema>;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'nvc-pieces-'));
  database = await openSqlite<Schema>({ dataDir, log: createLog('silent') });
});
afterAll(async () => {
  await database.close();
  await rm(dataDir, { recursive: true });
});

const megabyte = 1024 * 1024;
const bytesOf = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 7) % 251);
const keep = (file: Parameters<typeof keepFile>[1]) =>
  database.db.transaction().execute((transaction) => keepFile(transaction, file));

it.each([
  ['an empty file', 0],
  ['a file of one piece', 10],
  ['a file as long as a piece', megabyte],
  ['a file of several pieces', 3 * megabyte + 1],
])('%s is read as it was written, and not before it is kept', async (id, length) => {
  const bytes = bytesOf(length);
  const file = await beginFile(database.db, id, bytes);
  expect(await readPieces(database.db, id)).toBeNull();
  await keep(file);
  expect(Buffer.compare((await readPieces(database.db, id)) ?? new Uint8Array(1), bytes)).toBe(0);
});

it('lets others have their turn in between', async () => {
  let turns = 0;
  const count = () => {
    turns += 1;
    counting = setImmediate(count);
  };
  let counting = setImmediate(count);
  await beginFile(database.db, 'large', bytesOf(8 * megabyte));
  clearImmediate(counting);
  expect(turns).toBeGreaterThanOrEqual(7);
});

it('what was never kept can be taken away, and then is not kept any more', async () => {
  const kept = await beginFile(database.db, 'kept', bytesOf(2 * megabyte));
  await keep(kept);
  const lost = await beginFile(database.db, 'lost', bytesOf(2 * megabyte));
  await deleteLostPieces(database.db);
  await expect(keep(lost)).rejects.toMatchObject({ code: 'internal' });
  expect(await readPieces(database.db, 'lost')).toBeNull();
  expect(await readPieces(database.db, 'kept')).toHaveLength(2 * megabyte);
});
