import type { Stats } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type Router from '@koa/router';
import { send } from '@koa/send';
import type { Context } from 'koa';
import { templateRoster } from '../bot/template-roster.ts';
import type { SyncStore } from '../sync/sync-store.ts';
import { fillTemplate } from './answers/fill-template.ts';
import { seeOther } from './answers/redirect.ts';
import { refuse } from './answers/refuse.ts';
import { readPage, sendPage, webFolder } from './web-page.ts';

/** Those whose files anybody may have who may see the pages. */
const folders = ['upload', 'sync', 'lib'] as const;

/** The pages with their files: where one uploads, the list of all syncs, and each of them under its number. */
export function addWebPages(router: Router, syncs: Pick<SyncStore, 'get' | 'getByNumber'>): void {
  const uploadPage = readPage('/upload/index.html');
  const listPage = readPage('/sync/list.html');
  const syncPage = readPage('/sync/sync.html');
  router.get('/', (ctx) => ctx.redirect('/upload'));
  for (const path of ['/upload', '/upload/index.html']) router.get(path, (ctx) => sendPage(ctx, uploadPage));
  // The example of what a roster looks like, as `/template` sends it in chat.
  router.get('/upload/template.csv', (ctx) => {
    ctx.type = 'text/csv; charset=utf-8';
    ctx.attachment(templateRoster.name, { fallback: 'template.csv' });
    ctx.body = Buffer.from(templateRoster.bytes);
  });
  router.get('/syncs', (ctx) => sendPage(ctx, listPage));
  router.get('/syncs/:number', async (ctx) => {
    const { number = '' } = ctx.params;
    const isNumber = /^[1-9]\d{0,8}$/.test(number);
    const sync = isNumber ? await syncs.getByNumber(Number(number)) : await syncs.get(number);
    if (sync === null) return refuse(ctx, 'sync_not_found');
    // What one sync knows of another is its id.
    if (!isNumber) return seeOther(ctx, `/syncs/${sync.number}`);
    ctx.set('Cache-Control', 'no-store');
    ctx.type = 'html';
    ctx.body = fillTemplate(syncPage, { id: sync.id, number: String(sync.number) });
  });
  for (const folder of folders)
    router.get(`/${folder}/*file`, (ctx) => sendFile(ctx, folder, ctx.path.slice(`/${folder}`.length)));
}

async function sendFile(ctx: Context, folder: (typeof folders)[number], path: string): Promise<void> {
  await send(ctx, path, { root: `${webFolder}/${folder}`, setHeaders: setCaching });
  if (ctx.fresh) ctx.status = 304;
}

/** Browsers ask every time, so that a new version of the service is never mixed with old files. */
function setCaching(response: ServerResponse, _path: string, { size, mtimeMs }: Stats): void {
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('ETag', `W/"${size.toString(16)}-${Math.floor(mtimeMs).toString(16)}"`);
}
