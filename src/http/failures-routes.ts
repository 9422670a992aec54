import type Router from '@koa/router';
import type { Context } from 'koa';
import type { SyncRecord } from '../sync/sync-record.ts';
import { refuse } from './answers/refuse.ts';
import type { AppDeps } from './app-deps.ts';
import { findSync } from './find-sync.ts';
import { sendSpreadsheet, sendWholeSpreadsheet } from './send-spreadsheet.ts';

/** The failed rows of a sync as files, to be corrected and sent back. */
export function addFailuresRoutes(router: Router, deps: AppDeps): void {
  router.get('/api/syncs/:id/failures.csv', async (ctx) => {
    const sync = await findFailed(ctx, deps);
    if (sync !== null) await sendWholeSpreadsheet(ctx, deps, 'failures_csv', sync);
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
  const hasFailures = await syncs.hasFailures(sync.id);
  if (!(hasFailures ?? (sync.summary?.rowsFailed ?? 0) > 0)) return refused(ctx, 'no_failures');
  const isThere = hasFailures !== null && (await syncs.hasFile(sync.fileId));
  return isThere ? sync : refused(ctx, 'file_deleted');
}

function refused(ctx: Context, code: Parameters<typeof refuse>[1]): null {
  refuse(ctx, code);
  return null;
}
