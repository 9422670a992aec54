import { beforeEach, describe, expect, it } from 'vitest';
import { soughtOf } from '../../src/sync/search.ts';
import type { ChangeKind, RowChange, SyncChanges } from '../../src/sync/sync-changes.ts';
import type { SyncStore } from '../../src/sync/sync-store.ts';
import { addTo, openSyncs } from './open-syncs.ts';
import { minuteOf, rerun, type StorePlace } from './store-place.ts';
import { needs, partial, report, waitFor } from './sync-states.ts';

const file: SyncChanges['file'] = report.file ?? expect.unreachable();

/** A row with everything that a row can have. */
const fullRow: RowChange = {
  line: 3,
  sheet: '第12期',
  userId: 'u_2',
  nickname: '乙"👩🏽‍🤝‍👩🏻',
  kinds: ['update_learner', 'create_enrollment'],
  course: '《非暴力沟通》',
  day: '2026-05-16',
  cells: [
    { field: 'nickname', before: '旧', after: '乙' },
    { field: '城市', before: '', after: '上海' },
  ],
  code: null,
};
const refused: RowChange = {
  ...{ line: 4, sheet: null, userId: null, nickname: '', kinds: ['failed'], course: null, day: null },
  ...{ cells: [], code: 'missing_user_id' },
};

/** Row `index` of a file, of these kinds. */
const rowOf = (index: number, kinds: ChangeKind[]): RowChange => ({
  ...{ line: index + 2, sheet: null, userId: `u_${index}`, nickname: '', kinds, course: '入门' },
  ...{ day: '2026-05-01', cells: [], code: null },
});
const changesOf = (rows: RowChange[]): SyncChanges => ({
  rows,
  courses: [{ course: '入门', created: 1, skipped: 2, isNew: true }],
  file,
});

