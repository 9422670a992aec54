import { z } from 'zod';
import type { Credentials } from '../auth/credentials.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, type VendorRoute } from '../platform/vendor-route.ts';
import type { Grants } from './grants.ts';

const TokenBody = z.object({
  grant_type: z.string(),
  client_id: z.string(),
  client_secret: z.string(),
  code: z.string().min(1),
  redirect_uri: z.string().optional(),
  code_verifier: z.string().optional(),
});

/** RFC 6749 calls the reasons by names; the page shows only one of them. */
const errorNames: Readonly<Record<number, string>> = {
  20001: 'invalid_request',
  20002: 'invalid_client',
  20036: 'unsupported_grant_type',
  20048: 'invalid_client',
};

/**
 * Where an app gets the token of a person for a code. Answers and refusals are flat, as OAuth wants them:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/authentication-management/access-token/get-user-access-token
 */
export function userTokenRoute(grants: Grants, app: Credentials): VendorRoute {
  return {
    method: 'POST',
    path: '/open-apis/authen/v2/oauth/token',
    scopes: null,
    rate: perSecond(50),
    writes: false,
    errorBody: ({ refusal: { code }, message }) => ({
      code,
      error: errorNames[code] ?? 'invalid_grant',
      error_description: message,
    }),
    run({ body }) {
      const asked = TokenBody.safeParse(body);
      if (!asked.success) throw new VendorError('OAuthParameterMissing');
      const { grant_type, client_id, client_secret, code, redirect_uri, code_verifier } = asked.data;
      if (grant_type !== 'authorization_code') throw new VendorError('GrantTypeUnsupported');
      if (client_id !== app.appId) throw new VendorError('OAuthAppNotExists');
      if (client_secret !== app.appSecret) throw new VendorError('ClientSecretInvalid');
      const { token, expiresIn } = grants.redeem({
        code,
        redirectUri: redirect_uri,
        verifier: code_verifier,
      });
      return {
        code: 0,
        access_token: token,
        expires_in: expiresIn,
        scope: 'auth:user.id:read user_profile',
        token_type: 'Bearer',
      };
    },
  };
}
