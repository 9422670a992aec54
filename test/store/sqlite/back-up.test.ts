import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../../src/store/open-store.ts';
import { backUp } from '../../../src/store/sqlite/back-up.ts';
import { Connection } from '../../../src/store/sqlite/connection.ts';
import { restore } from '../../../src/store/sqlite/restore.ts';
import { minuteOf, upload } from '../../contract/store-place.ts';
import { silent } from './sqlite-place.ts';

const at = new Date('2026-11-24T02:00:00.123Z');
let folder: string;
let dataDir: string;
let file: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nvc-backup-'));
  dataDir = join(folder, 'data');
  file = join(folder, 'copy.sqlite');
  store = await openStore({ dataDir, log: silent });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** SQLite ends with the last statement of a connection, which is when it is collected: within moments, or with the process. */
async function closeWholly(): Promise<void> {
  await store.close();
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  while (existsSync(join(dataDir, 'sync.sqlite-wal'))) {
    collectGarbage();
    await sleep(5);
  }
}

async function idsIn(place: string): Promise<string[]> {
  const opened = await openStore({ dataDir: place, log: silent });
  const ids = (await opened.syncs.list(100)).map(({ id }) => id);
  await opened.close();
  return ids;
}

/** What the backup holds, restored into a folder of its own. */
async function idsOf(backup: string): Promise<string[]> {
  const place = join(folder, `restored-${readdirSync(folder).length}`);
  expect(await restore(place, backup, at)).toMatchObject({ kind: 'done', keptAs: null });
  return idsIn(place);
}

describe('a backup', () => {
  it('holds what was committed, while the database is open and in the middle of a transaction', async () => {
    await store.syncs.addUpload(upload('committed', 7));
    const other = new Connection(join(dataDir, 'sync.sqlite'));
    other.exec('begin immediate; delete from seen_keys');
    const outcome = await backUp(dataDir, file);
    other.close();
    expect(outcome).toMatchObject({
      kind: 'done',
      bytes: statSync(file).size,
      state: { syncs: 1, newestSyncAt: minuteOf(7).getTime() },
    });
    await store.syncs.addUpload(upload('later'));
    expect(await idsOf(file)).toEqual(['committed']);
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.sqlite']);
  });

  it('can be read by its owner alone, whatever files usually are', async () => {
    const before = process.umask(0);
    await backUp(dataDir, file);
    process.umask(before);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('never replaces a file', async () => {
    writeFileSync(file, 'somebody else');
    expect(await backUp(dataDir, file)).toEqual({ kind: 'exists' });
    expect(readFileSync(file, 'utf8')).toBe('somebody else');
  });

  it.each([
    ['into a folder that is not there', 'nowhere/copy.sqlite'],
    ['below a file', 'data/sync.sqlite/copy'],
  ])('%s is not made', async (_, name) => {
    expect(await backUp(dataDir, join(folder, name))).toEqual({ kind: 'not_writable' });
  });

  it('of a folder without data is none', async () => {
    expect(await backUp(join(folder, 'elsewhere'), file)).toEqual({ kind: 'nothing_there' });
    expect([existsSync(file), existsSync(join(folder, 'elsewhere'))]).toEqual([false, false]);
  });

  it('of a damaged database is said, and no file stays', async () => {
    await closeWholly();
    writeFileSync(join(dataDir, 'sync.sqlite'), 'this is no database, it only says so here and goes on');
    await expect(backUp(dataDir, file)).rejects.toMatchObject({ code: 'data_damaged' });
    expect(existsSync(file)).toBe(false);
  });
});

describe('a restored backup', () => {
  beforeEach(async () => {
    await store.syncs.addUpload(upload('old', 1));
    await backUp(dataDir, file);
    await store.syncs.addUpload(upload('new', 2));
  });

  it('takes the place of what was there, which is kept beside it', async () => {
    await closeWholly();
    const outcome = await restore(dataDir, file, at);
    const keptAs = join(dataDir, 'sync.sqlite.before-restore-2026-11-24T02-00-00-123Z');
    expect(outcome).toMatchObject({ kind: 'done', keptAs, state: { syncs: 1 } });
    expect(await idsIn(dataDir)).toEqual(['old']);
    expect(await idsOf(keptAs)).toEqual(['new', 'old']);
    expect(statSync(join(dataDir, 'sync.sqlite')).mode & 0o777).toBe(0o600);
  });

  it('does not while somebody has the data open', async () => {
    expect(await restore(dataDir, file, at)).toEqual({ kind: 'in_use' });
    expect((await store.syncs.list(9)).map(({ id }) => id)).toEqual(['new', 'old']);
    expect(readdirSync(dataDir).filter((name) => name.includes('restor'))).toEqual([]);
  });

  it('takes the place of a damaged database too', async () => {
    await closeWholly();
    writeFileSync(join(dataDir, 'sync.sqlite'), 'this is no database, it only says so here and goes on');
    expect(await restore(dataDir, file, at)).toMatchObject({ kind: 'done' });
    expect(await idsIn(dataDir)).toEqual(['old']);
  });

  it('may be a copy of the files of a stopped service, with what is still beside the database', async () => {
    const copied = join(folder, 'copied');
    cpSync(dataDir, copied, { recursive: true });
    expect(statSync(join(copied, 'sync.sqlite-wal')).size).toBeGreaterThan(0);
    expect(await idsOf(join(copied, 'sync.sqlite'))).toEqual(['new', 'old']);
  });

  it.each<[string, (path: string) => void, string]>([
    [
      'that is damaged',
      (path) => writeFileSync(path, readFileSync(path).fill(0xa5, 5_000, 60_000)),
      'damaged',
    ],
    ['that is cut off', (path) => writeFileSync(path, readFileSync(path).subarray(0, 9_000)), 'damaged'],
    ['that is no database', (path) => writeFileSync(path, 'x'.repeat(2_000)), 'damaged'],
    ['of something else', (path) => writeFileSync(path, ''), 'foreign'],
    [
      'of a newer version',
      (path) => {
        const connection = new Connection(path);
        connection.exec(`insert into kysely_migration values ('9999-future', '2030')`);
        connection.close();
      },
      'newer',
    ],
  ])('is none %s: nothing is changed', async (_, spoil, kind) => {
    await closeWholly();
    spoil(file);
    expect(await restore(dataDir, file, at)).toEqual({ kind: 'unsound', state: { kind } });
    expect(await idsIn(dataDir)).toEqual(['new', 'old']);
  });

  it('has to be there', async () => {
    expect(await restore(dataDir, join(folder, 'nowhere'), at)).toEqual({ kind: 'no_such_file' });
  });
});
