import type { Context } from 'koa';
import { koaBody } from 'koa-body';

const parse = koaBody({
  ...{ multipart: false, urlencoded: false, text: false, jsonLimit: '16kb' },
  onError: (_error, ctx) => {
    ctx.request.body = null;
  },
});

/** @returns the JSON body; undefined if there is none; null, which no request of ours sends, if it is no JSON object */
export async function readJson(ctx: Context): Promise<unknown> {
  const isEmpty = ctx.request.length === 0 || ctx.is('*/*') === null;
  if (isEmpty) return undefined;
  if (!ctx.is('json')) return null;
  await parse(ctx, async () => {});
  return ctx.request.body;
}
