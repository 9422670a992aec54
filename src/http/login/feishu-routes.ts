import type Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { toAppError } from '../../errors.ts';
import { explainLogin, type LoginProblem } from '../../wording/explain-login.ts';
import type { LoginAuthentication } from '../access/authentication.ts';
import type { Attempt } from '../access/login-attempts.ts';
import { seeOther } from '../answers/redirect.ts';
import { callbackAddress, callbackPath } from './callback-address.ts';
import type { ShowLogin } from './login-page.ts';
import { nextOf, safeNext } from './safe-next.ts';

type FeishuAuthentication = Extract<LoginAuthentication, { kind: 'feishu' }>;

const statuses: Record<LoginProblem['kind'], number> = {
  no_address: 403,
  denied: 403,
  stale: 400,
  other_tenant: 403,
  not_allowed: 403,
  too_many_logins: 429,
  failed: 502,
};

/** What Feishu adds to our address: a code, or that the person did not agree. */
const Return = z.object({
  state: z.string().catch(''),
  code: z.string().max(512).catch(''),
  error: z.string().optional().catch(undefined),
});
type Return = z.infer<typeof Return>;

/** The way to Feishu and back. */
export function addFeishuRoutes(
  router: Router,
  authentication: FeishuAuthentication,
  { show, publicUrl }: { show: ShowLogin; publicUrl: string | null },
): void {
  const { attempts, login } = authentication;
  router.get('/login/feishu', (ctx) => {
    const next = nextOf(ctx);
    const redirectUri = callbackAddress(ctx.req, publicUrl);
    if (redirectUri === null) return refuseLogin(ctx, show, next, { kind: 'no_address' });
    seeOther(ctx, login.authorizeUrl(attempts.begin(ctx, { redirectUri, next })));
  });
  router.get(callbackPath, async (ctx) => {
    const back = Return.parse(ctx.query);
    const attempt = attempts.finish(ctx, back.state);
    if (attempt === null) return refuseLogin(ctx, show, safeNext(undefined), { kind: 'stale' });
    const problem = await enter(ctx, authentication, attempt, back);
    if (problem === null) seeOther(ctx, attempt.next);
    else refuseLogin(ctx, show, attempt.next, problem);
  });
}

/** @returns why not; null if a session has begun */
async function enter(
  ctx: Context,
  { login, sessions, tries, clientOf }: FeishuAuthentication,
  { codeVerifier, redirectUri }: Attempt,
  { code, error }: Return,
): Promise<LoginProblem | null> {
  if (error !== undefined) return { kind: 'denied' };
  if (code === '') return { kind: 'stale' };
  // Every code is a call to Feishu, which takes only so many of them.
  const { address } = clientOf(ctx);
  const wait = await tries.take(address);
  if (wait !== null) return { kind: 'too_many_logins', seconds: wait };
  try {
    const outcome = await login.logIn({ code, codeVerifier, redirectUri });
    if (outcome.kind === 'refused') return { kind: outcome.why, openId: outcome.openId };
    await tries.refund(address);
    const { name, openId, mayForOthers } = outcome;
    sessions.start(ctx, { name, person: { openId, mayForOthers } });
    return null;
  } catch (thrown) {
    const broken = toAppError(thrown);
    if (broken.code === 'internal') throw thrown;
    return { kind: 'failed', code: broken.code, details: broken.details };
  }
}

function refuseLogin(ctx: Context, show: ShowLogin, next: string, problem: LoginProblem): void {
  const { message, hint } = explainLogin(problem);
  ctx.status = statuses[problem.kind];
  if (problem.kind === 'too_many_logins') ctx.set('Retry-After', String(problem.seconds));
  const openId = problem.kind === 'not_allowed' ? problem.openId : null;
  show(ctx, { next, problem: message + hint, openId });
}
