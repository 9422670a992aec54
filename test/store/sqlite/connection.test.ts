import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Connection } from '../../../src/store/sqlite/connection.ts';

const allNotes = 'select * from notes';
const addNote = 'insert into notes (text) values (?)';

let folder: string;
let path: string;
let connection: Connection;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'connection-'));
  path = join(folder, 'notes.sqlite');
  connection = new Connection(path);
  connection.exec('create table notes (text text)');
  connection.prepare(addNote).run(['first']);
});
afterEach(async () => {
  connection.close();
  await rm(folder, { recursive: true });
});

it('prepares a text once', () => {
  expect(connection.prepare(allNotes)).toBe(connection.prepare(allNotes));
});

it('forgets what was longest not used of many texts, and can still use it', () => {
  const first = connection.prepare('select 0 as number');
  for (let number = 1; number <= 300; number += 1) connection.prepare(`select ${number} as number`);
  expect(connection.prepare('select 0 as number')).not.toBe(first);
  expect(first.all([])).toEqual([{ number: 0 }]);
});

it('shows a column that another process has added since', () => {
  expect(connection.prepare(allNotes).all([])).toEqual([{ text: 'first' }]);
  const other = new Connection(path);
  other.exec(`alter table notes add column color text default 'red'`);
  other.close();
  expect(connection.prepare(allNotes).all([])).toEqual([{ text: 'first', color: 'red' }]);
});

it('uses a statement again after it has failed', () => {
  connection.exec('create unique index once on notes (text)');
  expect(() => connection.prepare(addNote).run(['first'])).toThrow();
  connection.prepare(addNote).run(['second']);
  expect(connection.prepare(allNotes).all([])).toEqual([{ text: 'first' }, { text: 'second' }]);
});

it('reads row by row whatever else is read with the same text', () => {
  connection.prepare(addNote).run(['second']);
  const texts: unknown[] = [];
  for (const row of connection.prepare(allNotes).iterate([])) {
    connection.prepare(allNotes).all([]);
    texts.push(row);
  }
  expect(texts).toEqual([{ text: 'first' }, { text: 'second' }]);
});

/** Collects what nobody holds: only the switch makes the function, and a context made after it has it. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  // What drivers do about it, they do afterwards.
  await setImmediate();
}

it('what is read row by row is read to its end, whatever is collected meanwhile', async () => {
  for (let number = 0; number < 99; number += 1) connection.prepare(addNote).run([String(number)]);
  const rows: unknown[] = [];
  for (const row of connection.prepare(allNotes).iterate([])) {
    rows.push(row);
    if (rows.length % 20 === 0) await collectGarbage();
  }
  expect(rows).toHaveLength(100);
});
