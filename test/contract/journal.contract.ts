import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Intent, IntentKind, IntentRows, Journal } from '../../src/sync/journal.ts';
import { minuteOf, type OpenedStore, rerun, type StorePlace, target, upload } from './store-place.ts';

const startedAt = 1_763_942_400_000;
/** When the answers came. */
const writtenAt = Date.UTC(2026, 4, 20);

const rows: Record<IntentKind, IntentRows> = {
  create_learners: {
    kind: 'create_learners',
    rows: [
      { line: 3, userId: 'u_1', fields: { nickname: '小林', phone: '13800000000' } },
      { line: 2, userId: 'u_2', fields: {} },
    ],
  },
  update_learners: {
    kind: 'update_learners',
    rows: [
      { line: 4, recordId: 'rec_3', userId: 'u_3', set: { nickname: '新' }, before: { nickname: '旧' } },
    ],
  },
  create_enrollments: {
    kind: 'create_enrollments',
    rows: [
      { line: 2, userId: 'u_2', course: '入门', day: '2026-05-16', learnerRecordId: 'rec_2' },
      { line: 5, userId: 'u_1', course: '入门', day: '2026-05-17', learnerRecordId: 'rec_1' },
    ],
  },
  update_enrollments: {
    kind: 'update_enrollments',
    rows: [
      { line: 6, recordId: 'rec_e4', userId: 'u_4', set: { 报名状态: '已退款' }, before: { 报名状态: '' } },
    ],
  },
  link_enrollments: {
    kind: 'link_enrollments',
    rows: [{ line: 6, userId: 'u_4', recordId: 'rec_e4', learnerRecordId: 'rec_4' }],
  },
  delete_enrollments: {
    kind: 'delete_enrollments',
    rows: [{ line: 2, userId: 'u_2', recordId: 'rec_e2' }],
  },
  delete_learners: { kind: 'delete_learners', rows: [{ line: 2, userId: 'u_2', recordId: 'rec_2' }] },
  restore_learners: {
    kind: 'restore_learners',
    rows: [
      { line: 4, recordId: 'rec_3', userId: 'u_3', set: { nickname: '旧' }, before: { nickname: '新' } },
    ],
  },
  restore_enrollments: {
    kind: 'restore_enrollments',
    rows: [
      { line: 6, recordId: 'rec_e4', userId: 'u_4', set: { 报名状态: '' }, before: { 报名状态: '已退款' } },
    ],
  },
  unlink_enrollments: {
    kind: 'unlink_enrollments',
    rows: [{ line: 6, userId: 'u_4', recordId: 'rec_e4', learnerRecordId: 'rec_4' }],
  },
};

/** In the order of a sync. */
const all = [
  rows.create_learners,
  rows.update_learners,
  rows.create_enrollments,
  rows.link_enrollments,
  rows.update_enrollments,
];

/** In the order of an undo. */
const undone = [
  rows.unlink_enrollments,
  rows.restore_enrollments,
  rows.restore_learners,
  rows.delete_enrollments,
  rows.delete_learners,
];

