import { Readable } from 'node:stream';
import type Router from '@koa/router';
import { z } from 'zod';
import { limits } from '../roster/limits.ts';
import { longestSought, soughtOf } from '../sync/search.ts';
import type { SyncStatus } from '../sync/sync-record.ts';
import { sandboxNotice } from '../wording/sandbox-notice.ts';
import type { AskerOf } from './access/authentication.ts';
import type { AppDeps } from './app-deps.ts';
import { findSync } from './find-sync.ts';
import { syncEvents } from './sync-events.ts';
import { summarizeSyncs, viewSync } from './view-sync.ts';

/** The states that people look for: one that waits for its turn is under way, too. */
const statusesByState = {
  needs_input: ['needs_input'],
  active: ['queued', 'running'],
  succeeded: ['succeeded'],
  partial: ['partial'],
  failed: ['failed'],
  canceled: ['canceled'],
} as const satisfies Record<string, readonly SyncStatus[]>;

const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).catch(20),
  q: z.string().max(longestSought).catch(''),
  state: z
    .enum(Object.keys(statusesByState) as (keyof typeof statusesByState)[])
    .nullable()
    .catch(null),
  before: z.coerce.number().int().min(1).nullable().catch(null),
});

/** Everything that reads syncs: the list, one sync, its course of events. */
export function addSyncRoutes(router: Router, deps: AppDeps, askerOf: AskerOf): void {
  const { syncs, sandbox, botNotice, access } = deps;

  router.get('/api/syncs', async (ctx) => {
    const { limit, q, state, before } = listQuery.parse(ctx.query);
    const statuses = state === null ? null : statusesByState[state];
    // One more than wanted tells whether there is more.
    const found = await syncs.search({ sought: soughtOf(q), statuses, before }, limit + 1);
    const shown = found.slice(0, limit);
    ctx.body = {
      notice: sandbox ? sandboxNotice : null,
      botNotice,
      canLogOut: access.kind !== 'this_machine',
      loggedInAs: askerOf(ctx)?.name ?? null,
      maxFileBytes: limits.bytes,
      syncs: await summarizeSyncs(deps, shown),
      nextBefore: found.length > limit ? (shown.at(-1)?.number ?? null) : null,
    };
  });

  router.get('/api/syncs/:id', async (ctx) => {
    const sync = await findSync(ctx, syncs);
    if (sync !== null) ctx.body = await viewSync(deps, sync);
  });

  router.get('/api/syncs/:id/events', async (ctx) => {
    const sync = await findSync(ctx, syncs);
    if (sync === null) return;
    ctx.set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      // Tells nginx to pass each event on at once.
      'X-Accel-Buffering': 'no',
    });
    const reader = new AbortController();
    ctx.res.once('close', () => reader.abort());
    ctx.body = Readable.from(syncEvents(deps, sync.id, reader.signal));
  });
}
