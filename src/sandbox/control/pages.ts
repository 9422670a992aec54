import { fileURLToPath } from 'node:url';
import type Router from '@koa/router';
import { send } from '@koa/send';
import type Koa from 'koa';

/** The same place seen from `src/sandbox/control/` and from `dist/sandbox/control/`. */
const root = fileURLToPath(new URL('../../../web/', import.meta.url));

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:";

/** Answers `/sandbox`, everything below it, and `/lib`, which its pages share with others; lets all else pass. */
export function createPages(api: Router): Koa.Middleware {
  const answerApi = api.routes();
  return async (context, next) => {
    const path =
      context.path === '/sandbox' || context.path === '/sandbox/' ? '/sandbox/index.html' : context.path;
    if (!/^\/(?:sandbox|lib)\//.test(path)) return next();
    if (path.startsWith('/sandbox/api/')) {
      return answerApi(Object.assign(context, { params: {}, router: api }), async () => undefined);
    }
    context.set('content-security-policy', policy);
    context.set('x-content-type-options', 'nosniff');
    context.set('cache-control', 'no-cache');
    await send(context, path, { root });
  };
}
