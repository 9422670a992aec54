import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenedStore, StorePlace } from './store-place.ts';

/** What every WorkerLock must do, between handles of one process; between processes is up to each database. */
export function workerLockContract(name: string, createPlace: () => Promise<StorePlace>): void {
  describe(`WorkerLock: ${name}`, () => {
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
      expect(await first.workerLock.tryAcquire()).not.toBeNull();
      expect(await second.workerLock.tryAcquire()).toBeNull();
      expect(await first.workerLock.tryAcquire()).toBeNull();
    });

    it('is free again after its release', async () => {
      const release = await first.workerLock.tryAcquire();
      await release?.();
      expect(await second.workerLock.tryAcquire()).not.toBeNull();
      expect(await first.workerLock.tryAcquire()).toBeNull();
    });

    it('stays with its new holder when the old one releases twice', async () => {
      const release = await first.workerLock.tryAcquire();
      await release?.();
      expect(await first.workerLock.tryAcquire()).not.toBeNull();
      await release?.();
      expect(await second.workerLock.tryAcquire()).toBeNull();
    });

    it('is free after its holder has closed the store', async () => {
      await first.workerLock.tryAcquire();
      await first.close();
      expect(await second.workerLock.tryAcquire()).not.toBeNull();
    });

    it('stays held while another handle comes and goes', async () => {
      await first.workerLock.tryAcquire();
      await (await place.open()).close();
      expect(await second.workerLock.tryAcquire()).toBeNull();
    });

    it('keeps nobody from adding syncs', async () => {
      await first.workerLock.tryAcquire();
      expect(await second.syncs.list(1)).toEqual([]);
      await second.syncs.saveBaseHints(
        { domain: '', appId: '', baseToken: '', tables: '' },
        { learnerRows: 1, enrollmentRows: 1, batchSize: 1, filterConditions: 1 },
      );
    });
  });
}
