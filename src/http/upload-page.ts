import type { Stats } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import type Router from '@koa/router';
import { send } from '@koa/send';
import type { Context } from 'koa';

const pageFolder = fileURLToPath(new URL('../../web/upload/', import.meta.url));

/** The upload page and its files. */
export function addUploadPage(router: Router): void {
  router.get('/', (ctx) => ctx.redirect('/upload'));
  router.get('/upload', (ctx) => sendFile(ctx, '/index.html'));
  router.get('/upload/*file', (ctx) => sendFile(ctx, ctx.path.slice('/upload'.length)));
}

async function sendFile(ctx: Context, path: string): Promise<void> {
  await send(ctx, path, { root: pageFolder, setHeaders: setCaching });
  if (ctx.fresh) ctx.status = 304;
}

/** Browsers ask every time, so that a new version of the service is never mixed with old files. */
function setCaching(response: ServerResponse, _path: string, { size, mtimeMs }: Stats): void {
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('ETag', `W/"${size.toString(16)}-${Math.floor(mtimeMs).toString(16)}"`);
}
