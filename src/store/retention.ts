import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import type { SyncError } from '../sync/sync-record.ts';
import type { SyncStore } from '../sync/sync-store.ts';
import type { Database } from './database.ts';
import { deleteFiles, deleteJournals } from './file-deletion.ts';
import { deleteLostPieces } from './file-pieces.ts';
import { fromJson, type JsonText, toJson } from './json-text.ts';
import type { Schema } from './schema.ts';
import { deleteChanges } from './sync-changes.ts';
import { withoutTexts } from './without-texts.ts';

/**
 * Deletes what holds personal data. A report goes with its sync; file and journal go with the last sync of their
 * upload, because whoever can rerun it must also know which rows have been written.
 * @param cleanUp takes what has been deleted off the disk; where others are at work that is left to the next time
 */
export function createRetention(
  db: Kysely<Schema>,
  cleanUp: Database<Schema>['cleanUp'],
): Pick<SyncStore, 'deleteOld'> {
  return {
    async deleteOld(before) {
      const expired = await deleteReports(db, before.getTime());
      await deleteOldFiles(db, before.getTime());
      await deleteLostPieces(db);
      await deleteJournals(db);
      await cleanUp();
      return expired;
    },
  };
}

/** @returns how many syncs have become too old since the last time */
function deleteReports(db: Kysely<Schema>, before: number): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const expired = await transaction
      .updateTable('syncs')
      .set({ expired: 1 })
      .where('finished_at', '<', before)
      .where('expired', '=', 0)
      .returning(['id', 'error', 'summary'])
      .execute();
    for (const { id, error, summary } of expired) {
      await transaction.deleteFrom('reports').where('sync_id', '=', id).execute();
      await deleteChanges(transaction, id);
      await transaction
        .updateTable('syncs')
        .set({ error: withoutCells(error), summary: withoutTexts(summary) })
        .where('id', '=', id)
        .execute();
    }
    return expired.length;
  });
}

/** In a file without a header its first row was taken for one, and that may be a person. */
function withoutCells(error: JsonText<SyncError> | null): JsonText<SyncError> | null {
  const stated = error === null ? null : fromJson(error);
  if (stated?.kind !== 'file' || stated.refusal.code !== 'columns_missing') return error;
  return toJson<SyncError>({ kind: 'file', refusal: { ...stated.refusal, found: [] } });
}

/** One at a time: overwriting megabytes takes a while, and others want to write in between. */
async function deleteOldFiles(db: Kysely<Schema>, before: number): Promise<void> {
  while (await db.transaction().execute((transaction) => deleteOldFile(transaction, before)))
    await nextTurn();
}

/** @returns false if there is none */
async function deleteOldFile(transaction: Transaction<Schema>, before: number): Promise<boolean> {
  const unused = await transaction
    .selectFrom('files')
    .select('id')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('syncs')
            .select('syncs.id')
            .whereRef('syncs.file_id', '=', 'files.id')
            .where((eb) => eb.or([eb('finished_at', 'is', null), eb('finished_at', '>=', before)])),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst();
  if (unused === undefined) return false;
  await deleteFiles(transaction, [unused.id]);
  return true;
}
