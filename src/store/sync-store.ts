import type { Kysely } from 'kysely';
import type { SyncStore } from '../sync/sync-store.ts';
import { createChangesSearch } from './changes-search.ts';
import type { Database } from './database.ts';
import { createEventForgetting } from './forget-events.ts';
import { createIdColumns } from './id-columns.ts';
import { createLearnedAboutBase } from './learned-about-base.ts';
import { createOperatorRequests } from './operator-requests.ts';
import { createReports } from './reports.ts';
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
 */
export function createSyncStore(
  db: Kysely<Schema>,
  { cleanUp, isShared }: Pick<Database<Schema>, 'cleanUp' | 'isShared'>,
): SyncStore {
  return {
    ...createSyncAdding(db),
    ...createSyncReading(db),
    ...createReports(db),
    ...createSyncChanges(db),
    ...createChangesSearch(db),
    ...createSyncQueue(db, isShared),
    ...createSyncSteps(db),
    ...createUploadRules(db),
    ...createOperatorRequests(db),
    ...createRetention(db, cleanUp),
    ...createEventForgetting(db),
    ...createLearnedAboutBase(db),
    ...createTargets(db),
    ...createSeenBefore(db),
    ...createIdColumns(db),
  };
}
