import type Koa from 'koa';

/**
 * Keeps pages of other sites from driving the stand-in on its own port: under a name of theirs that resolves to this
 * machine (DNS rebinding) the browser would take them for one site. Where a service shows these pages, it has its own rule.
 */
export const ownNamesOnly: Koa.Middleware = async (context, next) => {
  const isOurs = /^(?:localhost|[\d.]+|\[[\da-f:]+\])(?::\d+)?$/i.test(context.get('host'));
  if (isOurs || !/^\/sandbox(?:\/|$)/.test(context.path)) return next();
  context.status = 403;
  context.body = { error: { code: 'foreign_host', message: '请用 127.0.0.1 打开这个页面' } };
};
