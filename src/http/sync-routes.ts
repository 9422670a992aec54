import { Readable } from 'node:stream';
import type Router from '@koa/router';
import { z } from 'zod';
import { limits } from '../roster/limits.ts';
import { sandboxNotice } from '../wording/sandbox-notice.ts';
import type { AskerOf } from './access/authentication.ts';
import type { AppDeps } from './app-deps.ts';
import { findSync } from './find-sync.ts';
import { syncEvents } from './sync-events.ts';
import { summarizeSync, viewSync } from './view-sync.ts';

const limitQuery = z.coerce.number().int().min(1).max(100).catch(20);

/** Everything that reads syncs: the list, one sync, its course of events. */
export function addSyncRoutes(router: Router, deps: AppDeps, askerOf: AskerOf): void {
  const { syncs, sandbox, botNotice, access } = deps;

  router.get('/api/syncs', async (ctx) => {
    const newest = await syncs.list(limitQuery.parse(ctx.query.limit));
    ctx.body = {
      notice: sandbox ? sandboxNotice : null,
      botNotice,
      canLogOut: access.kind !== 'this_machine',
      loggedInAs: askerOf(ctx)?.name ?? null,
      maxFileBytes: limits.bytes,
      syncs: await Promise.all(newest.map((sync) => summarizeSync(deps, sync))),
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
