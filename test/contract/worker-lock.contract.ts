import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nothingLearned } from '../../src/sync/run/run.ts';
import type { Held, ReleaseLock } from '../../src/sync/sync-store.ts';
import { type OpenedStore, type StorePlace, upload } from './store-place.ts';

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
      expect(await first[lock].tryAcquire('bas_1')).not.toBeNull();
      expect(await second[lock].tryAcquire('bas_1')).toBeNull();
      expect(await first[lock].tryAcquire('bas_1')).toBeNull();
    });

    it('is free again after its release', async () => {
      const release = releaseOf(await first[lock].tryAcquire('bas_1'));
      await release();
      expect(await second[lock].tryAcquire('bas_1')).not.toBeNull();
      expect(await first[lock].tryAcquire('bas_1')).toBeNull();
    });

    it('stays with its new holder when the old one releases twice', async () => {
      const release = releaseOf(await first[lock].tryAcquire('bas_1'));
      await release();
      expect(await first[lock].tryAcquire('bas_1')).not.toBeNull();
      await release();
      expect(await second[lock].tryAcquire('bas_1')).toBeNull();
    });

    it('is free after its holder has closed the store', async () => {
      await first[lock].tryAcquire('bas_1');
      await first.close();
      expect(await second[lock].tryAcquire('bas_1')).not.toBeNull();
    });

    it('has nothing to do with the other lock', async () => {
      await first[lock].tryAcquire('bas_1');
      expect(
        await second[lock === 'workerLock' ? 'cardLock' : 'workerLock'].tryAcquire('bas_1'),
      ).not.toBeNull();
    });

    it('stays held while another handle comes and goes', async () => {
      await first[lock].tryAcquire('bas_1');
      await (await place.open()).close();
      expect(await second[lock].tryAcquire('bas_1')).toBeNull();
    });

    it('keeps nobody from adding syncs', async () => {
      await first[lock].tryAcquire('bas_1');
      expect(await second.syncs.list(1)).toEqual([]);
      await second.syncs.saveLearnedAboutBase(
        { domain: '', appId: '', baseToken: '', tables: '' },
        nothingLearned,
      );
    });
  });
  it(`WorkerLock: ${name} comes with the stores to work through, and is not lost`, async () => {
    const place = await createPlace();
    try {
      const store = await place.open();
      const held = await store.workerLock.tryAcquire('bas_1');
      await store.syncs.addUpload(upload('a'));
      expect(await held?.syncs.start('a')).toBe(1);
      expect(await held?.journal.writtenByUpload('a')).toEqual([]);
      expect(held?.lost.aborted).toBe(false);
    } finally {
      await place.remove();
    }
  });
}

function releaseOf(held: Held | null): ReleaseLock {
  if (held === null) throw new Error('somebody else has the lock');
  return held.release;
}
