import type Router from '@koa/router';
import { readFirstRecords } from '../roster/read/read-raw-tables.ts';
import type { RosterFile } from '../roster/roster.ts';
import type { SyncRecord } from '../sync/sync-record.ts';
import { aliasesOf } from '../sync/upload-rules.ts';
import { refuse } from './answers/refuse.ts';
import type { AppDeps } from './app-deps.ts';
import { findSync } from './find-sync.ts';
import { firstRowsJson } from './first-rows-json.ts';

const rowsShown = 5;

/** The first rows of the file of a sync, as long as the file is kept. */
export function addFirstRowsRoute(router: Router, { syncs, extraAliases }: AppDeps): void {
  router.get('/api/syncs/:id/first-rows', async (ctx) => {
    const sync = await findSync(ctx, syncs);
    if (sync === null) return;
    const bytes = await syncs.readFile(sync.fileId);
    // A file in chat is downloaded when its turn comes, and never if it is canceled before.
    if (bytes === null) return refuse(ctx, sync.summary === null ? 'not_planned' : 'file_deleted');
    const { columns } = await syncs.settledRules(sync.uploadId);
    const tables = await readFirstRecords(bytes, aliasesOf(columns ?? { extraAliases }), rowsShown);
    ctx.body = firstRowsJson(tables ?? [], await seenFile(sync));
  });

  async function seenFile({ id }: SyncRecord): Promise<RosterFile | null> {
    const report = await syncs.readReportStart(id);
    return report?.file ?? (await syncs.readChanges(id, null, 1))?.file ?? null;
  }
}
