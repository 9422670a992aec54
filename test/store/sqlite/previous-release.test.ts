import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Connection } from '../../../src/store/sqlite/connection.ts';
import { createSqlitePlace } from './sqlite-place.ts';

/**
 * What 0.1.0 (libsql, SQLite 3.45.1) left when its command line was killed while it wrote 20 rows under `append`: a
 * WAL that nobody has checkpointed, four calls for learners and three for enrollments done, the next one open.
 */
const left = join(import.meta.dirname, 'folder-of-0.1.0');
const target = {
  domain: 'http://127.0.0.1:39047',
  appId: 'cli_a5a6e64626f78000',
  baseToken: 'SandboxBaseTokenForDemo0001',
  tables: '学员总表\n学习记录表',
};

describe('a folder of the release before', () => {
  let place: Awaited<ReturnType<typeof createSqlitePlace>>;
  beforeEach(async () => {
    place = await createSqlitePlace();
    await mkdir(place.dataDir);
    for (const name of await readdir(left)) {
      const bytes = gunzipSync(await readFile(join(left, name)));
      await writeFile(join(place.dataDir, basename(name, '.gz')), bytes);
    }
  });
  afterEach(() => place.remove());

  it('is read to its last commit, and the journal goes on where it stood', async () => {
    const { syncs, journal } = await place.open();
    const sync = await syncs.nextReady(new Date());
    expect(sync).toMatchObject({ status: 'running', fileName: '名单.csv', target, progress: { done: 12 } });
    expect(await syncs.readFile(sync?.fileId ?? '')).toHaveLength(1_722);
    const [intent, ...others] = await journal.open(target);
    expect([intent?.kind, intent?.rows.length, others]).toEqual(['create_enrollments', 4, []]);
    const written = () => journal.writtenByUpload(sync?.uploadId ?? '');
    expect(await written()).toHaveLength(28);
    await journal.complete(intent?.id ?? '', ['rec1', 'rec2', 'rec3', 'rec4'], 0);
    expect(await journal.open(target)).toEqual([]);
    expect((await written()).slice(-4).map(({ recordId }) => recordId)).toEqual([
      'rec1',
      'rec2',
      'rec3',
      'rec4',
    ]);
  });

  it('has uploads without rules of their own, which they take once and keep', async () => {
    const { syncs } = await place.open();
    const { uploadId } = (await syncs.list(1))[0] ?? expect.unreachable();
    expect(await syncs.settledRules(uploadId)).toEqual({ policies: null, columns: null });
    const taken = {
      policies: { policy: 'append', learnerUpdates: 'overwrite' },
      columns: { learnerFields: [], enrollmentFields: [], extraAliases: {} },
    } as const;
    await syncs.settleRules(uploadId, taken);
    expect(await syncs.settledRules(uploadId)).toEqual(taken);
  });

  it('is whole after it was written to', async () => {
    const store = await place.open();
    const sync = await store.syncs.nextReady(new Date());
    await store.syncs.start(sync?.id ?? '');
    await store.close();
    const connection = new Connection(join(place.dataDir, 'sync.sqlite'));
    expect(connection.prepare('pragma integrity_check').all([])).toEqual([{ integrity_check: 'ok' }]);
    expect(connection.prepare('pragma foreign_key_check').all([])).toEqual([]);
    connection.close();
  });
});
