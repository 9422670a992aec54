import type Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { longestSought, soughtOf } from '../sync/search.ts';
import { changeKinds } from '../sync/sync-changes.ts';
import type { SyncRecord } from '../sync/sync-record.ts';
import { refuse } from './answers/refuse.ts';
import type { AppDeps } from './app-deps.ts';
import { changesJson } from './changes-json.ts';
import { findSync } from './find-sync.ts';
import { sendSpreadsheet } from './send-spreadsheet.ts';

const changesQuery = z.object({
  kind: z.enum(changeKinds).nullable().catch(null),
  q: z.string().max(longestSought).catch(''),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});

/** What a sync does to each row: of a preview, of one that has to ask, and of a finished one. */
export function addChangesRoutes(router: Router, deps: AppDeps): void {
  const { syncs } = deps;

  router.get('/api/syncs/:id/changes', async (ctx) => {
    const sync = await findSync(ctx, syncs);
    if (sync === null) return;
    const { kind, q, page } = changesQuery.parse(ctx.query);
    const sought = soughtOf(q);
    const changes =
      sought === ''
        ? await syncs.readChanges(sync.id, kind, page)
        : await syncs.searchChanges(sync.id, { sought, kind, page });
    if (changes !== null) ctx.body = changesJson(changes);
    else await refuseChanges(ctx, sync);
  });

  router.get('/api/syncs/:id/changes.xlsx', async (ctx) => {
    const sync = await findSync(ctx, syncs);
    if (sync === null) return;
    const changes = await syncs.readChanges(sync.id, null, 1);
    if (changes !== null) sendSpreadsheet(ctx, deps, 'changes', sync);
    else await refuseChanges(ctx, sync);
  });

  async function refuseChanges(ctx: Context, sync: SyncRecord): Promise<void> {
    refuse(ctx, (await isDeleted(sync)) ? 'file_deleted' : 'not_planned');
  }

  /** A sync that has an account of itself has had a plan. */
  async function isDeleted({ id, finishedAt, summary }: SyncRecord): Promise<boolean> {
    return finishedAt !== null && summary !== null && (await syncs.hasFailures(id)) === null;
  }
}
