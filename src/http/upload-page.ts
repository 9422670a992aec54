import type { Stats } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import type Router from '@koa/router';
import { send } from '@koa/send';
import type { Context } from 'koa';
import { templateRoster } from '../bot/template-roster.ts';

const webFolder = fileURLToPath(new URL('../../web/', import.meta.url));

/** The upload page with its files, and those that all pages share. */
export function addUploadPage(router: Router): void {
  router.get('/', (ctx) => ctx.redirect('/upload'));
  router.get('/upload', (ctx) => sendFile(ctx, 'upload', '/index.html'));
  // The example of what a roster looks like, as `/template` sends it in chat.
  router.get('/upload/template.csv', (ctx) => {
    ctx.type = 'text/csv; charset=utf-8';
    ctx.attachment(templateRoster.name, { fallback: 'template.csv' });
    ctx.body = Buffer.from(templateRoster.bytes);
  });
  for (const folder of ['upload', 'lib'] as const) {
    router.get(`/${folder}/*file`, (ctx) => sendFile(ctx, folder, ctx.path.slice(`/${folder}`.length)));
  }
}

async function sendFile(ctx: Context, folder: 'upload' | 'lib', path: string): Promise<void> {
  await send(ctx, path, { root: `${webFolder}${folder}`, setHeaders: setCaching });
  if (ctx.fresh) ctx.status = 304;
}

/** Browsers ask every time, so that a new version of the service is never mixed with old files. */
function setCaching(response: ServerResponse, _path: string, { size, mtimeMs }: Stats): void {
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('ETag', `W/"${size.toString(16)}-${Math.floor(mtimeMs).toString(16)}"`);
}
