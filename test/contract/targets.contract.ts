import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Intent } from '../../src/sync/journal.ts';
import { nothingLearned } from '../../src/sync/run/run.ts';
import type { SyncTarget } from '../../src/sync/sync-record.ts';
import { target as byNames, type OpenedStore, type StorePlace, upload } from './store-place.ts';

const byIds: SyncTarget = { ...byNames, baseToken: 'bas_1', tables: 'tblA\ntblB' };
const byPage: SyncTarget = { ...byNames, baseToken: 'wiki/Page1' };
const elsewhere: SyncTarget = { ...byIds, tables: 'tblC\ntblB' };

/** What a store must make of it that one target has several spellings. */
export function targetsContract(name: string, createPlace: () => Promise<StorePlace>): void {
  describe(`Targets: ${name}`, () => {
    let place: StorePlace;
    let store: OpenedStore;
    beforeEach(async () => {
      place = await createPlace();
      store = await place.open();
    });
    afterEach(() => place.remove());

    it('are not resolved until somebody has', async () => {
      await store.syncs.addUpload(upload('a'));
      expect(await store.syncs.resolvedTarget(byNames)).toBeNull();
      expect(await store.syncs.resolvedTarget(byIds)).toBeNull();
    });

    it('stay resolved, and what they are resolved to means itself', async () => {
      await store.syncs.saveResolvedTarget(byNames, byIds);
      const again = await place.open();
      expect(await again.syncs.resolvedTarget(byNames)).toEqual(byIds);
      expect(await again.syncs.resolvedTarget(byIds)).toEqual(byIds);
      expect(await again.syncs.resolvedTarget(byPage)).toBeNull();
    });

    it('leave a sync the spelling it was asked for in', async () => {
      await store.syncs.addUpload(upload('a'));
      await store.syncs.saveResolvedTarget(byNames, byIds);
      expect((await store.syncs.get('a'))?.target).toEqual(byNames);
    });

    it('are resolved anew when the names have gone to other tables', async () => {
      await store.syncs.saveResolvedTarget(byNames, byIds);
      await store.syncs.saveResolvedTarget(byNames, elsewhere);
      expect(await store.syncs.resolvedTarget(byNames)).toEqual(elsewhere);
      expect(await store.syncs.resolvedTarget(byIds)).toEqual(byIds);
    });

    it('share one journal among all their spellings, also for what was written before', async () => {
      const { syncs, journal } = store;
      for (const [id, target] of Object.entries({ names: byNames, ids: byIds, other: elsewhere }))
        await syncs.addUpload(upload(id, 0, { target }));
      for (const id of ['names', 'ids', 'other']) await journal.begin(intentOf(id, `${id}.open`));
      for (const id of ['names', 'ids', 'other']) {
        const intent = intentOf(id, `${id}.done`);
        await journal.begin(intent);
        await journal.complete({ intent, recordIds: [`rec_${id}`], at: 1 });
      }
      await syncs.saveResolvedTarget(byNames, byIds);
      await syncs.saveResolvedTarget(byPage, byIds);
      for (const target of [byNames, byIds, byPage]) {
        expect((await journal.open(target)).map(({ id }) => id)).toEqual(['names.open', 'ids.open']);
        const created = await journal.createdRecords(target, new Set(['u_1']));
        expect(created.map(({ recordId }) => recordId)).toEqual(['rec_names', 'rec_ids']);
        expect((await journal.latestCreated(target, 'learner', 0))?.recordId).toBe('rec_ids');
        const records = ['rec_names', 'rec_other'].map((recordId) => ({ userId: 'u_1', recordId }));
        expect(await journal.createdContent(target, records)).toMatchObject([{ recordId: 'rec_names' }]);
      }
      await journal.forgetRecords(byPage, [{ userId: 'u_1', recordId: 'rec_names' }]);
      expect(await journal.createdRecords(byIds, new Set(['u_1']))).toHaveLength(1);
    });

    it('share what was learned about their Base', async () => {
      await store.syncs.saveLearnedAboutBase(byNames, { ...nothingLearned, learnerRows: 7 });
      await store.syncs.saveResolvedTarget(byNames, byIds);
      expect(await store.syncs.learnedAboutBase(byIds)).toMatchObject({ learnerRows: 7 });
      await store.syncs.saveLearnedAboutBase(byIds, { ...nothingLearned, learnerRows: 8 });
      expect(await store.syncs.learnedAboutBase(byNames)).toMatchObject({ learnerRows: 8 });
      expect(await store.syncs.learnedAboutBase(elsewhere)).toBeNull();
    });

    it('of an earlier version get the spelling of this one, once', async () => {
      const former = { ...byPage, baseToken: 'Page1' };
      await store.syncs.addUpload(upload('a', 0, { target: former }));
      await store.syncs.respellTarget(former, byPage);
      expect((await store.syncs.get('a'))?.target).toEqual(byPage);
      await store.syncs.addUpload(upload('b', 0, { target: former }));
      await store.syncs.respellTarget(former, byPage);
      await store.syncs.respellTarget(byNames, byNames);
      expect((await store.syncs.get('b'))?.target).toEqual(former);
    });
  });
}

function intentOf(syncId: string, id: string): Intent {
  const rows = [{ userId: 'u_1', fields: {}, line: 2 }];
  return { id, syncId, kind: 'create_learners', rows, clientToken: id, startedAt: 1, sentAt: 1 };
}
