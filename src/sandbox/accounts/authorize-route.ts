import Router from '@koa/router';
import type Koa from 'koa';
import { z } from 'zod';
import type { Credentials } from '../auth/credentials.ts';
import type { SandboxContext } from '../context.ts';
import { type Person, people, personOf } from '../state/people.ts';
import { authorizePage, refusalPage } from './authorize-page.ts';
import type { Agreement, Grants } from './grants.ts';
import { isRegistered } from './is-registered.ts';

/** A parameter that is given several times counts as absent. */
const Query = z.object({
  client_id: z.string(),
  response_type: z.literal('code'),
  redirect_uri: z.url(),
  state: z.string().optional(),
  code_challenge: z.string().optional(),
  code_challenge_method: z.enum(['S256', 'plain']).default('plain'),
  prompt: z.enum(['consent']).optional().catch(undefined),
  /** How the links of our page come back: the open id of a person, or `denied`. */
  answer: z.string().optional(),
});
type Query = z.infer<typeof Query>;

/** What the browser inside the client calls itself; seen in use. */
const inClient = /\bLark\/\d/;

/** The page on which people say who they are: https://open.feishu.cn/document/common-capabilities/sso/api/obtain-oauth-code */
export function authorizeRouter({ settings }: SandboxContext, grants: Grants, app: Credentials): Router {
  const router = new Router();
  router.get('/open-apis/authen/v1/authorize', (ctx) => {
    ctx.set('cache-control', 'no-store');
    const asked = Query.safeParse(ctx.query);
    if (!asked.success) return refuse(ctx, '20001 请求参数不完整');
    const query = asked.data;
    if (query.client_id !== app.appId) return refuse(ctx, '20048 应用不存在');
    if (!isRegistered(query.redirect_uri, settings().redirectUrls))
      return refuse(ctx, '20029 redirect_uri 请求不合法');
    if (query.answer === 'denied') return goBack(ctx, query, { error: 'access_denied' });
    const person = personOf(query.answer ?? '') ?? signedInPerson(ctx, query);
    if (person !== null) return goBack(ctx, query, { code: grants.agree(agreementOf(query, person)) });
    show(
      ctx,
      authorizePage(people, (answer) => `?${new URLSearchParams({ ...flat(ctx), answer })}`),
    );
  });
  return router;
}

/** Inside the client the page is skipped, unless the app asks for consent. */
function signedInPerson(ctx: Koa.Context, { prompt }: Query): Person | null {
  return inClient.test(ctx.get('user-agent')) && prompt !== 'consent' ? (people[0] ?? null) : null;
}

function agreementOf(
  { redirect_uri: redirectUri, code_challenge: value, code_challenge_method: method }: Query,
  person: Person,
): Agreement {
  return { person, redirectUri, challenge: value === undefined ? null : { method, value } };
}

function goBack(ctx: Koa.Context, { redirect_uri, state }: Query, outcome: Record<string, string>): void {
  const address = new URL(redirect_uri);
  for (const [name, value] of Object.entries(outcome)) address.searchParams.set(name, value);
  if (state !== undefined) address.searchParams.set('state', state);
  ctx.redirect(address.href);
}

function flat({ query }: Koa.Context): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
}

function refuse(ctx: Koa.Context, problem: string): void {
  show(ctx, refusalPage(problem));
  ctx.status = 400;
}

function show(ctx: Koa.Context, page: string): void {
  ctx.set('content-security-policy', "default-src 'none'; style-src 'self'; img-src data:");
  ctx.type = 'html';
  ctx.body = page;
}
