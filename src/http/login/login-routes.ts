import { fileURLToPath } from 'node:url';
import type Router from '@koa/router';
import { send } from '@koa/send';
import { sandboxNotice } from '../../wording/sandbox-notice.ts';
import type { LoginAuthentication } from '../access/authentication.ts';
import { seeOther } from '../answers/redirect.ts';
import type { AppDeps } from '../app-deps.ts';
import { addFeishuRoutes } from './feishu-routes.ts';
import { readLoginPage } from './login-page.ts';
import { addPasswordRoute } from './password-route.ts';
import { nextOf } from './safe-next.ts';

const pageFolder = fileURLToPath(new URL('../../../web/login/', import.meta.url));

/** The page on which one logs in, what happens there, and the way out. */
export function addLoginRoutes(
  router: Router,
  authentication: LoginAuthentication,
  { publicUrl, sandbox }: Pick<AppDeps, 'publicUrl' | 'sandbox'>,
): void {
  const { sessions } = authentication;
  const show = readLoginPage(`${pageFolder}${authentication.kind}.html`, sandbox ? sandboxNotice : '');
  router.get('/login', (ctx) => {
    const next = nextOf(ctx);
    if (sessions.read(ctx) !== null) return seeOther(ctx, next);
    show(ctx, { next, problem: null, openId: null });
  });
  for (const file of ['login.css', 'copy-open-id.js'])
    router.get(`/login/${file}`, (ctx) => send(ctx, file, { root: pageFolder }));
  if (authentication.kind === 'password') addPasswordRoute(router, authentication, show);
  else addFeishuRoutes(router, authentication, { show, publicUrl });
  router.post('/logout', (ctx) => {
    sessions.end(ctx);
    seeOther(ctx, '/login');
  });
}
