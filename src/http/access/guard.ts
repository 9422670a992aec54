import { extname } from 'node:path';
import type { Context, Middleware } from 'koa';
import { seeOther } from '../answers/redirect.ts';
import { refuse, refuseForNow } from '../answers/refuse.ts';
import type { Entrance, LoginEntrance } from './entrance.ts';
import { isInFeishuClient } from './in-feishu-client.ts';
import { basicPassword } from './password.ts';
import { siteOf } from './request-site.ts';
import { isFromThisMachine } from './this-machine.ts';

/** How somebody came in. */
type Entry = 'this_machine' | 'session' | 'basic' | 'login_page';

/** Probes carry no password, and Feishu signs its events. */
const unguarded: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/feishu/events']);
const readingMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const loginPath = /^\/(?:login(?:\/.*)?|logout)$/;
const machinePath = /^\/(?:api|sandbox\/api|metrics)(?:\/|$)/;

/** Lets in whom the entrance allows, and nothing that another site makes a browser do. */
export function guard(entrance: Entrance, publicUrl: string | null): Middleware {
  return async (ctx, next) => {
    if (unguarded.has(ctx.path)) return next();
    const entry = entrance.kind === 'this_machine' ? lookAround(ctx) : await logIn(entrance, ctx);
    if (entry === null) return;
    if (!readingMethods.has(ctx.method) && !isOurOwnDoing(ctx, entry, publicUrl))
      return refuse(ctx, 'cross_site');
    return next();
  };
}

/** @returns null after the request has been refused */
function lookAround(ctx: Context): Entry | null {
  if (isFromThisMachine(ctx.req)) return 'this_machine';
  refuse(ctx, 'local_only');
  return null;
}

/** @returns null after the request has been answered */
async function logIn(entrance: LoginEntrance, ctx: Context): Promise<Entry | null> {
  const { sessions, checkPassword, clientOf } = entrance;
  if (loginPath.test(ctx.path)) return 'login_page';
  if (sessions.read(ctx) !== null) return 'session';
  const given = basicPassword(ctx.get('Authorization'));
  if (given === null || checkPassword === null) {
    askToLogIn(ctx, entrance.kind);
    return null;
  }
  const outcome = await checkPassword(clientOf(ctx).address, given);
  if (outcome.kind === 'right') return 'basic';
  if (outcome.kind === 'too_many_tries') refuseForNow(ctx, 'too_many_tries', outcome.seconds);
  else {
    ctx.set('WWW-Authenticate', 'Basic realm="NVC learner sync", charset="UTF-8"');
    refuse(ctx, 'login_required');
  }
  return null;
}

/** Sends people to the form. Others are told; not by a Basic challenge, for which a browser would open its own window. */
function askToLogIn(ctx: Context, kind: LoginEntrance['kind']): void {
  const isPage = readingMethods.has(ctx.method) && !machinePath.test(ctx.path) && extname(ctx.path) === '';
  // Inside the Feishu client nobody need press a button: Feishu knows who it is, and asks nothing.
  const isKnown = kind === 'feishu' && isInFeishuClient(ctx.get('User-Agent'));
  const door = isKnown ? '/login/feishu' : '/login';
  if (isPage) seeOther(ctx, `${door}?next=${encodeURIComponent(ctx.url)}`);
  else {
    ctx.set('WWW-Authenticate', 'Cookie realm="NVC learner sync"');
    refuse(ctx, 'login_required');
  }
}

/** A cookie is sent along whoever made the browser ask, so with one our own page must have asked. */
function isOurOwnDoing(ctx: Context, entry: Entry, publicUrl: string | null): boolean {
  const { origin, host } = ctx.req.headers;
  const secFetchSite = ctx.get('Sec-Fetch-Site') || undefined;
  const site = siteOf({ secFetchSite, origin, host, publicUrl });
  return site === 'own' || (site === 'unsaid' && entry !== 'session');
}
