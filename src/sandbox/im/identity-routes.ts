import { perSecond, success, type VendorRoute } from '../platform/vendor-route.ts';
import { bot, ownTenant } from '../state/people.ts';

/** Who the bot is, and whose tenant it serves. */
export const identityRoutes: readonly VendorRoute[] = [
  {
    method: 'GET',
    path: '/open-apis/bot/v3/info',
    scopes: [],
    rate: perSecond(50),
    writes: false,
    // Under `bot`, not under `data`: https://open.feishu.cn/document/ukTMukTMukTM/uAjMxEjLwITMx4CMyETM
    run: () => ({
      code: 0,
      msg: 'ok',
      bot: {
        activate_status: 2,
        app_name: bot.name,
        avatar_url: '',
        ip_white_list: [],
        open_id: bot.openId,
      },
    }),
  },
  {
    method: 'GET',
    path: '/open-apis/tenant/v2/tenant/query',
    scopes: ['tenant:tenant:readonly'],
    rate: perSecond(50),
    writes: false,
    run: () =>
      success({
        tenant: {
          name: ownTenant.name,
          display_id: 'F000000001',
          tenant_tag: 0,
          tenant_key: ownTenant.key,
          avatar: {},
        },
      }),
  },
];
