import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, success, type VendorRoute } from '../platform/vendor-route.ts';
import type { Grants } from './grants.ts';

/**
 * Whose token a call carries: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/authen-v1/user_info/get
 * Telephone, mail and the like need scopes that the app of this platform does not have.
 */
export function userInfoRoute(grants: Grants): VendorRoute {
  return {
    method: 'GET',
    path: '/open-apis/authen/v1/user_info',
    // Not the token of the app: the route looks at it itself.
    scopes: null,
    rate: perSecond(50),
    writes: false,
    run({ bearer }) {
      if (bearer === null) throw new VendorError('MissingAccessToken');
      const person = grants.personWith(bearer);
      if (person === null) throw new VendorError('UserTokenInvalid');
      const { name, openId, unionId, tenantKey } = person;
      return success({
        name,
        en_name: name,
        avatar_url: '',
        avatar_thumb: '',
        avatar_middle: '',
        avatar_big: '',
        open_id: openId,
        union_id: unionId,
        tenant_key: tenantKey,
      });
    },
  };
}
