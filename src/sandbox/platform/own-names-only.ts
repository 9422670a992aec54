import type Koa from 'koa';

/**
 * Whether a Host header names this machine: `localhost` or an address. Any other name may be one of another site that
 * resolves to this machine (DNS rebinding), whose pages a browser would then let read every answer.
 */
export function isOwnName(host: string): boolean {
  return /^(?:localhost|[\d.]+|\[[\da-f:]+\])(?::\d+)?$/i.test(host);
}

/** Answers calls under own names only, whatever their path. */
export const ownNamesOnly: Koa.Middleware = async (context, next) => {
  if (isOwnName(context.get('host'))) return next();
  context.status = 403;
  context.body = { error: { code: 'foreign_host', message: '请用 127.0.0.1 打开这个页面' } };
};
