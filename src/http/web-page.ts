import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Context } from 'koa';

export const webFolder = fileURLToPath(new URL('../../web', import.meta.url));

/** Stands in a page for a piece that several pages have. */
const include = /<!-- include (\/lib\/[\w-]+\.html) -->/g;

/** What makes a page of `web/` easy to read is an eighth of what a phone would wait for. */
const indentation = /^ +/gm;

/** The markup of a page of `web/` without indentation, with the pieces that it shares with others. @param path below `web/` */
export function readPage(path: string): string {
  const page = readFileSync(webFolder + path, 'utf8');
  const whole = page.replace(include, (_, piece: string) => readFileSync(webFolder + piece, 'utf8').trim());
  return whole.replace(indentation, '');
}

/** Answers with a page; browsers ask every time whether it has changed. */
export function sendPage(ctx: Context, page: string): void {
  ctx.set('Cache-Control', 'no-cache');
  ctx.type = 'html';
  ctx.etag = createHash('sha256').update(page).digest('base64url');
  ctx.body = page;
  if (ctx.fresh) ctx.status = 304;
}
