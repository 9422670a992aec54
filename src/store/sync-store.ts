import type { Kysely } from 'kysely';
import type { SyncStore } from '../sync/sync-store.ts';
import { createLearnedAboutBase } from './learned-about-base.ts';
import { createOperatorRequests } from './operator-requests.ts';
import { createRetention } from './retention.ts';
import type { Schema } from './schema.ts';
import { createSeenBefore } from './seen-before.ts';
import { createSyncAdding } from './sync-adding.ts';
import { createSyncChanges } from './sync-changes.ts';
import { createSyncQueue } from './sync-queue.ts';
import { createSyncReading } from './sync-reading.ts';
import { createSyncSteps } from './sync-steps.ts';
import { createTargets } from './targets.ts';
import { createUploadRules } from './upload-rules.ts';

/**
 * The queue of syncs in the database; every method is one statement or one short transaction.
 * @param truncateWal takes what has been deleted off the disk; false if it could not be done now
 */
export function createSyncStore(db: Kysely<Schema>, truncateWal: () => boolean): SyncStore {
  return {
    ...createSyncAdding(db),
    ...createSyncReading(db),
    ...createSyncChanges(db),
    ...createSyncQueue(db),
    ...createSyncSteps(db),
    ...createUploadRules(db),
    ...createOperatorRequests(db),
    ...createRetention(db, truncateWal),
    ...createLearnedAboutBase(db),
    ...createTargets(db),
    ...createSeenBefore(db),
  };
}
