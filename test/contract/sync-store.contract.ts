import { beforeEach, describe, expect, it } from 'vitest';
import { writeKeyPrefix } from '../../src/sync/queue/write-preview.ts';
import { soughtOf } from '../../src/sync/search.ts';
import type { SyncError, SyncStatus } from '../../src/sync/sync-record.ts';
import type { SyncQuery, SyncStore } from '../../src/sync/sync-store.ts';
import { addTo, openSyncs } from './open-syncs.ts';
import { minuteOf, rerun, type StorePlace, target, upload } from './store-place.ts';
import { into, partial, report, stopped } from './sync-states.ts';

/** What every SyncStore must do with a sync, from the upload until nothing but its counts is left. */
export function syncStoreContract(name: string, createPlace: () => Promise<StorePlace>): void {
  describe(`SyncStore: ${name}`, () => {
    let syncs: SyncStore;
    beforeEach(async () => {
      ({ syncs } = await openSyncs(createPlace));
    });
    const { added, addedInto } = addTo(() => syncs);

    describe('the rules of an upload', () => {
      const policies = { policy: 'append', learnerUpdates: 'fill-empty' } as const;
      const others = { policy: 'skip-existing', learnerUpdates: 'overwrite' } as const;
      const columns = {
        learnerFields: [{ name: '城市', fillOnlyIfEmpty: true }],
        enrollmentFields: [],
        extraAliases: { 用户ID: ['学员编号'] },
      };
      const otherColumns = { learnerFields: [], enrollmentFields: [], extraAliases: {} };

      it('are its policies from the start, and its columns from when they are settled', async () => {
        await syncs.addUpload(upload('a', 0, { policies }));
        expect(await syncs.settledRules('a')).toEqual({ policies, columns: null });
        await syncs.settleRules('a', { policies, columns });
        expect(await syncs.settledRules('a')).toEqual({ policies, columns });
      });

      it('never change once they are settled', async () => {
        await syncs.addUpload(upload('a', 0, { policies }));
        await syncs.settleRules('a', { policies: others, columns });
        await syncs.settleRules('a', { policies: others, columns: otherColumns });
        expect(await syncs.settledRules('a')).toEqual({ policies, columns });
      });

      it('belong to that upload alone', async () => {
        await syncs.addUpload(upload('a', 0, { policies }));
        await syncs.addUpload(upload('b', 0, { policies: others }));
        await syncs.settleRules('a', { policies, columns });
        expect(await syncs.settledRules('b')).toEqual({ policies: others, columns: null });
      });

      it('are not settled for an upload of which nothing is known', async () => {
        expect(await syncs.settledRules('nobody')).toEqual({ policies: null, columns: null });
      });
    });

    describe('what others make of a sync', () => {
      const asked = { key: null, origin: null, askedBy: null, source: 'web' as const };

      it('is known of its undo, as far as that has got', async () => {
        const of = await added('a');
        await into.succeeded(syncs, 'a');
        const undo = { ...asked, of, input: of.input, createdAt: minuteOf(2) };
        await syncs.addUndo({ ...undo, id: 'b' });
        expect(await syncs.get('a')).toMatchObject({ undoneBy: 'b', isUndone: false });
        await into.failed(syncs, 'b');
        expect(await syncs.get('a')).toMatchObject({ undoneBy: null, isUndone: false });
        await syncs.addUndo({ ...undo, id: 'c' });
        await into.succeeded(syncs, 'c');
        expect(await syncs.get('a')).toMatchObject({ undoneBy: 'c', isUndone: true });
      });

      it('is known of the sync that writes a preview, and of no other', async () => {
        const of = await added('a');
        await syncs.addRerun({ ...rerun('b', of), key: 'rerun:a' });
        expect((await syncs.get('a'))?.writtenBy).toBeNull();
        await syncs.addRerun({ ...rerun('c', of), as: 'write_preview', key: `${writeKeyPrefix}a` });
        expect((await syncs.get('a'))?.writtenBy).toBe('c');
        expect(await syncs.get('c')).toMatchObject({ previewOf: 'a', writtenBy: null });
      });

      it('can be found by its number', async () => {
        const { number } = await added('a');
        expect(await syncs.getByNumber(number)).toMatchObject({ id: 'a' });
        expect(await syncs.getByNumber(number + 1)).toBeNull();
      });
    });

    describe('adding', () => {
      it('keeps the name of who asked, of an upload and of its rerun', async () => {
        const first = await syncs.addUpload(upload('a', 0, { askedBy: { name: '小王', openId: 'ou_wang' } }));
        const again = await syncs.addRerun({ ...rerun('b', first), askedBy: { name: '小李', openId: null } });
        expect([first.askedBy, again.askedBy]).toEqual([
          { name: '小王', openId: 'ou_wang' },
          { name: '小李', openId: null },
        ]);
      });

      it('queues an upload and numbers it', async () => {
        const record = await added('a');
        expect(record).toEqual({
          id: 'a',
          number: 1,
          uploadId: 'a',
          kind: 'sync',
          previewOf: null,
          undoes: null,
          undoneBy: null,
          isUndone: false,
          writtenBy: null,
          rerunOf: null,
          source: 'web',
          origin: null,
          askedBy: null,
          fileId: 'a.file',
          fileName: '课程学员名单.csv',
          dryRun: false,
          input: { course: null, day: null, addUnderNewDate: false, confirmed: [] },
          target,
          status: 'queued',
          progress: { phase: 'waiting', done: 0, total: 0 },
          needs: null,
          summary: null,
          error: null,
          lastWait: null,
          cancelRequested: false,
          createdAt: minuteOf(0),
          finishedAt: null,
        });
        expect(await syncs.get('a')).toEqual(record);
        expect((await added('b')).number).toBe(2);
      });

      it('keeps the bytes of the file, also of a view into a larger buffer', async () => {
        const buffer = Uint8Array.from({ length: 256 }, (_, byte) => byte);
        await syncs.addUpload(upload('a', 0, { bytes: buffer.subarray(100, 200) }));
        expect(await syncs.readFile('a.file')).toEqual(buffer.slice(100, 200));
        expect(await syncs.hasFile('a.file')).toBe(true);
      });

      it.each([
        ['no byte at all', new Uint8Array(0)],
        ['every value of a byte', Uint8Array.from({ length: 256 }, (_, byte) => byte)],
        ['the largest file that is taken', new Uint8Array(20_000_000).fill(0xc3)],
      ])('keeps a file of %s', async (_, bytes) => {
        await syncs.addUpload(upload('a', 0, { bytes }));
        const kept = await syncs.readFile('a.file');
        expect(Buffer.compare(kept ?? Buffer.from('nothing'), bytes)).toBe(0);
      });

      it('knows nothing of what was never added', async () => {
        expect(await syncs.get('nobody')).toBeNull();
        expect(await syncs.readFile('nobody')).toBeNull();
        expect(await syncs.hasFile('nobody')).toBe(false);
        expect(await syncs.readReport('nobody')).toBeNull();
        expect(await syncs.hasFailures('nobody')).toBeNull();
      });

      it('adds neither file nor sync where the id is taken', async () => {
        await added('a');
        await expect(syncs.addUpload(upload('a', 0, { fileId: 'other.file' }))).rejects.toThrow();
        expect(await syncs.hasFile('other.file')).toBe(false);
        expect(await syncs.list(10)).toHaveLength(1);
      });

      it('counts its starts, and does not start what was canceled a moment ago', async () => {
        await added('a');
        expect(await syncs.start('a')).toBe(1);
        expect(await syncs.start('a')).toBe(2);
        await added('b');
        await syncs.requestCancel('b', minuteOf(1));
        expect(await syncs.start('b')).toBeNull();
        expect(await syncs.get('b')).toMatchObject({ status: 'canceled' });
      });

      it('gives the same sync to an upload that is repeated under its key', async () => {
        const first = await syncs.addUpload(upload('a', 0, { key: 'k' }));
        const again = await syncs.addUpload(upload('b', 1, { key: 'k' }));
        expect(again).toEqual(first);
        expect(await syncs.hasFile('b.file')).toBe(false);
        const other = await syncs.addUpload(upload('c', 2, { key: 'l' }));
        expect(other.id).toBe('c');
      });

      it('lets a rerun belong to the upload it repeats, also a rerun of a rerun', async () => {
        const first = await added('a');
        const second = await syncs.addRerun(rerun('b', first, 1));
        const third = await syncs.addRerun(rerun('c', second, 2));
        expect(second).toMatchObject({ uploadId: 'a', rerunOf: 'a', fileId: 'a.file', source: 'bot' });
        expect(third).toMatchObject({
          uploadId: 'a',
          rerunOf: 'b',
          fileId: 'a.file',
          status: 'queued',
          target,
        });
      });

      it('lists the newest first, up to the limit', async () => {
        for (const id of ['a', 'b', 'c']) await added(id);
        expect((await syncs.list(2)).map((record) => record.id)).toEqual(['c', 'b']);
      });

      it('finds the newest that are about something, are in some state and come before a number', async () => {
        for (let index = 0; index < 250; index += 1)
          await syncs.addUpload(
            upload(`s${index}`, 0, { fileName: index % 50 === 0 ? `第${index}期.csv` : '.csv' }),
          );
        await syncs.start('s50');
        const find = async (typed: string, query: Partial<SyncQuery> = {}, limit = 9) => {
          const sought = soughtOf(typed);
          const found = await syncs.search({ sought, statuses: null, before: null, ...query }, limit);
          return found.map(({ id }) => id);
        };
        expect(await find('期')).toEqual(['s200', 's150', 's100', 's50', 's0']);
        expect(await find('期', {}, 2)).toEqual(['s200', 's150']);
        const number = (await syncs.get('s150'))?.number ?? expect.unreachable();
        expect(await find('期', { before: number })).toEqual(['s100', 's50', 's0']);
        expect(await find('', { before: number }, 2)).toEqual(['s149', 's148']);
        expect(await find('期', { statuses: ['running'] })).toEqual(['s50']);
        expect(await find('期', { statuses: ['failed', 'canceled'] })).toEqual([]);
      });
    });

    describe('working', () => {
      it('does not start a sync that was canceled a moment ago', async () => {
        await addedInto('canceled', 'a');
        await syncs.start('a');
        expect(await syncs.get('a')).toMatchObject({ status: 'canceled' });
        expect(await syncs.cancelRequested('a')).toBe(true);
      });

      it('never lets `done` fall', async () => {
        await addedInto('running', 'a');
        await syncs.saveProgress('a', { phase: 'writing_learners', done: 5, total: 9 });
        await syncs.saveProgress('a', { phase: 'resolving', done: 2, total: 10 });
        expect((await syncs.get('a'))?.progress).toEqual({ phase: 'resolving', done: 5, total: 10 });
      });

      it('keeps what a finished sync says when progress comes late', async () => {
        await addedInto('partial', 'a');
        await syncs.saveProgress('a', { phase: 'writing_learners', done: 5, total: 9 });
        expect((await syncs.get('a'))?.progress.phase).toBe('finished');
      });

      it('keeps record and report of a finished sync', async () => {
        await addedInto('running', 'a');
        await syncs.finish('a', partial, minuteOf(7));
        expect(await syncs.get('a')).toMatchObject({
          status: 'partial',
          summary: report.summary,
          error: null,
          lastWait: null,
          finishedAt: minuteOf(7),
          progress: { phase: 'finished' },
        });
        expect(await syncs.readReport('a')).toEqual(report);
        expect(await syncs.hasFailures('a')).toBe(true);
      });

      it('keeps why a sync has stopped', async () => {
        await addedInto('failed', 'a');
        expect(await syncs.get('a')).toMatchObject({ status: 'failed', summary: null, error: stopped.error });
        expect(await syncs.readReport('a')).toBeNull();
      });

      it('may finish a sync again, after a crash in between', async () => {
        await addedInto('partial', 'a');
        await syncs.finish('a', { ...partial, report: { ...report, failures: [] } }, minuteOf(8));
        expect((await syncs.readReport('a'))?.failures).toEqual([]);
        expect(await syncs.hasFailures('a')).toBe(false);
      });

      it('has no report before the end', async () => {
        await addedInto('running', 'a');
        expect(await syncs.readReport('a')).toBeNull();
        expect(await syncs.hasFailures('a')).toBeNull();
      });
    });

    describe('retention', () => {
      it('deletes file and report of an old sync; counts stay', async () => {
        await addedInto('partial', 'a');
        expect(await syncs.deleteOld(minuteOf(2))).toBe(1);
        expect(await syncs.hasFile('a.file')).toBe(false);
        expect(await syncs.readReport('a')).toBeNull();
        expect(await syncs.hasFailures('a')).toBeNull();
        // The text of a closing line may name somebody.
        const summary = { ...report.summary, footers: { count: 1, texts: [] } };
        expect(await syncs.get('a')).toMatchObject({ status: 'partial', summary });
      });

      it('counts every sync once', async () => {
        await addedInto('failed', 'a');
        await syncs.deleteOld(minuteOf(2));
        expect(await syncs.deleteOld(minuteOf(2))).toBe(0);
      });

      it.each<SyncStatus>(['queued', 'running', 'needs_input'])(
        'leaves a sync that is %s',
        async (status) => {
          await addedInto(status, 'a');
          expect(await syncs.deleteOld(minuteOf(1_000))).toBe(0);
          expect(await syncs.hasFile('a.file')).toBe(true);
        },
      );

      it('leaves a sync that has finished since', async () => {
        await addedInto('partial', 'a');
        expect(await syncs.deleteOld(minuteOf(1))).toBe(0);
        expect(await syncs.readReport('a')).toEqual(report);
      });

      it('leaves a file that a newer rerun uses, until the rerun is old too', async () => {
        await syncs.addRerun(rerun('b', await added('a'), 3));
        await syncs.finish('a', partial, minuteOf(1));
        expect(await syncs.deleteOld(minuteOf(2))).toBe(1);
        expect(await syncs.readReport('a')).toBeNull();
        expect(await syncs.hasFile('a.file')).toBe(true);
        await syncs.finish('b', partial, minuteOf(4));
        expect(await syncs.deleteOld(minuteOf(5))).toBe(1);
        expect(await syncs.hasFile('a.file')).toBe(false);
      });

      it('deletes what was taken for the header of an old file, because it may be a person', async () => {
        const refused = (found: string[]): SyncError => ({
          kind: 'file',
          refusal: { code: 'columns_missing', missing: ['用户ID'], found, sheets: [] },
        });
        await added('a');
        const error = refused(['张三', '19900000001']);
        await syncs.finish('a', { status: 'failed', report: null, changes: null, error }, minuteOf(1));
        await syncs.deleteOld(minuteOf(2));
        expect((await syncs.get('a'))?.error).toEqual(refused([]));
      });

      it('never gives a number again', async () => {
        await addedInto('failed', 'a');
        await syncs.deleteOld(minuteOf(2));
        expect((await added('b')).number).toBe(2);
      });
    });

    describe('learned about a Base', () => {
      const learned = {
        learnerRows: null,
        enrollmentRows: 20_000,
        batchSize: 500,
        filterConditions: 25,
        knowsTokens: true,
        filtersWork: true,
        zones: [{ timeZone: 'Asia/Shanghai', since: 0 }],
        othersReportedAt: 7,
        author: 'ou_app',
        journaledUntil: 8,
        room: {
          learners: { rows: 7, refusedAt: null, told: 0 },
          enrollments: { rows: 17_000, refusedAt: 20_000, told: 80 },
        },
      };

      it('are absent at first', async () => {
        expect(await syncs.learnedAboutBase(target)).toBeNull();
      });

      it('are the latest ones', async () => {
        await syncs.saveLearnedAboutBase(target, learned);
        await syncs.saveLearnedAboutBase(target, { ...learned, learnerRows: 5_000 });
        expect(await syncs.learnedAboutBase(target)).toEqual({ ...learned, learnerRows: 5_000 });
      });

      it.each([
        { domain: 'https://open.larksuite.com' },
        { appId: 'cli_2' },
        { baseToken: 'bas_2' },
        { tables: 'tbl_9' },
      ])('are of another target where %o differs', async (difference) => {
        await syncs.saveLearnedAboutBase(target, learned);
        expect(await syncs.learnedAboutBase({ ...target, ...difference })).toBeNull();
      });
    });
  });
}
