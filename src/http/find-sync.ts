import type { Context } from 'koa';
import type { SyncRecord } from '../sync/sync-record.ts';
import type { SyncStore } from '../sync/sync-store.ts';
import { refuse } from './answers/refuse.ts';

/** The sync that the address names; null after the request has been refused. */
export async function findSync(ctx: Context, syncs: SyncStore): Promise<SyncRecord | null> {
  const { id } = ctx.params;
  const sync = typeof id === 'string' ? await syncs.get(id) : null;
  if (sync === null) refuse(ctx, 'sync_not_found');
  return sync;
}
