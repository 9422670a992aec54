import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { Connection } from '../../../src/store/sqlite/connection.ts';
import { upload } from '../../contract/store-place.ts';
import { createSqlitePlace, silent } from './sqlite-place.ts';

describe('opening the store', () => {
  let place: Awaited<ReturnType<typeof createSqlitePlace>>;
  let file: string;
  beforeEach(async () => {
    place = await createSqlitePlace();
    file = join(place.dataDir, 'sync.sqlite');
  });
  afterEach(() => place.remove());

  const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

  it('creates the folder, with everything in it for its owner alone', async () => {
    const store = await place.open();
    await store.syncs.addUpload(upload('a'));
    await store.workerLock.tryAcquire('b');
    expect(await modeOf(place.dataDir)).toBe(0o700);
    for (const name of ['sync.sqlite', 'sync.sqlite-wal', 'sync.sqlite-shm', 'worker.lock.sqlite']) {
      expect([name, await modeOf(join(place.dataDir, name))]).toEqual([name, 0o600]);
    }
  });

  it('takes a folder and files that others may read back for their owner', async () => {
    await mkdir(place.dataDir, { mode: 0o755 });
    await writeFile(file, '');
    await chmod(file, 0o644);
    await place.open();
    expect(await modeOf(place.dataDir)).toBe(0o700);
    expect(await modeOf(file)).toBe(0o600);
  });

  it('creates the tables in an empty file', async () => {
    await mkdir(place.dataDir);
    await writeFile(file, '');
    expect(await (await place.open()).syncs.list(1)).toEqual([]);
  });

  it('finds everything again the next time', async () => {
    const first = await place.open();
    const record = await first.syncs.addUpload(upload('a'));
    await first.close();
    const second = await place.open();
    expect(await second.syncs.get('a')).toEqual(record);
    expect(await second.syncs.readFile('a.file')).toEqual(upload('a').bytes);
  });

  it('leaves the log to others where it is told to, but for what has been deleted', async () => {
    const store = await openStore({ dataDir: place.dataDir, log: silent, checkpoints: false });
    await store.syncs.addUpload({ ...upload('a'), bytes: new Uint8Array(6_000_000) });
    expect((await stat(file)).size).toBeLessThan(6_000_000);
    await store.syncs.deleteOld(new Date(0));
    expect((await stat(file)).size).toBeGreaterThan(6_000_000);
    await store.close();
  });

  it('may happen many times at once', async () => {
    const stores = await Promise.all(Array.from({ length: 5 }, () => place.open()));
    for (const [n, store] of stores.entries()) await store.syncs.addUpload(upload(`s${n}`));
    expect(await stores[0]?.syncs.list(10)).toHaveLength(5);
  });

  it('refuses a database that a newer version has written', async () => {
    await (await place.open()).close();
    const database = new Connection(file);
    database.exec(`insert into kysely_migration values ('9999-from-the-future', '2099-01-01')`);
    database.close();
    await expect(place.open()).rejects.toMatchObject({
      code: 'data_newer',
      details: { migrations: ['9999-from-the-future'] },
    });
  });

  it('creates all tables or none', async () => {
    await mkdir(place.dataDir);
    const database = new Connection(file);
    database.exec('create table base_hints (in_the_way)');
    await expect(place.open()).rejects.toMatchObject({ code: 'internal' });
    const tables = database.prepare(`select name from sqlite_master where type = 'table'`).all([]);
    expect(tables).not.toContainEqual({ name: 'syncs' });
    database.exec('drop table base_hints');
    database.close();
    expect(await (await place.open()).syncs.list(1)).toEqual([]);
  });

  it('refuses a damaged file and leaves it as it is', async () => {
    await mkdir(place.dataDir);
    await writeFile(file, 'not a database '.repeat(1_000));
    const before = await readFile(file);
    const refusal = await place.open().catch((thrown: unknown) => thrown);
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal).toMatchObject({ code: 'data_damaged', cause: { errcode: 26 } });
    expect(await readFile(file)).toEqual(before);
  });

  it('names the file when the lock is damaged, and leaves it as it is', async () => {
    await mkdir(place.dataDir);
    const lock = join(place.dataDir, 'worker.lock.sqlite');
    await writeFile(lock, 'not a database '.repeat(1_000));
    const before = await readFile(lock);
    await expect(place.open()).rejects.toMatchObject({
      code: 'data_damaged',
      details: { file: 'worker.lock.sqlite' },
    });
    expect(await readFile(lock)).toEqual(before);
  });

  it('says so when the folder cannot be made', async () => {
    await writeFile(place.dataDir, 'a file is in the way');
    await expect(place.open()).rejects.toMatchObject({ code: 'data_unusable', cause: { code: 'EEXIST' } });
    expect(await readFile(join(dirname(place.dataDir), 'data'), 'utf8')).toBe('a file is in the way');
  });
});
