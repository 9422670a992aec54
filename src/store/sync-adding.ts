import type { Insertable, Kysely, Transaction } from 'kysely';
import type { SyncRecord, SyncTarget } from '../sync/sync-record.ts';
import type { NewRerun, NewUndo, NewUpload, SyncStore } from '../sync/sync-store.ts';
import { beginFile, keepFile } from './file-pieces.ts';
import { toJson } from './json-text.ts';
import type { Schema, SyncTable } from './schema.ts';
import { selectSyncs, toSyncRecord, withoutEffect } from './sync-records.ts';
import { keepSpelling } from './targets.ts';

/** How syncs come into the queue. */
export function createSyncAdding(db: Kysely<Schema>): Pick<SyncStore, 'addUpload' | 'addRerun' | 'addUndo'> {
  return {
    async addUpload(upload) {
      const { id, key, fileId, bytes, policies, target } = upload;
      const before = await findByKey(db, key);
      if (before !== null) return before;
      const file = bytes === null ? null : await beginFile(db, fileId, bytes);
      return db.transaction().execute(async (transaction) => {
        const known = await findByKey(transaction, key);
        if (known !== null) return known;
        if (file !== null) await keepFile(transaction, file);
        await transaction
          .insertInto('uploads')
          .values({ id, policies: toJson(policies), file_hash: file?.hash ?? null })
          .execute();
        return addSync(transaction, uploadedSync(upload), target);
      });
    },
    addRerun: (rerun) =>
      db.transaction().execute(async (transaction) => {
        const known = await findByKey(transaction, rerun.key);
        if (known !== null) return known;
        if (rerun.as === 'write_preview') await reopenCard(transaction, rerun.of.id);
        return addSync(transaction, repeatedSync(rerun), rerun.of.target);
      }),
    addUndo: (undo) =>
      db.transaction().execute(async (transaction) => {
        const known = (await findByKey(transaction, undo.key)) ?? (await findUndo(transaction, undo.of.id));
        if (known !== null) return { isNew: false, sync: known };
        await reopenCard(transaction, undo.of.id);
        return { isNew: true, sync: await addSync(transaction, undoingSync(undo), undo.of.target) };
      }),
  };
}

type NewSync = Omit<Insertable<SyncTable>, 'target_id'>;

function uploadedSync(upload: NewUpload): NewSync {
  return {
    ...newInQueue(upload),
    upload_id: upload.id,
    rerun_of: null,
    file_id: upload.fileId,
    file_name: upload.fileName,
    dry_run: upload.dryRun ? 1 : 0,
  };
}

function repeatedSync(rerun: NewRerun): NewSync {
  return {
    ...newInQueue(rerun),
    upload_id: rerun.of.uploadId,
    rerun_of: rerun.as === 'rerun' ? rerun.of.id : null,
    preview_of: rerun.as === 'write_preview' ? rerun.of.id : rerun.of.previewOf,
    file_id: rerun.of.fileId,
    file_name: rerun.of.fileName,
    dry_run: rerun.as === 'rerun' && rerun.of.dryRun ? 1 : 0,
  };
}

function undoingSync(undo: NewUndo): NewSync {
  return {
    ...newInQueue(undo),
    kind: 'undo',
    undoes: undo.of.id,
    upload_id: undo.of.uploadId,
    rerun_of: null,
    file_id: undo.of.fileId,
    file_name: undo.of.fileName,
    dry_run: 0,
  };
}

function newInQueue(sync: NewUpload | NewRerun | NewUndo) {
  return {
    id: sync.id,
    request_key: sync.key,
    source: sync.source,
    origin: sync.origin === null ? null : toJson(sync.origin),
    asked_by: sync.askedBy?.name ?? null,
    asked_open_id: sync.askedBy?.openId ?? null,
    input: toJson(sync.input),
    status: 'queued',
    ready_at: sync.createdAt.getTime(),
    starts: 0,
    phase: 'waiting',
    done: 0,
    total: 0,
    cancel_requested: 0,
    created_at: sync.createdAt.getTime(),
    expired: 0,
    card_open: sync.source === 'bot' ? 1 : 0,
  } as const;
}

/** Its card says what becomes of it, and offers it no more. */
async function reopenCard(transaction: Transaction<Schema>, id: string): Promise<void> {
  await transaction
    .updateTable('syncs')
    .set({ card_open: 1 })
    .where('id', '=', id)
    .where('card_message_id', 'is not', null)
    .execute();
}

async function findByKey(db: Kysely<Schema>, key: string | null): Promise<SyncRecord | null> {
  if (key === null) return null;
  const row = await selectSyncs(db).where('request_key', '=', key).executeTakeFirst();
  return row === undefined ? null : toSyncRecord(row);
}

async function findUndo(transaction: Transaction<Schema>, undoneId: string): Promise<SyncRecord | null> {
  const row = await selectSyncs(transaction)
    .where('syncs.undoes', '=', undoneId)
    .where('syncs.status', 'not in', withoutEffect)
    .executeTakeFirst();
  return row === undefined ? null : toSyncRecord(row);
}

async function addSync(
  transaction: Transaction<Schema>,
  sync: NewSync,
  target: SyncTarget,
): Promise<SyncRecord> {
  const targetId = await keepSpelling(transaction, target);
  await transaction
    .insertInto('syncs')
    .values({ ...sync, target_id: targetId })
    .execute();
  return toSyncRecord(
    await selectSyncs(transaction).where('syncs.id', '=', sync.id).executeTakeFirstOrThrow(),
  );
}