/** What every Journal must do. */
export function journalContract(name: string, createPlace: () => Promise<StorePlace>): void {
  describe(`Journal: ${name}`, () => {
    let place: StorePlace;
    let store: OpenedStore;
    let journal: Journal;
    beforeEach(async () => {
      place = await createPlace();
      store = await place.open();
      journal = store.journal;
      await store.syncs.addUpload(upload('sync'));
    });
    afterEach(() => place.remove());

    const intents = new Map<string, Intent>();
    const begun = async (id: string, what: IntentRows, syncId = 'sync') => {
      const intent = intentOf(id, what, syncId);
      intents.set(id, intent);
      await journal.begin(intent);
      return intent;
    };
    const completed = (id: string, recordIds: (string | null)[], at: number) =>
      journal.complete({
        intent: intents.get(id) ?? intentOf(id, { kind: 'create_learners', rows: [] }, 'sync'),
        recordIds,
        at,
      });

    describe('open intents', () => {
      it.each([...all, ...undone])('come back exactly as they were begun: $kind', async (what) => {
        const intent = await begun('i', what);
        expect(await journal.open(target)).toEqual([intent]);
      });

      it('are those of the target, of any sync, the oldest first', async () => {
        await store.syncs.addUpload(upload('other sync'));
        await store.syncs.addUpload(upload('elsewhere', 0, { target: { ...target, tables: 'tbl_9' } }));
        await begun('z', rows.create_learners);
        await begun('a', rows.create_learners, 'other sync');
        await begun('x', rows.create_learners, 'elsewhere');
        expect((await journal.open(target)).map((intent) => intent.id)).toEqual(['z', 'a']);
        expect(await journal.open({ ...target, appId: 'cli_9' })).toEqual([]);
      });

      it('are open no longer once completed or discarded', async () => {
        await begun('a', rows.update_learners);
        await begun('b', rows.update_learners);
        await completed('a', ['rec_3'], writtenAt);
        await journal.discard('b');
        expect(await journal.open(target)).toEqual([]);
      });

      it('remember when their call went out last', async () => {
        const intent = await begun('i', rows.create_learners);
        const again = startedAt + 60_000;
        await journal.resend('i', again);
        expect(await journal.open(target)).toEqual([{ ...intent, sentAt: again }]);
      });

      it('need a sync', async () => {
        await expect(begun('i', rows.create_learners, 'nobody')).rejects.toThrow();
      });

      it('cannot be begun twice', async () => {
        await begun('i', rows.create_learners);
        await expect(begun('i', rows.create_learners)).rejects.toThrow();
      });
    });

    describe('resolving', () => {
      const end = {
        complete: () => completed('i', ['rec_3'], writtenAt),
        discard: () => journal.discard('i'),
      };

      it.each([
        ['complete', 'complete'],
        ['complete', 'discard'],
        ['discard', 'complete'],
        ['discard', 'discard'],
      ] as const)('happens once: after %s no %s', async (first, second) => {
        await begun('i', rows.update_learners);
        await end[first]();
        await expect(end[second]()).rejects.toMatchObject({ code: 'internal' });
        expect(await journal.writtenByUpload('sync')).toHaveLength(first === 'complete' ? 1 : 0);
      });

      it('takes one record id per row, or nothing', async () => {
        const intent = await begun('i', rows.create_learners);
        await expect(completed('i', ['rec_1'], writtenAt)).rejects.toMatchObject({ code: 'internal' });
        expect(await journal.open(target)).toEqual([intent]);
        expect(await journal.writtenByUpload('sync')).toEqual([]);
      });

      it('concerns intents that exist', async () => {
        await expect(completed('nothing', [], writtenAt)).rejects.toMatchObject({ code: 'internal' });
        await expect(journal.discard('nothing')).rejects.toMatchObject({ code: 'internal' });
      });
    });

    describe('rows written by an upload', () => {
      it('are those of completed intents of every kind, in the order of the calls', async () => {
        for (const what of all) await begun(what.kind, what);
        await completed('create_learners', ['rec_1', 'rec_2'], writtenAt);
        await completed('update_learners', ['rec_3'], writtenAt);
        await completed('create_enrollments', ['rec_e1', null], writtenAt);
        await completed('link_enrollments', ['rec_e4'], writtenAt);
        await completed('update_enrollments', ['rec_e4'], writtenAt);
        const expected = [
          ['create_learners', 3, 'u_1', 'rec_1'],
          ['create_learners', 2, 'u_2', 'rec_2'],
          ['update_learners', 4, 'u_3', 'rec_3'],
          ['create_enrollments', 2, 'u_2', 'rec_e1'],
          ['create_enrollments', 5, 'u_1', null],
          ['link_enrollments', 6, 'u_4', 'rec_e4'],
          ['update_enrollments', 6, 'u_4', 'rec_e4'],
        ];
        const written = await journal.writtenByUpload('sync');
        expect(written.map((row) => [row.kind, row.line, row.userId, row.recordId])).toEqual(expected);
        expect(new Set(written.map((row) => row.syncId))).toEqual(new Set(['sync']));
        expect(new Set(written.map((row) => row.writtenAt))).toEqual(new Set([writtenAt]));
      });

      it('include those of its reruns, and of no other upload', async () => {
        const first = await store.syncs.get('sync');
        if (first === null) throw new Error('the sync is missing');
        await store.syncs.addRerun(rerun('again', first));
        await store.syncs.addUpload(upload('other'));
        for (const syncId of ['sync', 'again', 'other']) {
          await begun(syncId, rows.update_learners, syncId);
          await completed(syncId, ['rec_3'], writtenAt);
        }
        expect((await journal.writtenByUpload('sync')).map((row) => row.syncId)).toEqual(['sync', 'again']);
      });

      it('do not include open or discarded intents', async () => {
        await begun('open', rows.create_learners);
        await begun('discarded', rows.create_learners);
        await journal.discard('discarded');
        expect(await journal.writtenByUpload('sync')).toEqual([]);
      });
    });

    describe('fields written later', () => {
      const create = (nickname: string): IntentRows => ({
        kind: 'create_learners',
        rows: [{ line: 2, userId: 'u_1', fields: { nickname } }],
      });
      const change = (userId: string, ...fields: string[]): IntentRows => ({
        kind: 'update_learners',
        rows: fields.map((field) => {
          return {
            line: 2,
            recordId: `rec ${field}`,
            userId,
            set: { [field]: '新' },
            before: { [field]: '' },
          };
        }),
      });
      let count = 0;
      const wrote = async (syncId: string, what: IntentRows) => {
        const { id, rows: sent } = await begun(`i${count++}`, what, syncId);
        await completed(
          id,
          sent.map(() => 'rec'),
          writtenAt,
        );
      };
      const later = async (uploadId: string, at = target) => {
        const { ofLearners, ofEnrollments } = await journal.fieldsWrittenLater(
          at,
          uploadId,
          new Set(['u_1', 'u_2']),
        );
        return Object.fromEntries(
          [...ofLearners, ...ofEnrollments].map(([record, fields]) => [record, [...fields]]),
        );
      };
      beforeEach(async () => {
        await store.syncs.addUpload(upload('next'));
        await store.syncs.addUpload(upload('last'));
      });

      it('are those of uploads that came in later, created and changed', async () => {
        await wrote('sync', create('甲'));
        await wrote('next', change('u_1', 'nickname', 'phone'));
        await wrote('last', change('u_2', '城市'));
        await wrote('last', rows.create_enrollments);
        expect(await later('sync')).toEqual({ u_1: ['nickname', 'phone'], u_2: ['城市'] });
        expect(await later('next')).toEqual({ u_2: ['城市'] });
        expect(await later('last')).toEqual({});
      });

      it('are theirs also where they were written first, and in a rerun', async () => {
        await wrote('next', create('甲'));
        expect(await later('sync')).toEqual({ u_1: ['nickname'] });
        const next = await store.syncs.get('next');
        await store.syncs.addRerun(rerun('again', next ?? expect.unreachable()));
        await wrote('again', change('u_1', 'phone'));
        expect(await later('sync')).toEqual({ u_1: ['nickname', 'phone'] });
        expect(await later('last')).toEqual({});
      });

      it('are not those that the upload has written again since', async () => {
        await wrote('next', change('u_1', 'nickname', 'phone'));
        await wrote('sync', change('u_1', 'phone'));
        expect(await later('sync')).toEqual({ u_1: ['nickname'] });
      });

      it('are those of enrollments too, by their records', async () => {
        const enrollment = {
          line: 2,
          userId: 'u_1',
          course: '入门',
          day: '2026-05-16',
          learnerRecordId: 'r',
        };
        await wrote('next', {
          kind: 'create_enrollments',
          rows: [{ ...enrollment, fields: { 学习进度: '1' } }],
        });
        const changed = {
          line: 2,
          recordId: 'rec_9',
          userId: 'u_2',
          set: { 报名状态: '新' },
          before: { 报名状态: '' },
        };
        await wrote('last', { kind: 'update_enrollments', rows: [changed] });
        expect(await later('sync')).toEqual({ rec: ['学习进度'], rec_9: ['报名状态'] });
        await wrote('next', { kind: 'update_enrollments', rows: [{ ...changed, recordId: 'rec_8' }] });
        expect(await later('next')).toEqual({ rec_9: ['报名状态'] });
      });

      it('are those of the learners asked for, in this target, and really written', async () => {
        await wrote('next', change('U_1', 'nickname'));
        await begun('open', change('u_1', 'nickname'), 'next');
        await begun('discarded', change('u_1', 'nickname'), 'next');
        await journal.discard('discarded');
        const elsewhere = { ...target, baseToken: 'bas_9' };
        await store.syncs.addUpload(upload('elsewhere', 0, { target: elsewhere }));
        await wrote('elsewhere', change('u_1', 'nickname'));
        expect(await later('sync')).toEqual({});
        expect(await later('sync', elsewhere)).toEqual({ u_1: ['nickname'] });
        expect(await later('sync', { ...target, appId: 'cli_9' })).toEqual({});
      });
    });

    describe('created records', () => {
      const everyone = new Set(['u_1', 'u_2', 'u_3', 'u_4']);
      const complete = async () => {
        for (const what of all) await begun(what.kind, what);
        await completed('create_learners', ['rec_1', 'rec_2'], writtenAt);
        await completed('update_learners', ['rec_3'], writtenAt);
        await completed('create_enrollments', ['rec_e1', 'rec_e2'], writtenAt);
        await completed('link_enrollments', ['rec_e4'], writtenAt);
      };

      it('are created ones only, with their 用户ID and time', async () => {
        await complete();
        expect(await journal.createdRecords(target, everyone)).toEqual([
          { kind: 'learner', userId: 'u_1', recordId: 'rec_1', writtenAt },
          { kind: 'learner', userId: 'u_2', recordId: 'rec_2', writtenAt },
          { kind: 'enrollment', userId: 'u_2', recordId: 'rec_e1', writtenAt },
          { kind: 'enrollment', userId: 'u_1', recordId: 'rec_e2', writtenAt },
        ]);
      });

      it('are those of the learners asked for', async () => {
        await complete();
        const records = await journal.createdRecords(target, new Set(['u_1', 'U_2']));
        expect(records.map((record) => record.recordId)).toEqual(['rec_1', 'rec_e2']);
      });

      it('are those of the target', async () => {
        await complete();
        expect(await journal.createdRecords({ ...target, baseToken: 'bas_9' }, everyone)).toEqual([]);
      });

      it('do not include rows whose record id is unknown', async () => {
        await begun('i', rows.create_learners);
        await completed('i', [null, 'rec_2'], writtenAt);
        const records = await journal.createdRecords(target, everyone);
        expect(records.map((record) => record.userId)).toEqual(['u_2']);
      });

      it('do not include forgotten ones, which the upload has written all the same', async () => {
        await complete();
        await journal.forgetRecords(target, [
          { userId: 'u_1', recordId: 'rec_1' },
          { userId: 'u_2', recordId: 'rec_e1' },
          { userId: 'u_1', recordId: 'rec_unknown' },
        ]);
        const records = await journal.createdRecords(target, everyone);
        expect(records.map((record) => record.recordId)).toEqual(['rec_2', 'rec_e2']);
        expect(await journal.writtenByUpload('sync')).toHaveLength(6);
      });

      it('are found for 50,000 learners at once', async () => {
        await complete();
        const many = Array.from({ length: 50_000 }, (_, n) => `other_${n}`);
        expect(await journal.createdRecords(target, new Set([...many, 'u_1']))).toHaveLength(2);
      });
    });

    describe('what was taken back', () => {
      const written = async () => {
        await begun('l', rows.create_learners);
        await completed('l', ['rec_1', 'rec_2'], writtenAt);
        await begun('e', rows.create_enrollments);
        await completed('e', ['rec_e2', 'rec_e1'], writtenAt);
        await begun('u', rows.update_learners);
        await completed('u', ['rec_3'], writtenAt);
        const of = await store.syncs.get('sync');
        if (of === null) throw new Error('no sync');
        await store.syncs.addUndo({ ...rerun('undo', of), key: null });
      };
      const takenBack = async (id: string, what: IntentRows, recordIds: (string | null)[]) => {
        await begun(id, what, 'undo');
        await completed(id, recordIds, writtenAt + 1_000);
      };

      it('comes back with its record ids, of the sync and of its undos', async () => {
        await written();
        await takenBack('d', rows.delete_learners, ['rec_2']);
        expect(await journal.writtenBy('sync')).toMatchObject([
          { intent: { kind: 'create_learners' }, recordIds: ['rec_1', 'rec_2'], writtenAt },
          { intent: { kind: 'create_enrollments' }, recordIds: ['rec_e2', 'rec_e1'] },
          { intent: { kind: 'update_learners' }, recordIds: ['rec_3'] },
        ]);
        expect(await journal.takenBack('sync')).toMatchObject([
          { intent: rows.delete_learners, recordIds: ['rec_2'] },
        ]);
        expect(await journal.takenBack('undo')).toEqual([]);
      });

      it('counts as not written, and its lines are known', async () => {
        await written();
        await takenBack('d', rows.delete_enrollments, ['rec_e2']);
        await takenBack('dl', rows.delete_learners, ['rec_2']);
        const left = await journal.writtenByUpload('sync');
        expect(left.map(({ recordId }) => recordId)).toEqual(['rec_1', 'rec_e1', 'rec_3']);
        const created = await journal.createdRecords(target, new Set(['u_1', 'u_2']));
        expect(created.map(({ recordId }) => recordId)).toEqual(['rec_1', 'rec_e1']);
        const undo = await store.syncs.get('undo');
        expect(await journal.linesTakenBack('sync')).toEqual(new Map([[2, undo?.number]]));
      });

      it('does not include a record that Feishu has not deleted', async () => {
        await written();
        await takenBack('d', rows.delete_enrollments, [null]);
        expect(await journal.linesTakenBack('sync')).toEqual(new Map());
        const created = await journal.createdRecords(target, new Set(['u_2']));
        expect(created.map(({ recordId }) => recordId)).toEqual(['rec_2', 'rec_e2']);
      });

      it('is among what was done lately, each as it was done last', async () => {
        await written();
        await takenBack('d', rows.delete_enrollments, ['rec_e2']);
        await takenBack('r', rows.restore_learners, ['rec_3']);
        const recent = await journal.recentWrites(target, writtenAt);
        expect(recent.deleted).toEqual(new Map([['rec_e2', writtenAt + 1_000]]));
        expect(recent.cells.get('rec_3')).toEqual(
          new Map([['nickname', { value: '旧', before: '新', at: writtenAt + 1_000 }]]),
        );
        expect((await journal.recentWrites(target, writtenAt + 1_001)).cells.size).toBe(0);
      });

      it('is written by nobody later', async () => {
        await store.syncs.addUpload(upload('earlier'));
        await begun('first', rows.update_learners, 'earlier');
        await completed('first', ['rec_3'], writtenAt);
        await written();
        const records = new Set(['rec_3']);
        const since = () => journal.fieldsWrittenSince(target, 'earlier', records);
        expect((await since()).get('rec_3')).toEqual(new Set(['nickname']));
        await takenBack('r', rows.restore_learners, ['rec_3']);
        expect((await since()).get('rec_3') ?? new Set()).toEqual(new Set());
      });
    });

    describe('retention', () => {
      const oldAndWritten = async () => {
        await begun('i', rows.create_learners);
        await completed('i', ['rec_1', 'rec_2'], writtenAt);
        await begun('open', rows.update_learners);
        await store.syncs.finish(
          'sync',
          { status: 'failed', report: null, changes: null, error: null },
          minuteOf(1),
        );
      };

      it('deletes the journal of an old upload', async () => {
        await oldAndWritten();
        await store.syncs.deleteOld(minuteOf(2));
        expect(await journal.writtenByUpload('sync')).toEqual([]);
        expect(await journal.open(target)).toEqual([]);
        expect(await journal.createdRecords(target, new Set(['u_1']))).toEqual([]);
      });

      it('leaves the journal while a rerun may still need to know what was written', async () => {
        await oldAndWritten();
        const first = await store.syncs.get('sync');
        if (first === null) throw new Error('the sync is missing');
        await store.syncs.addRerun(rerun('again', first));
        await store.syncs.deleteOld(minuteOf(2));
        expect(await journal.writtenByUpload('sync')).toHaveLength(2);
      });
    });
  });
}

function intentOf(id: string, what: IntentRows, syncId: string): Intent {
  return { id, syncId, clientToken: `token of ${id}`, startedAt, sentAt: startedAt, ...what };
}
