import type { Kysely, Transaction } from 'kysely';
import { type ReportLists, type ReportStart, restOf, startOf } from '../sync/report-start.ts';
import type { SyncReport } from '../sync/sync-report.ts';
import type { SyncStore } from '../sync/sync-store.ts';
import { fromJson, toJson } from './json-text.ts';
import type { ReportTable, Schema } from './schema.ts';

/** What finished syncs have to say of their rows. */
export function createReports(
  db: Kysely<Schema>,
): Pick<SyncStore, 'readReport' | 'readReportStart' | 'hasFailures'> {
  return {
    async readReport(id) {
      const row = await ofFinished(db, id)
        .select([...startColumns, 'reports.rest'])
        .executeTakeFirst();
      if (row === undefined || row.summary === null) return null;
      return { summary: fromJson(row.summary), ...wholeLists(row), file: fileOf(row) };
    },
    async readReportStart(id) {
      const row = await ofFinished(db, id).select(startColumns).executeTakeFirst();
      return row === undefined || row.summary === null ? null : startIn(row);
    },
    async hasFailures(id) {
      const row = await ofFinished(db, id)
        .select((eb) => eb('reports.failures', '!=', toJson([])).as('has'))
        .where('syncs.summary', 'is not', null)
        .executeTakeFirst();
      return row === undefined ? null : Boolean(row.has);
    },
  };
}

const startColumns = [
  'syncs.summary',
  'reports.failures',
  'reports.warnings',
  'reports.not_enrolled',
  'reports.file',
  'reports.undone',
  'reports.failed',
] as const;

function ofFinished(db: Kysely<Schema>, id: string) {
  return db
    .selectFrom('reports')
    .innerJoin('syncs', 'syncs.id', 'reports.sync_id')
    .where('reports.sync_id', '=', id)
    .where('syncs.finished_at', 'is not', null);
}

/** An earlier version has kept all in one, and counted nothing. */
function startIn(row: Omit<ReportTable, 'sync_id' | 'rest'>): ReportStart {
  const kept = { ...listsOf(row), file: fileOf(row) };
  return row.failed === null ? startOf(kept) : { ...kept, failed: fromJson(row.failed) };
}

function wholeLists(row: Omit<ReportTable, 'sync_id'>): ReportLists {
  const start = listsOf(row);
  if (row.rest === null) return start;
  const rest = fromJson(row.rest);
  return {
    failures: [...start.failures, ...rest.failures],
    warnings: [...start.warnings, ...rest.warnings],
    notEnrolled: [...start.notEnrolled, ...rest.notEnrolled],
    ...(start.undone && { undone: [...start.undone, ...(rest.undone ?? [])] }),
  };
}

/** Apart from what may be beyond them. */
export function listsOf({ failures, warnings, not_enrolled, undone }: ListColumns): ReportLists {
  return {
    failures: fromJson(failures),
    warnings: fromJson(warnings),
    notEnrolled: fromJson(not_enrolled),
    ...(undone === null ? {} : { undone: fromJson(undone) }),
  };
}

type ListColumns = Pick<ReportTable, 'failures' | 'warnings' | 'not_enrolled' | 'undone'>;

export function columnsOf({ failures, warnings, notEnrolled, undone }: ReportLists): ListColumns {
  return {
    failures: toJson(failures),
    warnings: toJson(warnings),
    not_enrolled: toJson(notEnrolled),
    undone: undone === undefined ? null : toJson(undone),
  };
}

function fileOf({ file }: Pick<ReportTable, 'file'>): SyncReport['file'] {
  return file === null ? null : fromJson(file);
}

/** In place of the one that an earlier wait has left. */
export async function keepReport(
  transaction: Transaction<Schema>,
  id: string,
  report: SyncReport | null,
): Promise<void> {
  await transaction.deleteFrom('reports').where('sync_id', '=', id).execute();
  if (report === null) return;
  const start = startOf(report);
  const rest = restOf(report);
  await transaction
    .insertInto('reports')
    .values({
      ...{ sync_id: id, ...columnsOf(start), failed: toJson(start.failed) },
      file: start.file === null ? null : toJson(start.file),
      rest: rest === null ? null : toJson(rest),
    })
    .execute();
}
