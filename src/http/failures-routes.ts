import { Readable } from 'node:stream';
import type Router from '@koa/router';
import type { Context } from 'koa';
import { readRawTables } from '../roster/read/read-raw-tables.ts';
import type { SyncRecord } from '../sync/sync-record.ts';
import { aliasesOf } from '../sync/upload-rules.ts';
import { downloadName } from '../wording/download-names.ts';
import { failuresCsv } from '../wording/failures-csv.ts';
import { refuse } from './answers/refuse.ts';
import type { AppDeps } from './app-deps.ts';
import { findSync } from './find-sync.ts';

/** The failed rows of a sync as files, to be corrected and sent back. */
export function addFailuresRoutes(router: Router, deps: AppDeps): void {
  const { syncs } = deps;

  router.get('/api/syncs/:id/failures.csv', async (ctx) => {
    const sync = await findFailed(ctx, deps);
    if (sync === null) return;
    const report = await syncs.readReport(sync.id);
    const bytes = await syncs.readFile(sync.fileId);
    if (report === null || bytes === null) return refuse(ctx, 'file_deleted');
    const { columns } = await syncs.settledRules(sync.uploadId);
    const raw = await readRawTables(bytes, aliasesOf(columns ?? deps));
    ctx.type = 'text/csv; charset=utf-8';
    ctx.attachment(downloadName('failures', sync.fileName, 'csv'), {
      fallback: `failures-${sync.number}.csv`,
    });
    ctx.body = Buffer.from(failuresCsv(raw, report.failures));
  });

  router.get('/api/syncs/:id/failures.xlsx', async (ctx) => {
    const sync = await findFailed(ctx, deps);
    if (sync !== null) sendSpreadsheet(ctx, deps, 'failures', sync);
  });
}

/** null after the request has been refused, because no row failed or because the rows are not there (any more). */
async function findFailed(ctx: Context, { syncs }: AppDeps): Promise<SyncRecord | null> {
  const sync = await findSync(ctx, syncs);
  if (sync === null) return null;
  if (sync.finishedAt === null) return refused(ctx, 'still_running');
  const report = await syncs.readReport(sync.id);
  if ((report?.failures.length ?? sync.summary?.rowsFailed ?? 0) === 0) return refused(ctx, 'no_failures');
  const isThere = report !== null && (await syncs.hasFile(sync.fileId));
  return isThere ? sync : refused(ctx, 'file_deleted');
}

function refused(ctx: Context, code: Parameters<typeof refuse>[1]): null {
  refuse(ctx, code);
  return null;
}

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Answers with an xlsx file of the sync, while it is being made. */
export function sendSpreadsheet(
  ctx: Context,
  { spreadsheet }: Pick<AppDeps, 'spreadsheet'>,
  kind: Parameters<AppDeps['spreadsheet']>[0],
  { id, number, fileName }: SyncRecord,
): void {
  ctx.attachment(downloadName(kind, fileName, 'xlsx'), { fallback: `${kind}-${number}.xlsx` });
  ctx.type = xlsxType;
  ctx.body = Readable.from(spreadsheet(kind, id), { objectMode: false });
}
