import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Digest } from '../../src/sync/digest/digest.ts';
import { minuteOf, type OpenedStore, type StorePlace, target } from './store-place.ts';

const week = { first: '2026-05-11', last: '2026-05-17' };
const nextWeek = { first: '2026-05-18', last: '2026-05-24' };
const digest: Digest = {
  week,
  people: { newLearners: 2, returningLearners: 1 },
  courses: [{ course: '《非暴力沟通入门》', enrollments: 3, before: 0 }],
  refunds: null,
  room: { learners: { rows: 10, limit: 20_000 }, enrollments: { rows: 60_000, limit: null } },
  overdue: [{ course: '共情倾听', lastCame: '2026-05-01' }],
  waiting: [{ who: { kind: 'by_name', name: null }, files: 1 }],
};

/** What every DigestStore must do. */
export function digestsContract(name: string, createPlace: () => Promise<StorePlace>): void {
  describe(`DigestStore: ${name}`, () => {
    let place: StorePlace;
    let store: OpenedStore;
    beforeEach(async () => {
      place = await createPlace();
      store = await place.open();
    });
    afterEach(() => place.remove());

    it('knows no week before it was counted', async () => {
      expect(await store.digests.isCounted(target, week)).toBe(false);
      expect(await store.digests.untoldDigest(target, week)).toBeNull();
      await store.digests.digestTold(target, week, minuteOf(1));
    });

    it('gives a week until it was told, also to another process', async () => {
      await store.digests.keepDigest(target, digest);
      const other = await place.open();
      expect(await other.digests.isCounted(target, week)).toBe(true);
      expect(await other.digests.untoldDigest(target, week)).toEqual(digest);
      await other.digests.digestTold(target, week, minuteOf(1));
      expect(await store.digests.untoldDigest(target, week)).toBeNull();
      expect(await store.digests.isCounted(target, week)).toBe(true);
    });

    it('keeps the newest week only', async () => {
      await store.digests.keepDigest(target, digest);
      await store.digests.keepDigest(target, { ...digest, week: nextWeek });
      expect(await store.digests.isCounted(target, week)).toBe(false);
      expect(await store.digests.untoldDigest(target, nextWeek)).toEqual({ ...digest, week: nextWeek });
    });

    it('keeps Bases apart, but not the spellings of one', async () => {
      const spelled = { ...target, tables: '学员总表\n学习记录表' };
      await store.digests.keepDigest(spelled, digest);
      expect(await store.digests.isCounted({ ...target, baseToken: 'bas_9' }, week)).toBe(false);
      await store.syncs.saveResolvedTarget(spelled, target);
      expect(await store.digests.untoldDigest(target, week)).toEqual(digest);
    });
  });
}
