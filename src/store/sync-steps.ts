import type { Kysely } from 'kysely';
import type { SyncReport } from '../sync/sync-report.ts';
import type { SyncStore } from '../sync/sync-store.ts';
import { beginFile, keepFile } from './file-pieces.ts';
import { toJson } from './json-text.ts';
import { keepReport } from './reports.ts';
import type { Schema } from './schema.ts';
import { keepChanges } from './sync-changes.ts';

/** What the worker writes down while it works on a sync. */
export function createSyncSteps(
  db: Kysely<Schema>,
): Pick<SyncStore, 'start' | 'saveFile' | 'saveProgress' | 'waitForInput' | 'waitForNextTry' | 'finish'> {
  return {
    async start(id) {
      const started = await db
        .updateTable('syncs')
        .set((eb) => ({ status: 'running', starts: eb('starts', '+', 1) }))
        .where('id', '=', id)
        .where('status', 'in', ['queued', 'running'])
        .returning('starts')
        .executeTakeFirst();
      return started?.starts ?? null;
    },
    async saveFile(fileId, bytes) {
      const file = await beginFile(db, fileId, bytes);
      await db.transaction().execute(async (transaction) => {
        await keepFile(transaction, file);
        await transaction
          .updateTable('uploads')
          .set({ file_hash: file.hash })
          .where('id', 'in', (eb) => eb.selectFrom('syncs').select('upload_id').where('file_id', '=', fileId))
          .execute();
      });
    },
    async saveProgress(id, { phase, done, total }) {
      await db
        .updateTable('syncs')
        .set((eb) => ({
          phase,
          total,
          done: eb.case().when('done', '<', done).then(eb.val(done)).else(eb.ref('done')).end(),
        }))
        .where('id', '=', id)
        .where('status', '=', 'running')
        .execute();
    },
    waitForInput: (id, needs, changes) =>
      db.transaction().execute(async (transaction) => {
        const waiting = await transaction
          .updateTable('syncs')
          .set({ status: 'needs_input', phase: 'waiting', needs: toJson(needs), last_wait: null })
          .where('id', '=', id)
          .where('status', '=', 'running')
          .where('cancel_requested', '=', 0)
          .executeTakeFirst();
        if (waiting.numUpdatedRows === 0n) return false;
        await keepChanges(transaction, id, changes);
        return true;
      }),
    waitForNextTry: (id, wait, report, changes) =>
      db.transaction().execute(async (transaction) => {
        const waiting = await transaction
          .updateTable('syncs')
          .set({ status: 'queued', starts: 0, last_wait: toJson(wait), summary: summaryOf(report) })
          .where('id', '=', id)
          .where('status', '=', 'running')
          .where('cancel_requested', '=', 0)
          .executeTakeFirst();
        if (waiting.numUpdatedRows === 0n) return false;
        await keepReport(transaction, id, report);
        await keepChanges(transaction, id, changes);
        return true;
      }),
    finish: (id, { status, report, changes, error }, at) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .updateTable('syncs')
          .set({
            status,
            phase: 'finished',
            needs: null,
            summary: summaryOf(report),
            error: error === null ? null : toJson(error),
            finished_at: at.getTime(),
          })
          .where('id', '=', id)
          .execute();
        await keepReport(transaction, id, report);
        await keepChanges(transaction, id, changes);
      }),
  };
}

function summaryOf(report: SyncReport | null) {
  return report === null ? null : toJson(report.summary);
}
