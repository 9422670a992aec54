import Router from '@koa/router';
import Koa, { type Context } from 'koa';
import { createAuthentication, whoAsksAt } from './access/authentication.ts';
import { type Client, clientOf } from './access/client.ts';
import { guard } from './access/guard.ts';
import { createLimits } from './access/limits.ts';
import { securityHeaders } from './access/security-headers.ts';
import { sessionKey } from './access/session-key.ts';
import { addActionRoutes } from './action-routes.ts';
import { answerErrors } from './answer-errors.ts';
import type { AppDeps } from './app-deps.ts';
import { bodyCheckMs, endIdleBodies } from './body/end-idle-bodies.ts';
import { addChangesRoutes } from './changes-routes.ts';
import { addCheckRoute } from './check-route.ts';
import { addEventRoute } from './event-route.ts';
import { addFailuresRoutes } from './failures-routes.ts';
import { addLoginRoutes } from './login/login-routes.ts';
import { addOperationRoutes } from './operation-routes.ts';
import { requestLog } from './request-log.ts';
import { addSubmitRoute } from './submit-route.ts';
import { addSyncRoutes } from './sync-routes.ts';
import { addUploadPage } from './upload-page.ts';

/** How a connection ends that the other side closes in the middle of an answer, which is nobody's fault. */
const readerLeft: ReadonlySet<string> = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE']);

/** Page and API over the queue of syncs; not yet listening. */
export function createApp(deps: AppDeps): Koa {
  const app = new Koa();
  const limits = createLimits(deps.sharedLimiter);
  const readClient = (ctx: Context) => readClientOf(ctx, deps.publicUrl);
  const { access, now } = deps;
  if (access.kind !== 'this_machine')
    app.keys = sessionKey(access.secret, access.kind === 'password' ? access.password : access.allowed);
  const authentication = createAuthentication(access, { limits, clientOf: readClient, now });
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (!readerLeft.has(error.code ?? '')) deps.log.error({ err: error }, 'answer broken off');
  });
  app.use(endIdleBodies(bodyCheckMs));
  app.use(requestLog(deps.log)).use(securityHeaders((ctx) => readClient(ctx).isHttps));
  app.use(answerErrors(deps.log)).use(guard(authentication, deps.publicUrl));
  if (deps.sandboxPages !== null) app.use(deps.sandboxPages);

  const router = new Router();
  const who = whoAsksAt(authentication);
  const { askerOf } = who;
  if (authentication.kind !== 'this_machine') addLoginRoutes(router, authentication, deps);
  addOperationRoutes(router, deps);
  addEventRoute(router, deps, { limit: limits.forgedEvents, clientOf: readClient });
  addCheckRoute(router, deps.checkConnection);
  addUploadPage(router);
  addSubmitRoute(router, deps, { limit: limits.uploads, clientOf: readClient }, askerOf);
  addSyncRoutes(router, deps, askerOf);
  addFailuresRoutes(router, deps);
  addChangesRoutes(router, deps);
  addActionRoutes(router, deps, who);
  app.use(router.routes()).use(router.allowedMethods());
  return app;
}

function readClientOf(ctx: Context, publicUrl: string | null): Client {
  const { remoteAddress: peer } = ctx.req.socket;
  const [forwardedFor, forwardedProto] = [ctx.get('X-Forwarded-For'), ctx.get('X-Forwarded-Proto')];
  return clientOf({ peer, forwardedFor, forwardedProto }, publicUrl);
}
