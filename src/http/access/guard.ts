import { extname } from 'node:path';
import type { Context, Middleware } from 'koa';
import { seeOther } from '../answers/redirect.ts';
import { refuse, refuseForNow } from '../answers/refuse.ts';
import type { Authentication, LoginAuthentication } from './authentication.ts';
import { isInFeishuClient } from './in-feishu-client.ts';
import { basicPassword } from './password.ts';
import { siteOf } from './request-site.ts';
import { isFromThisMachine } from './this-machine.ts';

/** How a request was authenticated. */
type AuthenticatedBy = 'this_machine' | 'session' | 'basic' | 'login_page';

/**
 * Probes have no password, and Feishu signs its events. Whoever is turned away or has to log in reads so on a page that
 * looks like one.
 */
const unauthenticatedPaths: ReadonlySet<string> = new Set([
  '/healthz',
  '/readyz',
  '/feishu/events',
  '/lib/theme.css',
  '/lib/plain-page.css',
  '/lib/copy-problem.js',
  '/lib/copy-text.js',
  '/lib/note-of.js',
  '/lib/words.js',
]);
const readingMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** The login and the logout. */
const loginPaths = /^\/(?:login(?:\/.*)?|logout)$/;
const machinePath = /^\/(?:api|sandbox\/api|metrics)(?:\/|$)/;

/** Authenticates every request, and refuses those that another site made a browser send (CSRF). */
export function guard(authentication: Authentication, publicUrl: string | null): Middleware {
  return async (ctx, next) => {
    if (unauthenticatedPaths.has(ctx.path)) return next();
    const by =
      authentication.kind === 'this_machine' ? checkThisMachine(ctx) : await checkLogin(authentication, ctx);
    if (by === null) return;
    if (!readingMethods.has(ctx.method) && !isSameOriginRequest(ctx, by, publicUrl))
      return refuse(ctx, 'cross_site');
    return next();
  };
}

/** @returns null after the request has been refused */
function checkThisMachine(ctx: Context): AuthenticatedBy | null {
  if (isFromThisMachine(ctx.req)) return 'this_machine';
  refuse(ctx, 'local_only');
  return null;
}

/** @returns null after the request has been answered */
async function checkLogin(
  authentication: LoginAuthentication,
  ctx: Context,
): Promise<AuthenticatedBy | null> {
  const { sessions, checkPassword, clientOf } = authentication;
  if (loginPaths.test(ctx.path)) return 'login_page';
  if (sessions.read(ctx) !== null) return 'session';
  const given = basicPassword(ctx.get('Authorization'));
  if (given === null || checkPassword === null) {
    askToLogIn(ctx, authentication.kind);
    return null;
  }
  const outcome = await checkPassword(clientOf(ctx), given);
  if (outcome.kind === 'right') return 'basic';
  if (outcome.kind === 'too_many_tries') refuseForNow(ctx, 'too_many_tries', outcome.seconds);
  else {
    ctx.set('WWW-Authenticate', 'Basic realm="NVC learner sync", charset="UTF-8"');
    refuse(ctx, 'login_required');
  }
  return null;
}

/** Redirects people to the login form; scripts get 401, without a Basic challenge, for which a browser would open its own dialog. */
function askToLogIn(ctx: Context, kind: LoginAuthentication['kind']): void {
  const isPage = readingMethods.has(ctx.method) && !machinePath.test(ctx.path) && extname(ctx.path) === '';
  // Inside the Feishu client the login needs no click: Feishu knows the person and asks nothing.
  const isKnown = kind === 'feishu' && isInFeishuClient(ctx.get('User-Agent'));
  const loginPath = isKnown ? '/login/feishu' : '/login';
  if (isPage) seeOther(ctx, `${loginPath}?next=${encodeURIComponent(ctx.url)}`);
  else {
    ctx.set('WWW-Authenticate', 'Cookie realm="NVC learner sync"');
    refuse(ctx, 'login_required');
  }
}

/** Browsers send cookies with requests of any site, so a session cookie needs a same-origin check (CSRF). */
function isSameOriginRequest(ctx: Context, by: AuthenticatedBy, publicUrl: string | null): boolean {
  const { origin, host } = ctx.req.headers;
  const secFetchSite = ctx.get('Sec-Fetch-Site') || undefined;
  const site = siteOf({ secFetchSite, origin, host, publicUrl });
  return site === 'own' || (site === 'unknown' && by !== 'session');
}
