import Router from '@koa/router';
import Koa from 'koa';
import { addActionRoutes } from './action-routes.ts';
import { answerErrors } from './answer-errors.ts';
import type { AppDeps } from './app-deps.ts';
import { addEventRoute } from './event-route.ts';
import { guard } from './guard.ts';
import { addOperationRoutes } from './operation-routes.ts';
import { requestLog } from './request-log.ts';
import { securityHeaders } from './security-headers.ts';
import { addSubmitRoute } from './submit-route.ts';
import { addSyncRoutes } from './sync-routes.ts';
import { addUploadPage } from './upload-page.ts';

/** How a connection ends that the other side closes in the middle of an answer, which is nobody's fault. */
const readerLeft: ReadonlySet<string> = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE']);

/** Page and API over the queue of syncs; not yet listening. */
export function createApp(deps: AppDeps): Koa {
  const router = new Router();
  addOperationRoutes(router, deps);
  addEventRoute(router, deps);
  addUploadPage(router);
  addSubmitRoute(router, deps);
  addSyncRoutes(router, deps);
  addActionRoutes(router, deps);

  const app = new Koa();
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (!readerLeft.has(error.code ?? '')) deps.log.error({ err: error }, 'answer broken off');
  });
  app.use(requestLog(deps.log)).use(securityHeaders).use(answerErrors(deps.log)).use(guard(deps.access));
  if (deps.sandboxPages !== null) app.use(deps.sandboxPages);
  app.use(router.routes()).use(router.allowedMethods());
  return app;
}
