import { type Kysely, type Selectable, sql } from 'kysely';
import { writeKeyPrefix } from '../sync/queue/write-preview.ts';
import type { SyncRecord, SyncStatus } from '../sync/sync-record.ts';
import { fromJson, type JsonText } from './json-text.ts';
import type { Schema, SyncTable, TargetTable } from './schema.ts';

type SyncRow = Selectable<SyncTable> &
  Omit<Selectable<TargetTable>, 'id' | 'resolved_id'> & {
    undone_by: string | null;
    is_undone: number | null;
    written_by: string | null;
  };

/** An undo that ends so does not keep the sync from being taken back by another. */
export const withoutEffect: readonly SyncStatus[] = ['failed', 'canceled'];

/** A query for syncs with their targets; conditions and order are added by the caller. */
export function selectSyncs(db: Kysely<Schema>) {
  return db
    .selectFrom('syncs')
    .innerJoin('targets', 'targets.id', 'syncs.target_id')
    .selectAll('syncs')
    .select(['targets.domain', 'targets.app_id', 'targets.base_token', 'targets.tables'])
    .select((eb) =>
      eb
        .selectFrom('syncs as undo')
        .select('undo.id')
        .whereRef('undo.undoes', '=', 'syncs.id')
        .where('undo.status', 'not in', withoutEffect)
        .orderBy('undo.number', 'desc')
        .limit(1)
        .as('undone_by'),
    )
    .select((eb) =>
      eb
        .selectFrom('syncs as undo')
        .select((undo) => undo.lit(1).as('one'))
        .whereRef('undo.undoes', '=', 'syncs.id')
        .where('undo.status', 'in', ['succeeded', 'partial'])
        .limit(1)
        .as('is_undone'),
    )
    .select((eb) =>
      eb
        .selectFrom('syncs as writing')
        .select('writing.id')
        .where('writing.request_key', '=', sql<string>`${writeKeyPrefix} || ${eb.ref('syncs.id')}`)
        .as('written_by'),
    );
}

/** A row of `selectSyncs` as the record it was stored from. */
export function toSyncRecord(row: SyncRow): SyncRecord {
  return {
    id: row.id,
    number: row.number,
    uploadId: row.upload_id,
    kind: row.kind,
    rerunOf: row.rerun_of,
    previewOf: row.preview_of,
    undoes: row.undoes,
    undoneBy: row.undone_by,
    isUndone: row.is_undone === 1,
    writtenBy: row.written_by,
    source: row.source,
    origin: parsedOrNull(row.origin),
    askedBy: row.asked_by === null ? null : { name: row.asked_by, openId: row.asked_open_id },
    fileId: row.file_id,
    fileName: row.file_name,
    dryRun: row.dry_run === 1,
    input: fromJson(row.input),
    target: { domain: row.domain, appId: row.app_id, baseToken: row.base_token, tables: row.tables },
    status: row.status,
    progress: { phase: row.phase, done: row.done, total: row.total },
    needs: parsedOrNull(row.needs),
    // Of a sync that waits it is kept in case that somebody cancels it.
    summary: row.finished_at === null ? null : parsedOrNull(row.summary),
    error: parsedOrNull(row.error),
    lastWait: parsedOrNull(row.last_wait),
    cancelRequested: row.cancel_requested === 1,
    createdAt: new Date(row.created_at),
    finishedAt: row.finished_at === null ? null : new Date(row.finished_at),
  };
}

function parsedOrNull<Value>(text: JsonText<Value> | null): Value | null {
  return text === null ? null : fromJson(text);
}
