import type Router from '@koa/router';
import { refuse } from './answers/refuse.ts';
import type { AppDeps } from './app-deps.ts';
import { metricsText } from './metrics-text.ts';

/** Metrics look at so many of the newest syncs. */
const syncsCounted = 1000;

/** What machines ask: whether the process is up, whether it can work, how it is doing. */
export function addOperationRoutes(router: Router, deps: AppDeps): void {
  router.get('/healthz', (ctx) => {
    ctx.body = { ok: true, version: deps.version };
  });

  router.get('/readyz', async (ctx) => {
    try {
      await deps.syncs.list(1);
      ctx.body = { ok: true };
    } catch (error) {
      deps.log.error({ err: error }, 'the store does not answer');
      refuse(ctx, 'not_ready');
    }
  });

  router.get('/metrics', async (ctx) => {
    ctx.type = 'text/plain; version=0.0.4; charset=utf-8';
    ctx.body = metricsText(await deps.syncs.list(syncsCounted), process.memoryUsage.rss());
  });
}
