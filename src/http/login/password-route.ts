import type Router from '@koa/router';
import type { Context } from 'koa';
import { koaBody } from 'koa-body';
import { z } from 'zod';
import { explainRefusal, type RefusalCode } from '../../wording/explain-refusal.ts';
import type { LoginAuthentication } from '../access/authentication.ts';
import { seeOther } from '../answers/redirect.ts';
import { refusalStatus } from '../answers/refuse.ts';
import type { ShowLogin } from './login-page.ts';
import { safeNext } from './safe-next.ts';

type PasswordAuthentication = Extract<LoginAuthentication, { kind: 'password' }>;

const readForm = koaBody({ json: false, text: false, multipart: false, formLimit: '16kb' });
const Form = z.object({ password: z.string().catch(''), next: z.string().optional().catch(undefined) });

/** Takes the form with the password. */
export function addPasswordRoute(
  router: Router,
  authentication: PasswordAuthentication,
  show: ShowLogin,
): void {
  router.post('/login', readForm, (ctx) => logIn(ctx, authentication, show));
}

async function logIn(
  ctx: Context,
  { sessions, checkPassword, clientOf }: PasswordAuthentication,
  show: ShowLogin,
) {
  const form = Form.parse(ctx.request.body ?? {});
  const next = safeNext(form.next);
  const outcome = await checkPassword(clientOf(ctx), form.password);
  switch (outcome.kind) {
    case 'right':
      sessions.start(ctx, { name: null, person: null });
      return seeOther(ctx, next);
    case 'wrong':
      return showProblem('wrong_password');
    case 'too_many_tries':
      ctx.set('Retry-After', String(outcome.seconds));
      return showProblem('too_many_tries');
  }

  function showProblem(code: RefusalCode): void {
    const { message, hint = '' } = explainRefusal(code);
    ctx.status = refusalStatus(code);
    show(ctx, { next, problem: message + hint, openId: null });
  }
}
