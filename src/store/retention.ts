import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { SyncStore } from '../sync/sync-store.ts';
import type { Schema } from './schema.ts';

/**
 * Deletes what holds personal data. A report goes with its sync; file and journal go with the last sync of their
 * upload, because whoever can rerun it must also know which rows have been written.
 */
export function createRetention(db: Kysely<Schema>): Pick<SyncStore, 'deleteOld'> {
  return {
    async deleteOld(before) {
      const expired = await deleteReports(db, before.getTime());
      await deleteFiles(db, before.getTime());
      await deleteJournals(db);
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
      .returning('id')
      .execute();
    for (const { id } of expired) {
      await transaction.deleteFrom('reports').where('sync_id', '=', id).execute();
    }
    return expired.length;
  });
}

async function deleteFiles(db: Kysely<Schema>, before: number): Promise<void> {
  await db
    .deleteFrom('files')
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
    .execute();
}

/** Without its file an upload cannot be written any more, so its journal may go bit by bit. */
async function deleteJournals(db: Kysely<Schema>): Promise<void> {
  const intents = await db
    .selectFrom('intents')
    .innerJoin('syncs', 'syncs.id', 'intents.sync_id')
    .leftJoin('files', 'files.id', 'syncs.file_id')
    .select('intents.number')
    .where('files.id', 'is', null)
    .execute();
  for (const { number } of intents) {
    await db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('written_rows').where('intent_number', '=', number).execute();
      await transaction.deleteFrom('intents').where('number', '=', number).execute();
    });
    await nextTurn();
  }
}
