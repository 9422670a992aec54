import { fileURLToPath } from 'node:url';
import type Router from '@koa/router';
import { send } from '@koa/send';
import type { Context } from 'koa';
import { koaBody } from 'koa-body';
import { z } from 'zod';
import { explainRefusal, type RefusalCode } from '../../wording/explain-refusal.ts';
import type { Client } from '../access/client.ts';
import type { PasswordCheck } from '../access/password-check.ts';
import type { Sessions } from '../access/sessions.ts';
import { refusalStatus } from '../refuse.ts';
import { seeOther } from '../see-other.ts';
import { type LoginPage, readLoginPage } from './login-page.ts';
import { safeNext } from './safe-next.ts';

export interface LoginDeps {
  sessions: Sessions;
  checkPassword: PasswordCheck;
  clientOf: (ctx: Context) => Client;
}

const pageFolder = fileURLToPath(new URL('../../../web/login/', import.meta.url));
const readForm = koaBody({ json: false, text: false, multipart: false, formLimit: '16kb' });
const Form = z.object({ password: z.string().catch(''), next: z.string().optional().catch(undefined) });

/** The form, what it sends, and the way out. */
export function addLoginRoutes(router: Router, deps: LoginDeps): void {
  const page = readLoginPage(`${pageFolder}login.html`);
  router.get('/login', (ctx) => {
    const next = safeNext([ctx.query.next].flat()[0]);
    if (deps.sessions.read(ctx) !== null) return seeOther(ctx, next);
    show(ctx, page, { next, problem: null });
  });
  router.get('/login/login.css', (ctx) => send(ctx, 'login.css', { root: pageFolder }));
  router.post('/login', readForm, (ctx) => logIn(ctx, deps, page));
  router.post('/logout', (ctx) => {
    deps.sessions.end(ctx);
    seeOther(ctx, '/login');
  });
}

async function logIn(ctx: Context, { sessions, checkPassword, clientOf }: LoginDeps, page: LoginPage) {
  const form = Form.parse(ctx.request.body ?? {});
  const next = safeNext(form.next);
  const outcome = await checkPassword(clientOf(ctx).address, form.password);
  switch (outcome.kind) {
    case 'right':
      sessions.start(ctx);
      return seeOther(ctx, next);
    case 'wrong':
      return show(ctx, page, { next, problem: 'wrong_password' });
    case 'too_many_tries':
      ctx.set('Retry-After', String(outcome.seconds));
      return show(ctx, page, { next, problem: 'too_many_tries' });
  }
}

function show(
  ctx: Context,
  page: LoginPage,
  { next, problem }: { next: string; problem: RefusalCode | null },
): void {
  const { message, hint = '' } = problem === null ? { message: '' } : explainRefusal(problem);
  if (problem !== null) ctx.status = refusalStatus(problem);
  ctx.set('Cache-Control', 'no-store');
  ctx.type = 'html';
  ctx.body = page({ next, problem: message + hint });
}
