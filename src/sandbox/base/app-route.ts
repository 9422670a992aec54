import type { SandboxContext } from '../context.ts';
import { perSecond, success, type VendorRoute } from '../platform/vendor-route.ts';
import { openBase } from './open-table.ts';

/** What a Base is: its name, its time zone, whether 高级权限 is on. */
export function appRoute(context: SandboxContext): VendorRoute {
  return {
    method: 'GET',
    path: '/open-apis/bitable/v1/apps/:app_token',
    scopes: ['base:app:read', 'bitable:app', 'bitable:app:readonly'],
    rate: perSecond(20),
    writes: false,
    run(call) {
      const base = openBase(context, call, 'read');
      const { isAdvanced, timeZone } = context.settings();
      return success({
        app: {
          app_token: base.token,
          name: base.name,
          revision: base.revision,
          is_advanced: isAdvanced,
          time_zone: timeZone,
          formula_type: 1,
          advance_version: 'v1',
        },
      });
    },
  };
}