/** What every SyncStore must do with what syncs do row by row. */
export function changesContract(name: string, createPlace: () => Promise<StorePlace>): void {
  describe(`SyncStore, changes: ${name}`, () => {
    let syncs: SyncStore;
    beforeEach(async () => {
      ({ syncs } = await openSyncs(createPlace));
    });
    const { added, addedInto } = addTo(() => syncs);

    async function finishedWith(rows: RowChange[], id = 'a') {
      await added(id);
      await syncs.finish(id, { ...partial, changes: changesOf(rows) }, minuteOf(1));
    }
    async function allOf(id: string) {
      const rows: RowChange[] = [];
      for await (const row of syncs.allChanges(id)) rows.push(row);
      return rows;
    }

    it('are none before there is a plan, nor of a sync that nobody knows', async () => {
      await addedInto('running', 'a');
      expect(await syncs.readChanges('a', null, 1)).toBeNull();
      expect(await syncs.readChanges('nobody', null, 1)).toBeNull();
      expect(await allOf('a')).toEqual([]);
    });

    it('come back as they were kept', async () => {
      await finishedWith([fullRow, refused]);
      expect(await syncs.readChanges('a', null, 1)).toEqual({
        ...{ page: 1, pages: 1, total: 2, rows: [fullRow, refused], file },
        courses: [{ course: '入门', created: 1, skipped: 2, isNew: true }],
        counts: {
          ...{ create_learner: 0, update_learner: 1, create_enrollment: 1, update_enrollment: 0 },
          ...{ link: 0, skip: 0, repeat: 0, not_enrolled: 0, failed: 1 },
        },
      });
      expect(await allOf('a')).toEqual([fullRow, refused]);
    });

    it('may be of no row at all', async () => {
      await finishedWith([]);
      expect(await syncs.readChanges('a', null, 1)).toMatchObject({ pages: 1, total: 0, rows: [] });
    });

    it('are those of a sync that asks', async () => {
      await addedInto('running', 'a');
      await syncs.waitForInput('a', needs, changesOf([refused]));
      expect((await syncs.readChanges('a', null, 1))?.rows).toEqual([refused]);
    });

    it('stay where a later run gets to no plan, and are replaced where it does', async () => {
      await addedInto('running', 'a');
      await syncs.waitForNextTry('a', waitFor(), report, changesOf([refused]));
      await syncs.start('a');
      await syncs.waitForNextTry('a', waitFor(), report, null);
      expect(await allOf('a')).toEqual([refused]);
      await syncs.start('a');
      await syncs.finish('a', { ...partial, changes: changesOf([fullRow]) }, minuteOf(2));
      expect(await allOf('a')).toEqual([fullRow]);
      expect((await syncs.readChanges('a', null, 1))?.counts).toMatchObject({ failed: 0, update_learner: 1 });
    });

    describe('in pages of a hundred', () => {
      // Every third row is new, every seventh refused.
      const rows = Array.from({ length: 1_234 }, (_, index) =>
        rowOf(index, index % 7 === 0 ? ['failed'] : index % 3 === 0 ? ['create_learner', 'skip'] : ['skip']),
      );
      beforeEach(() => finishedWith(rows));

      it.each<ChangeKind | null>([null, 'create_learner', 'skip', 'failed', 'link'])(
        'all rows of the kind %s stand on them once, in order',
        async (kind) => {
          const wanted = rows.filter(({ kinds }) => kind === null || kinds.includes(kind));
          const pages = Math.max(1, Math.ceil(wanted.length / 100));
          const found: RowChange[] = [];
          for (let page = 1; page <= pages; page += 1) {
            const read = await syncs.readChanges('a', kind, page);
            expect(read).toMatchObject({ page, pages, total: wanted.length });
            expect(read?.rows).toHaveLength(Math.min(100, wanted.length - found.length));
            found.push(...(read?.rows ?? []));
          }
          expect(found).toEqual(wanted);
        },
      );

      it.each([14, 1_000_000])('page %i is behind the last', async (page) => {
        expect(await syncs.readChanges('a', null, page)).toMatchObject({ page, pages: 13, rows: [] });
      });
    });

    describe('that are searched', () => {
      // Every tenth is called 王, every seventh refused.
      const rows = Array.from({ length: 1_234 }, (_, index) => ({
        ...rowOf(index, index % 7 === 0 ? ['failed'] : ['skip']),
        nickname: index % 10 === 0 ? `王${index}` : '',
      }));
      const search = (typed: string, kind: ChangeKind | null = null, page = 1) =>
        syncs.searchChanges('a', { sought: soughtOf(typed), kind, page });

      it('are those that are meant, in pages of a hundred, with the counts of these', async () => {
        await finishedWith(rows);
        const meant = rows.filter(({ nickname }) => nickname !== '');
        const [first, second] = [await search('王'), await search('王', null, 2)];
        expect(first).toMatchObject({ page: 1, pages: 2, total: 124, counts: { failed: 18, skip: 106 } });
        expect(second).toMatchObject({ page: 2, pages: 2, total: 124, counts: { failed: 18, skip: 106 } });
        expect([...(first?.rows ?? []), ...(second?.rows ?? [])]).toEqual(meant);
        expect(first).toMatchObject({ file, courses: [{ course: '入门' }] });
      });

      it('are of one kind only, where that is wanted', async () => {
        await finishedWith(rows);
        const found = await search('王', 'failed');
        expect(found).toMatchObject({ total: 18, counts: { failed: 18, skip: 106 } });
        expect(found?.rows).toEqual(rows.filter((_, index) => index % 70 === 0));
      });

      it('may be none, and are null where there is no plan', async () => {
        await finishedWith(rows);
        expect(await search('李')).toMatchObject({ pages: 1, total: 0, rows: [] });
        expect(
          await syncs.searchChanges('nobody', { sought: soughtOf('王'), kind: null, page: 1 }),
        ).toBeNull();
      });
    });

    describe('go', () => {
      beforeEach(() => finishedWith([fullRow]));

      it('with the report, once the sync is old', async () => {
        await syncs.deleteOld(minuteOf(2));
        expect([await syncs.readChanges('a', null, 1), await allOf('a')]).toEqual([null, []]);
      });

      it('also where the file stays for a newer rerun, whose own stay', async () => {
        const sync = (await syncs.get('a')) ?? expect.unreachable();
        await syncs.addRerun(rerun('b', sync, 3));
        await syncs.finish('b', { ...partial, changes: changesOf([refused]) }, minuteOf(4));
        await syncs.deleteOld(minuteOf(2));
        expect([await allOf('a'), await allOf('b')]).toEqual([[], [refused]]);
      });

      it('not before', async () => {
        await syncs.deleteOld(minuteOf(1));
        expect(await allOf('a')).toEqual([fullRow]);
      });
    });

    it('go with the file of a person who is forgotten, and so do the examples of doubts', async () => {
      const { syncs, place } = await openSyncs(createPlace);
      const { people } = await place.open();
      await addTo(() => syncs).added('a');
      const doubts = [{ code: 'odd_ids' as const, figures: { ids: 5, odd: 5 }, examples: ['u_2'] }];
      const finished = { ...partial, report: { ...report, summary: { ...report.summary, doubts } } };
      await syncs.finish('a', { ...finished, changes: changesOf([fullRow]) }, minuteOf(1));
      await people.deletePerson('u_2', ['a.file'], minuteOf(2));
      expect(await syncs.readChanges('a', null, 1)).toBeNull();
      expect(JSON.stringify(await syncs.get('a'))).not.toContain('u_2');
    });
  });
}
