import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SaidValues } from '../../src/sync/roster-values.ts';
import { minuteOf, type OpenedStore, rerun, type StorePlace, target, upload } from './store-place.ts';

const said = (userId: string, fields: Record<string, string>, ...written: string[]): SaidValues => ({
  userId,
  fields,
  written,
});

/** What every RosterValues must do. */
export function rosterValuesContract(name: string, createPlace: () => Promise<StorePlace>): void {
  describe(`RosterValues: ${name}`, () => {
    let place: Awaited<ReturnType<typeof createPlace>>;
    let store: OpenedStore;
    beforeEach(async () => {
      place = await createPlace();
      store = await place.open();
      for (const id of ['first', 'second', 'third']) await store.syncs.addUpload(upload(id));
    });
    afterEach(() => place.remove());

    const note = (uploadId: string, ...values: SaidValues[]) =>
      store.journal.noteSaid(target, uploadId, values);
    /** What `second` sees. */
    const last = async (userId: string, field: string, value: string, of = target) => {
      const lastSaid = await store.journal.lastSaid(of, 'second', new Set([userId]));
      return lastSaid(userId, field, value);
    };
    const same = { isSame: true, isLater: false };
    const other = { isSame: false, isLater: false };

    it('knows nothing of whom no roster has named, and of fields that none had', async () => {
      await note('first', said('u_1', { nickname: '甲' }));
      expect(await last('u_2', 'nickname', '甲')).toBeNull();
      expect(await last('U_1', 'nickname', '甲')).toBeNull();
      expect(await last('u_1', 'phone', '甲')).toBeNull();
    });

    it('tells the value that was said from every other, of each learner and field apart', async () => {
      await note('first', said('u_1', { nickname: '甲', 城市: '乙' }), said('u_2', { nickname: '乙' }));
      expect(await last('u_1', 'nickname', '甲')).toEqual(same);
      expect(await last('u_1', 'nickname', '乙')).toEqual(other);
      expect(await last('u_1', '城市', '乙')).toEqual(same);
      expect(await last('u_2', 'nickname', '乙')).toEqual(same);
    });

    it('keeps what was said last, field by field', async () => {
      await note('first', said('u_1', { nickname: '甲', phone: '1' }));
      await note('second', said('u_1', { nickname: '乙' }));
      expect(await last('u_1', 'nickname', '甲')).toEqual(other);
      expect(await last('u_1', 'nickname', '乙')).toEqual(same);
      expect(await last('u_1', 'phone', '1')).toEqual(same);
    });

    it('names what a later upload has said, the same or something else', async () => {
      await note('third', said('u_1', { nickname: '甲' }));
      expect(await last('u_1', 'nickname', '甲')).toEqual({ isSame: true, isLater: true });
      expect(await last('u_1', 'nickname', '乙')).toEqual({ isSame: false, isLater: true });
    });

    it('keeps what a later upload has said, unless it has been written over', async () => {
      await note('third', said('u_1', { nickname: '丙', phone: '3' }));
      await note('first', said('u_1', { nickname: '甲', phone: '1' }, 'phone'));
      expect(await last('u_1', 'nickname', '丙')).toEqual({ isSame: true, isLater: true });
      expect(await last('u_1', 'phone', '1')).toEqual({ isSame: true, isLater: true });
    });

    it('counts a rerun as its upload', async () => {
      const first = await store.syncs.get('first');
      await store.syncs.addRerun(rerun('again', first ?? expect.unreachable()));
      await note('first', said('u_1', { nickname: '甲' }));
      expect(await last('u_1', 'nickname', '甲')).toEqual(same);
    });

    it('keeps targets apart', async () => {
      await note('first', said('u_1', { nickname: '甲' }));
      expect(await last('u_1', 'nickname', '甲', { ...target, tables: 'tbl_9' })).toBeNull();
      expect(await last('u_1', 'nickname', '甲', { ...target, appId: 'cli_9' })).toBeNull();
    });

    it('knows a target in all its spellings', async () => {
      const spelled = { ...target, tables: '学员总表/学习记录表' };
      await store.syncs.saveResolvedTarget(spelled, target);
      await note('first', said('u_1', { nickname: '甲' }));
      expect(await last('u_1', 'nickname', '甲', spelled)).toEqual(same);
    });

    it('takes back what an upload was the last to say', async () => {
      await note('first', said('u_1', { nickname: '甲', phone: '1' }), said('u_2', { nickname: '乙' }));
      await note('third', said('u_2', { nickname: '乙' }));
      await store.journal.unsay(target, 'second', [
        { userId: 'u_1', fields: ['nickname'] },
        { userId: 'u_2', fields: ['nickname'] },
        { userId: 'u_3', fields: ['nickname'] },
      ]);
      expect(await last('u_1', 'nickname', '甲')).toBeNull();
      expect(await last('u_1', 'phone', '1')).toEqual(same);
      expect(await last('u_2', 'nickname', '乙')).toEqual({ isSame: true, isLater: true });
    });

    it('takes 20,000 learners at once', async () => {
      const everyone = Array.from({ length: 20_000 }, (_, n) =>
        said(`u_${n}`, { nickname: `学员${n}`, phone: String(n) }, 'phone'),
      );
      await note('first', ...everyone);
      await note('second', ...everyone);
      const ids = new Set(everyone.map(({ userId }) => userId));
      const lastSaid = await store.journal.lastSaid(target, 'third', ids);
      expect(
        everyone.filter(({ userId, fields }) => !lastSaid(userId, 'phone', fields.phone ?? '')?.isSame),
      ).toEqual([]);
    });

    it('outlives files and journal, and ends when the person is forgotten', async () => {
      await note('first', said('u_1', { nickname: '甲' }), said('u_2', { nickname: '甲' }));
      for (const id of ['first', 'second', 'third'])
        await store.syncs.finish(
          id,
          { status: 'failed', report: null, changes: null, error: null },
          minuteOf(1),
        );
      await store.syncs.deleteOld(minuteOf(2));
      expect(await last('u_1', 'nickname', '甲')).toEqual(same);
      await store.people.deletePerson('u_1', [], minuteOf(2));
      expect(await last('u_1', 'nickname', '甲')).toBeNull();
      expect(await last('u_2', 'nickname', '甲')).toEqual(same);
    });

    it('names nobody and repeats nothing on the disk', async () => {
      await note('first', said('CANARY-of-learner', { nickname: 'CANARY-of-value' }, 'nickname'));
      await store.close();
      expect(await place.contents()).toContain('first');
      expect(await place.contents()).not.toContain('CANARY');
    });
  });
}
