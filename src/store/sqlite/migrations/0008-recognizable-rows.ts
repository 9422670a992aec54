import { type Kysely, sql } from 'kysely';

interface Stored {
  reports: { sync_id: string; failures: string; warnings: string };
  syncs: { id: string; summary: string | null; needs: string | null; error: string | null };
}

/**
 * Reports say in which sheet a row stands and what it is recognized by, which rows are no enrollment, and what was seen of the
 * file. What older ones do not know stays empty.
 */
export async function up(db: Kysely<Stored>): Promise<void> {
  await db.schema
    .alterTable('reports')
    .addColumn('not_enrolled', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
  await db.schema.alterTable('reports').addColumn('file', 'text').execute();
  for (const report of await db.selectFrom('reports').selectAll().execute()) {
    const failures = rowsOf(report.failures).map((row) => ({
      sheet: null,
      nickname: '',
      value: null,
      ...row,
    }));
    const warnings = rowsOf(report.warnings)
      .filter(({ code }) => code !== 'duplicate_column')
      .map((row) => ({ sheet: null, ...row }));
    await db
      .updateTable('reports')
      .set({ failures: JSON.stringify(failures), warnings: JSON.stringify(warnings) })
      .where('sync_id', '=', report.sync_id)
      .execute();
  }
  await db
    .updateTable('syncs')
    .set({
      summary: sql`json_patch('{"enrollmentsUpdated":0,"rowsNotEnrolled":0,"footers":{"count":0,"texts":[]}}', summary)`,
    })
    .where('summary', 'is not', null)
    .execute();
  await db
    .updateTable('syncs')
    .set({ needs: sql`json_patch('{"sheets":[]}', needs)` })
    .where('needs', 'is not', null)
    .execute();
  for (const { id, error } of await db.selectFrom('syncs').select(['id', 'error']).execute()) {
    if (error === null) continue;
    await db
      .updateTable('syncs')
      .set({ error: JSON.stringify(withNewCodes(JSON.parse(error))) })
      .where('id', '=', id)
      .execute();
  }
}

function rowsOf(text: string): Record<string, unknown>[] {
  return JSON.parse(text);
}

type Refusal = Record<string, unknown> & { code: string };

interface StoredError {
  kind: string;
  refusal?: Refusal;
}

/** Some kinds of files have codes of their own now, and refusals name the sheets that were looked at. */
function withNewCodes(error: StoredError): StoredError {
  const { refusal } = error;
  if (error.kind !== 'file' || refusal === undefined) return error;
  return { ...error, refusal: newRefusal(refusal) };
}

function newRefusal(refusal: Refusal): Refusal {
  if (refusal.code === 'columns_missing') return { sheets: [], ...refusal };
  if (refusal.code !== 'not_a_roster') return refusal;
  switch (refusal.looksLike) {
    case 'xls':
      return { code: 'old_xls' };
    case 'archive':
      return { code: 'archive' };
    case 'image':
    case 'pdf':
    case 'word':
      return { code: 'other_format', format: refusal.looksLike };
    default:
      return { sheets: [], ...refusal };
  }
}
