import type { Kysely } from 'kysely';
import type { SyncStore } from '../sync/sync-store.ts';
import { readPieces } from './file-pieces.ts';
import type { Schema } from './schema.ts';
import { selectSyncs, toSyncRecord } from './sync-records.ts';
import { searchSyncs } from './sync-search.ts';
import { findTargets } from './targets.ts';

/** What can be looked up about syncs, whoever works on them. */
export function createSyncReading(
  db: Kysely<Schema>,
): Pick<
  SyncStore,
  | 'get'
  | 'getByNumber'
  | 'list'
  | 'search'
  | 'listInChat'
  | 'listLater'
  | 'listFinished'
  | 'hasFile'
  | 'readFile'
> {
  return {
    async get(id) {
      const row = await selectSyncs(db).where('syncs.id', '=', id).executeTakeFirst();
      return row === undefined ? null : toSyncRecord(row);
    },
    async getByNumber(number) {
      const row = await selectSyncs(db).where('syncs.number', '=', number).executeTakeFirst();
      return row === undefined ? null : toSyncRecord(row);
    },
    async list(limit) {
      const rows = await selectSyncs(db).orderBy('syncs.number', 'desc').limit(limit).execute();
      return rows.map(toSyncRecord);
    },
    search: (query, limit) => searchSyncs(db, query, limit),
    async listInChat({ chatId, openId }, limit) {
      const rows = await selectSyncs(db)
        .where((eb) => eb.or([eb('syncs.chat_id', '=', chatId), eb('syncs.open_id', '=', openId)]))
        .orderBy('syncs.number', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toSyncRecord);
    },
    async listLater({ number, createdAt, target, uploadId }) {
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return [];
      const rows = await selectSyncs(db)
        .where('syncs.finished_at', 'is not', null)
        // The machine's clock may have been set back meanwhile.
        .where((eb) =>
          eb.or([eb('syncs.number', '>', number), eb('syncs.finished_at', '>=', createdAt.getTime())]),
        )
        .where('syncs.target_id', 'in', targetIds)
        .where('syncs.upload_id', '!=', uploadId)
        .where('syncs.kind', '=', 'sync')
        .where('syncs.dry_run', '=', 0)
        .orderBy('syncs.number')
        .execute();
      return rows.map(toSyncRecord);
    },
    async listFinished(target, before, limit) {
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return [];
      const rows = await selectSyncs(db)
        .where('target_id', 'in', targetIds)
        .where('syncs.number', '<', before)
        .where('kind', '=', 'sync')
        .where('dry_run', '=', 0)
        .where('status', 'in', ['succeeded', 'partial', 'failed'])
        .where('error', 'is', null)
        .orderBy('syncs.number', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toSyncRecord);
    },
    async hasFile(fileId) {
      const file = await db.selectFrom('files').select('id').where('id', '=', fileId).executeTakeFirst();
      return file !== undefined;
    },
    readFile: (fileId) => readPieces(db, fileId),
  };
}
