import type { Middleware } from 'koa';
import { type AccessRule, decideAccess } from './decide-access.ts';
import { isCrossSite } from './is-cross-site.ts';
import { refuse } from './refuse.ts';

/** Probes carry no password, and Feishu signs its events. */
const openPaths: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/feishu/events']);
const readingMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Lets in whom the access rule allows, and nothing that another site makes a browser do. */
export function guard(rule: AccessRule): Middleware {
  return async (ctx, next) => {
    if (openPaths.has(ctx.path)) return next();
    const { headers, socket } = ctx.req;
    const { host, origin, authorization } = headers;
    const headerNames = Object.keys(headers);
    const access = decideAccess(rule, { peer: socket.remoteAddress, host, authorization, headerNames });
    if (access === 'login_required')
      ctx.set('WWW-Authenticate', 'Basic realm="NVC learner sync", charset="UTF-8"');
    if (access !== 'allowed') return refuse(ctx, access);
    const secFetchSite = ctx.get('Sec-Fetch-Site') || undefined;
    if (!readingMethods.has(ctx.method) && isCrossSite({ secFetchSite, origin, host }))
      return refuse(ctx, 'cross_site');
    return next();
  };
}
