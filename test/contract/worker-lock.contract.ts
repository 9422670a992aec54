import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenedStore, StorePlace } from './store-place.ts';

/** What every WorkerLock must do, between handles of one process; between processes is up to each database. */
export function workerLockContract(name: string, createPlace: () => Promise<StorePlace>): void {
  describe.each(['workerLock', 'cardLock'] as const)(`WorkerLock: ${name}, %s`, (lock) => {
    let place: StorePlace;
    let first: OpenedStore;
    let second: OpenedStore;
    beforeEach(async () => {
      place = await createPlace();
      first = await place.open();
      second = await place.open();
    });
    afterEach(() => place.remove());

    it('is held by one at a time', async () => {
      expect(await first[lock].tryAcquire()).not.toBeNull();
      expect(await second[lock].tryAcquire()).toBeNull();
      expect(await first[lock].tryAcquire()).toBeNull();
    });

    it('is free again after its release', async () => {
      const release = await first[lock].tryAcquire();
      await release?.();
      expect(await second[lock].tryAcquire()).not.toBeNull();
      expect(await first[lock].tryAcquire()).toBeNull();
    });

    it('stays with its new holder when the old one releases twice', async () => {
      const release = await first[lock].tryAcquire();
      await release?.();
      expect(await first[lock].tryAcquire()).not.toBeNull();
      await release?.();
      expect(await second[lock].tryAcquire()).toBeNull();
    });

    it('is free after its holder has closed the store', async () => {
      await first[lock].tryAcquire();
      await first.close();
      expect(await second[lock].tryAcquire()).not.toBeNull();
    });

    it('has nothing to do with the other lock', async () => {
      await first[lock].tryAcquire();
      expect(await second[lock === 'workerLock' ? 'cardLock' : 'workerLock'].tryAcquire()).not.toBeNull();
    });

    it('stays held while another handle comes and goes', async () => {
      await first[lock].tryAcquire();
      await (await place.open()).close();
      expect(await second[lock].tryAcquire()).toBeNull();
    });

    it('keeps nobody from adding syncs', async () => {
      await first[lock].tryAcquire();
      expect(await second.syncs.list(1)).toEqual([]);
      await second.syncs.saveLearnedAboutBase(
        { domain: '', appId: '', baseToken: '', tables: '' },
        {
          ...{ learnerRows: 1, enrollmentRows: 1, batchSize: 1 },
          ...{ filterConditions: 1, knowsTokens: false, filtersWork: null },
        },
      );
    });
  });
}
