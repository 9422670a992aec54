import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Generated, Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Connection } from '../../../src/store/sqlite/connection.ts';
import { openDatabaseFile } from '../../../src/store/sqlite/database-file.ts';
import { SharedFileDialect } from '../../../src/store/sqlite/shared-file-dialect.ts';

interface Tables {
  notes: { id: Generated<number>; text: string };
}

let folder: string;
let path: string;
let db: Kysely<Tables>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dialect-'));
  path = join(folder, 'notes.sqlite');
  db = new Kysely<Tables>({ dialect: new SharedFileDialect(openDatabaseFile(path)) });
  await db.schema
    .createTable('notes')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('text', 'text')
    .execute();
  await db.insertInto('notes').values({ text: 'first' }).execute();
});
afterEach(async () => {
  await db.destroy();
  await rm(folder, { recursive: true });
});

const insertion = () => db.insertInto('notes').values({ text: 'second' });

describe('a file that another connection keeps for itself', () => {
  let other: Connection;
  beforeEach(() => {
    // Without a WAL, which lets readers pass, an exclusive transaction keeps everybody out.
    other = new Connection(path);
    other.exec('begin exclusive');
  });
  afterEach(() => other.close());

  it.each<[string, () => Promise<unknown>, unknown]>([
    ['a read', () => db.selectFrom('notes').selectAll().execute(), [{ id: 1, text: 'first' }]],
    ['a write', () => insertion().executeTakeFirst(), expect.objectContaining({ insertId: 2n })],
    ['a write that returns rows', () => insertion().returning('id').execute(), [{ id: 2 }]],
    [
      'a transaction',
      () => db.transaction().execute((transaction) => transaction.selectFrom('notes').select('id').execute()),
      [{ id: 1 }],
    ],
  ])('%s waits until it is free', async (_, work, outcome) => {
    let ended = false;
    const working = work().finally(() => {
      ended = true;
    });
    await sleep(50);
    expect(ended).toBe(false);
    other.exec('commit');
    expect(await working).toEqual(outcome);
  });
});

it('a file that is moved away within a transaction: the transaction is not said to be kept', async () => {
  const away = db.transaction().execute(async (transaction) => {
    await transaction.insertInto('notes').values({ text: 'second' }).execute();
    await rename(path, join(folder, 'moved.sqlite'));
  });
  await expect(away).rejects.toMatchObject({ code: 'data_gone' });
});
