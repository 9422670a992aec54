import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Connection } from '../../../src/store/sqlite/connection.ts';
import { nothingLearned } from '../../../src/sync/run/run.ts';
import type { SyncTarget } from '../../../src/sync/sync-record.ts';
import { openHarnessOn, type SyncHarness } from '../../sync/sync-harness.ts';
import { sampleFailure, sampleReport } from '../../wording/sample-sync.ts';
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
    const sync = await syncs.nextReady(new Date(), target);
    expect(sync).toMatchObject({ status: 'running', fileName: '名单.csv', target, progress: { done: 12 } });
    expect(await syncs.readFile(sync?.fileId ?? '')).toHaveLength(1_722);
    const [intent, ...others] = await journal.open(target);
    expect([intent?.kind, intent?.rows.length, others]).toEqual(['create_enrollments', 4, []]);
    const written = () => journal.writtenByUpload(sync?.uploadId ?? '');
    expect(await written()).toHaveLength(28);
    if (intent === undefined) throw new Error('nothing is open');
    await journal.complete({ intent, recordIds: ['rec1', 'rec2', 'rec3', 'rec4'], at: 0 });
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

  it('has said nothing of any learner, and from now on it is remembered', async () => {
    const { syncs, journal } = await place.open();
    const { uploadId } = (await syncs.list(1))[0] ?? expect.unreachable();
    const lastSaid = () => journal.lastSaid(target, uploadId, new Set(['u_1']));
    expect((await lastSaid())('u_1', 'nickname', '甲')).toBeNull();
    await journal.noteSaid(target, uploadId, [{ userId: 'u_1', fields: { nickname: '甲' }, written: [] }]);
    expect((await lastSaid())('u_1', 'nickname', '甲')).toEqual({ isSame: true, isLater: false });
  });

  it('keeps a report whole, of which the start is shown all the same', async () => {
    const { syncs, close } = await place.open();
    const { id } = (await syncs.list(1))[0] ?? expect.unreachable();
    await syncs.finish(
      id,
      { status: 'failed', report: sampleReport(), changes: null, error: null },
      new Date(0),
    );
    await close();
    const failures = Array.from({ length: 1_001 }, (_, index) =>
      sampleFailure({ line: index + 2, code: 'missing_date' }),
    );
    const connection = new Connection(join(place.dataDir, 'sync.sqlite'));
    const keepWhole = 'update reports set failures = ?, failed = null, rest = null';
    connection.prepare(keepWhole).run([JSON.stringify(failures)]);
    connection.close();
    const later = (await place.open()).syncs;
    expect(await later.readReportStart(id)).toMatchObject({
      failures: failures.slice(0, 1_000),
      failed: [{ code: 'missing_date', count: 1_001 }],
    });
    expect((await later.readReport(id))?.failures).toEqual(failures);
  });

  describe.each<[string, SyncTarget, string]>([
    ['as it was', target, target.baseToken],
    ['by the ids of its tables', { ...target, tables: 'tblA\ntblB' }, target.baseToken],
    ['by a wiki page', { ...target, baseToken: 'wiki/Page1' }, target.baseToken],
  ])('configured %s', (_how, configured) => {
    let harness: SyncHarness;
    beforeEach(async () => {
      harness = await openHarnessOn(place.dataDir, configured, { policy: 'append' });
      harness.deps.lockedBase = target.baseToken;
      harness.base.resolveTarget = (asked) => ({
        ...asked,
        baseToken: target.baseToken,
        tables: 'tblA\ntblB',
      });
      await writeWhatTheJournalKnows(harness);
    });
    afterEach(() => harness.store.close());

    it.each(['committed', 'not committed'])(
      'goes on where it was killed, its last call %s, and writes nothing twice',
      async (fate) => {
        const sync = (await harness.store.syncs.nextReady(new Date(), configured)) ?? expect.unreachable();
        const [intent] = await harness.store.journal.open(target);
        if (intent?.kind !== 'create_enrollments') return expect.unreachable();
        harness.clock.advance(intent.startedAt - harness.clock.now());
        const write = await harness.base
          .open(observer, (await harness.store.syncs.learnedAboutBase(target)) ?? nothingLearned, noFields)
          .prepareWrite(intent, intent.startedAt);
        if (fate === 'committed') await write.send(intent.clientToken);
        harness.clock.advance(60_000);
        expect(await harness.run(sync)).toMatchObject({
          status: 'succeeded',
          summary: { rows: 20, enrollmentsCreated: 20, rowsFailed: 0 },
        });
        const changes = await harness.changes(sync);
        expect(changes.filter(({ kinds }) => kinds.includes('create_enrollment'))).toHaveLength(20);
        const { learners, enrollments } = harness.base;
        expect(new Set(learners.map(({ userId }) => userId)).size).toBe(learners.length);
        expect(enrollments).toHaveLength(20);
        expect(await harness.store.journal.open(configured)).toEqual([]);
      },
    );
  });

  it('is whole after it was written to', async () => {
    const store = await place.open();
    const sync = await store.syncs.nextReady(new Date(), target);
    await store.syncs.start(sync?.id ?? '');
    await store.close();
    const connection = new Connection(join(place.dataDir, 'sync.sqlite'));
    expect(connection.prepare('pragma integrity_check').all([])).toEqual([{ integrity_check: 'ok' }]);
    expect(connection.prepare('pragma foreign_key_check').all([])).toEqual([]);
    connection.close();
  });
});

const noFields = { learnerFields: [], enrollmentFields: [] };
const observer = {
  called: () => {},
  backingOff: async () => {},
  goingOn: async () => {},
  checkpoint: async () => {},
};

/** Both tables as the killed process has left them, without what its last call may have written. */
async function writeWhatTheJournalKnows({ base, store }: SyncHarness): Promise<void> {
  const [sync] = await store.syncs.list(1);
  const written = await store.journal.writtenByUpload(sync?.uploadId ?? '');
  const records = written.flatMap(({ userId, recordId }) =>
    recordId === null ? [] : [{ userId, recordId }],
  );
  for (const content of await store.journal.createdContent(target, records)) {
    const { recordId, writtenAt: createdAt } = content;
    if (content.kind === 'learner')
      base.learners.push({ recordId, createdAt, enrollmentIds: [], ...content.row });
    else {
      const { learnerRecordId, fields = {}, ...enrollment } = content.row;
      base.enrollments.push({
        ...{ recordId, createdAt, learnerRecordIds: [learnerRecordId], fields },
        ...enrollment,
      });
    }
  }
}
