import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import type Router from '@koa/router';
import { send } from '@koa/send';
import Koa from 'koa';

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
    if (!(await isSent(context, path))) await next();
  };
}

/** @returns false if there is no such file: who comes next answers for it, and names no folder of this machine */
async function isSent(context: Koa.Context, path: string): Promise<boolean> {
  try {
    return (await send(context, path, { root, setHeaders })) !== undefined;
  } catch (error) {
    if (error instanceof Koa.HttpError && error.status === 404) return false;
    throw error;
  }
}

function setHeaders(response: ServerResponse): void {
  response.setHeader('content-security-policy', policy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-cache');
}
