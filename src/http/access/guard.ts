import { extname } from 'node:path';
import type { Context, Middleware } from 'koa';
import { refuse, refuseForNow } from '../refuse.ts';
import { seeOther } from '../see-other.ts';
import type { Client } from './client.ts';
import { basicPassword } from './password.ts';
import type { PasswordCheck } from './password-check.ts';
import { siteOf } from './request-site.ts';
import type { Sessions } from './sessions.ts';
import { isFromThisMachine } from './this-machine.ts';

/** What it takes to let somebody in: being at this machine, or having logged in. */
export type Entrance =
  | { kind: 'this_machine' }
  | { kind: 'login'; sessions: Sessions; checkPassword: PasswordCheck; clientOf: (ctx: Context) => Client };

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
    const entry = entrance.kind === 'login' ? await logIn(entrance, ctx) : lookAround(ctx);
    if (entry === null) return;
    if (!readingMethods.has(ctx.method) && !isOurOwnDoing(ctx, entry, publicUrl))
      return refuse(ctx, 'cross_site');
    return next();
  };
}

/** @returns null after the request has been refused */
function lookAround(ctx: Context): Entry | null {
  const { headers, socket } = ctx.req;
  const { host } = headers;
  if (isFromThisMachine({ peer: socket.remoteAddress, host, headerNames: Object.keys(headers) }))
    return 'this_machine';
  refuse(ctx, 'local_only');
  return null;
}

/** @returns null after the request has been answered */
async function logIn(
  { sessions, checkPassword, clientOf }: Extract<Entrance, { kind: 'login' }>,
  ctx: Context,
): Promise<Entry | null> {
  if (loginPath.test(ctx.path)) return 'login_page';
  if (sessions.read(ctx) !== null) return 'session';
  const given = basicPassword(ctx.get('Authorization'));
  if (given === null) {
    askToLogIn(ctx);
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
function askToLogIn(ctx: Context): void {
  const isPage = readingMethods.has(ctx.method) && !machinePath.test(ctx.path) && extname(ctx.path) === '';
  if (isPage) seeOther(ctx, `/login?next=${encodeURIComponent(ctx.url)}`);
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
