import { z } from 'zod';
import type { Person } from '../../bot/chat-event.ts';
import { answerOf, type Calls } from '../calls/call.ts';
import type { AppCredentials } from '../calls/connect-calls.ts';
import { withUserAccessToken } from '../calls/sdk.ts';
import type { LoginAttempt } from './authorize-url.ts';

/** What the browser brought back, and what the app knows of the attempt. */
export type Grant = Pick<LoginAttempt, 'codeVerifier' | 'redirectUri'> & { code: string };

/** Somebody who has logged in to Feishu. */
export type NamedPerson = Person & { name: string };

/** Flat, as OAuth wants it. */
const TokenBody = z.object({ access_token: z.string().min(1) });
const UserBody = z.object({
  data: z.object({ open_id: z.string().min(1), tenant_key: z.string().min(1), name: z.string().default('') }),
});

/**
 * Who has got this code. The token that stands for the person is used once and forgotten.
 * @throws AppError `feishu_refused` with Feishu's code for a code that is not good
 */
export async function readPerson(calls: Calls, app: AppCredentials, grant: Grant): Promise<NamedPerson> {
  const token = await exchangeCode(calls, app, grant);
  const result = await calls.read({
    name: 'user info',
    send: (client) => client.authen.v1.userInfo.get({}, withUserAccessToken(token)),
    body: UserBody,
  });
  const { open_id: openId, tenant_key: tenantKey, name } = answerOf(result).data;
  return { openId, tenantKey, name };
}

/** Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/authentication-management/access-token/get-user-access-token */
async function exchangeCode(calls: Calls, { appId, appSecret }: AppCredentials, grant: Grant) {
  const data = {
    grant_type: 'authorization_code',
    client_id: appId,
    client_secret: appSecret,
    code: grant.code,
    redirect_uri: grant.redirectUri,
    code_verifier: grant.codeVerifier,
  };
  const result = await calls.read({
    name: 'user token',
    // The credentials in the body are the only ones it takes.
    send: (client) => client.request({ method: 'POST', url: '/open-apis/authen/v2/oauth/token', data }),
    body: TokenBody,
  });
  return answerOf(result).access_token;
}
