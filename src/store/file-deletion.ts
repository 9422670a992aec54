import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import { chunks } from './chunks.ts';
import { deletePieces } from './file-pieces.ts';
import { fromJson, toJson } from './json-text.ts';
import type { Schema } from './schema.ts';
import { deleteChanges } from './sync-changes.ts';
import { withoutTexts } from './without-texts.ts';

const idsPerQuery = 500;

/**
 * Deletes files for good: one that came from chat is not downloaded again either, because its journal goes with it and
 * nothing would say any more which of its rows have been written.
 * @returns how many there were
 */
export async function deleteFiles(
  transaction: Transaction<Schema>,
  fileIds: readonly string[],
): Promise<number> {
  let count = 0;
  for (const ids of chunks(fileIds, idsPerQuery)) {
    count += await deletePieces(transaction, ids);
    await forgetContents(transaction, ids);
  }
  return count;
}

/** What its syncs have taken from a file that is gone goes too, and so does the way back to its message. */
async function forgetContents(transaction: Transaction<Schema>, fileIds: readonly string[]): Promise<void> {
  const syncs = await transaction
    .selectFrom('syncs')
    .select(['id', 'origin', 'summary'])
    .where('file_id', 'in', fileIds)
    .execute();
  for (const { id, origin, summary } of syncs) {
    await deleteChanges(transaction, id);
    await transaction
      .updateTable('syncs')
      .set({
        origin: origin === null ? null : toJson({ ...fromJson(origin), file: null }),
        summary: withoutTexts(summary),
      })
      .where('id', '=', id)
      .execute();
  }
}

/** Without its file an upload cannot be written any more, so its journal may go bit by bit. */
export async function deleteJournals(db: Kysely<Schema>): Promise<void> {
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
