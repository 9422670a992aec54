import { onTestFinished } from 'vitest';
import type { SyncStatus } from '../../src/sync/sync-record.ts';
import type { SyncStore } from '../../src/sync/sync-store.ts';
import { type StorePlace, upload } from './store-place.ts';
import { into } from './sync-states.ts';

/** An empty store for the test that is running; it is removed when the test ends. */
export async function openSyncs(
  createPlace: () => Promise<StorePlace>,
): Promise<{ place: StorePlace; syncs: SyncStore }> {
  const place = await createPlace();
  onTestFinished(() => place.remove());
  const { syncs } = await place.open();
  return { place, syncs };
}

/** Adds uploads, named by their ids, as `upload` describes them. */
export function addTo(syncs: () => SyncStore) {
  const added = (id: string, minute = 0) => syncs().addUpload(upload(id, minute));
  return {
    added,
    /** Adds one and takes it to a status. */
    async addedInto(status: SyncStatus, id: string, minute = 0): Promise<void> {
      await added(id, minute);
      await into[status](syncs(), id);
    },
  };
}
