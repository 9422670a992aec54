import type { Context, Middleware } from 'koa';
import helmet, { type KoaHelmet } from 'koa-helmet';

type HelmetOptions = NonNullable<Parameters<KoaHelmet>[0]>;

const yearSeconds = 365 * 24 * 3600;

/**
 * Headers that keep a browser from doing what our pages never ask for. Nothing ties a browser to https unless it has
 * come that way: in an office network the page is often opened by plain http.
 */
export function securityHeaders(isHttps: (ctx: Context) => boolean): Middleware {
  const overHttp = helmet(headers(false));
  const overHttps = helmet(headers(true));
  return async (ctx, next) => {
    // Nothing that only some may see stays in a cache; files of ours, which anybody may, say so themselves.
    ctx.set('Cache-Control', 'no-store');
    await (isHttps(ctx) ? overHttps : overHttp)(ctx, next);
  };
}

function headers(isHttps: boolean): HelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      // Own files only: nothing inline, nothing from elsewhere, no frames of other sites.
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
        ...(isHttps ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: isHttps ? { maxAge: yearSeconds, includeSubDomains: false } : false,
  };
}
