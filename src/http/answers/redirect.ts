import type { ParameterizedContext } from 'koa';

/** Sends the browser on, to be asked anew each time. */
export function seeOther(ctx: ParameterizedContext, address: string): void {
  ctx.status = 303;
  ctx.set('Cache-Control', 'no-store');
  ctx.redirect(address);
}
