import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chatOrigin, minuteOf, type OpenedStore, type StorePlace, target, upload } from './store-place.ts';

/** Starting over, in every store. */
export function startOverContract(name: string, createPlace: () => Promise<StorePlace>): void {
  describe(`starting over: ${name}`, () => {
    let place: StorePlace;
    let store: OpenedStore;
    beforeEach(async () => {
      place = await createPlace();
      store = await place.open();
    });
    afterEach(() => place.remove());

    async function writeLearner(syncId: string): Promise<void> {
      await store.syncs.addUpload(upload(syncId, 0, { origin: chatOrigin() }));
      await store.syncs.start(syncId);
      const intent = {
        ...{ id: 'intent', syncId, clientToken: 'token', startedAt: 0, sentAt: 0 },
        ...{
          kind: 'create_learners' as const,
          rows: [{ line: 2, userId: 'u_1', fields: { nickname: '安娜' } }],
        },
      };
      await store.journal.begin(intent);
      await store.journal.complete({ intent, recordIds: ['rec_1'], at: 0 });
    }

    it('forgets syncs, journal, files, and what was told', async () => {
      await writeLearner('first');
      await store.syncs.saveResolvedTarget({ ...target, tables: '学员总表\n学习记录表' }, target);
      await store.syncs.addSeenInBase(target, { courses: ['甲'], idShapes: [] });
      await store.bot.claimOnce(['event:1'], minuteOf(1));
      await store.startOver();
      expect(await store.syncs.list(10)).toEqual([]);
      expect(await store.journal.createdRecords(target, new Set(['u_1']))).toEqual([]);
      expect(await store.syncs.readFile('first.file')).toBeNull();
      expect(await store.bot.openCards()).toEqual([]);
      expect(await store.bot.isClaimed(['event:1'])).toBe(false);
      expect((await store.syncs.seenInBase(target)).courses).toEqual([]);
    });

    it('goes on as if nothing had been', async () => {
      await writeLearner('first');
      await store.startOver();
      await writeLearner('first');
      expect((await store.syncs.get('first'))?.status).toBe('running');
    });
  });
}
