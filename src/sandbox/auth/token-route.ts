import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, type VendorRoute } from '../platform/vendor-route.ts';
import { issueToken } from './access-tokens.ts';
import type { Credentials } from './credentials.ts';

const TokenBody = z.object({ app_id: z.string().min(1), app_secret: z.string().min(1) });

/** Where an app gets its tenant access token; the answer has no `data`. */
export function tokenRoute({ store, settings, now, newId }: SandboxContext, app: Credentials): VendorRoute {
  return {
    method: 'POST',
    path: '/open-apis/auth/v3/tenant_access_token/internal',
    scopes: null,
    rate: perSecond(100),
    writes: false,
    statusOf: () => settings().tokenErrorStatus,
    run({ body }) {
      const asked = TokenBody.safeParse(body);
      if (!asked.success) throw new VendorError('InvalidParam');
      if (asked.data.app_id !== app.appId) throw new VendorError('AppIdNotExists');
      if (asked.data.app_secret !== app.appSecret) throw new VendorError('AppSecretInvalid');
      if (settings().appStatus === 'stopped') throw new VendorError('AppUnauthorized');
      const { token, expire } = issueToken(store, now, newId);
      return { code: 0, msg: 'ok', tenant_access_token: token, expire };
    },
  };
}
