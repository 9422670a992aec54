import type Router from '@koa/router';
import { explainRefusal } from '../wording/explain-refusal.ts';
import { problemJson } from './answers/problem-json.ts';
import type { AppDeps } from './app-deps.ts';

/** What machines ask: whether the process is up, whether it can work, how it is doing. */
export function addOperationRoutes(router: Router, deps: AppDeps): void {
  router.get('/healthz', (ctx) => {
    ctx.body = { ok: true, version: deps.version };
  });

  // 503 only for what is ours: nobody should restart a sound process because Feishu is away.
  router.get('/readyz', async (ctx) => {
    const { isWorkerUp, feishu, bot } = deps.health();
    const ready = (await isStoreUp(deps)) && isWorkerUp;
    const refusal = ready ? {} : problemJson('not_ready', explainRefusal('not_ready'));
    ctx.set('Cache-Control', 'no-store');
    ctx.status = ready ? 200 : 503;
    ctx.body = { ready, feishu, bot, version: deps.version, ...refusal };
  });

  router.get('/metrics', async (ctx) => {
    ctx.type = deps.metrics.contentType;
    ctx.body = await deps.metrics.text();
  });
}

async function isStoreUp({ syncs, log }: AppDeps): Promise<boolean> {
  try {
    await syncs.list(1);
    return true;
  } catch (error) {
    log.error({ err: error }, 'the store does not answer');
    return false;
  }
}
