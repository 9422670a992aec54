import type Router from '@koa/router';

/** How the connection to Feishu and its Base is, as people read it. */
export interface CheckedConnection {
  ok: boolean;
  /** Each with its mark in front. */
  lines: string[];
}

/** Answers whether a sync could work now: 检查连接 on the page. Whoever may upload may ask. */
export function addCheckRoute(router: Router, checkConnection: () => Promise<CheckedConnection>): void {
  router.get('/api/check', async (ctx) => {
    ctx.body = await checkConnection();
  });
}
