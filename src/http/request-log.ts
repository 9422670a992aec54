import type { Middleware } from 'koa';
import type { Logger } from '../log.ts';

/** What machines ask every few seconds. */
const probes: ReadonlySet<unknown> = new Set(['/healthz', '/readyz', '/metrics']);

/** One line per request, at `debug` for those of probes. The route's pattern stands for the address, which could hold an id or a name. */
export function requestLog(log: Logger): Middleware {
  return async (ctx, next) => {
    const start = performance.now();
    await next();
    const route: unknown = ctx._matchedRoute;
    const ms = Math.round(performance.now() - start);
    log[probes.has(route) ? 'debug' : 'info'](
      { method: ctx.method, route: typeof route === 'string' ? route : null, status: ctx.status, ms },
      'request',
    );
  };
}
