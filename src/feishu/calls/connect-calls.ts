import { z } from 'zod';
import { answerOf, type Calls, type FeishuCall } from './call.ts';
import { type CallDeps, sendCall, type TokenSource } from './send-call.ts';
import type { FreshToken, TenantToken } from './tenant-token.ts';

export interface AppCredentials {
  appId: string;
  appSecret: string;
}

/** Top level, unlike all other answers. `expire` counts seconds. */
const TokenBody = z.object({ tenant_access_token: z.string().min(1), expire: z.number() });

/** Calls in the name of the app. Fetching its token is a call like the others, and counted like them. */
export function connectCalls(deps: CallDeps, token: TenantToken, credentials: AppCredentials): Calls {
  const tokens: TokenSource = {
    get: () => token.get(() => fetchToken(deps, credentials)),
    drop: token.drop,
  };
  return {
    async read(call) {
      const result = await sendCall(deps, { ...call, effect: 'none' }, tokens);
      return result.kind === 'too_large' ? result : { kind: 'done', body: answerOf(result) };
    },
    write: (call) => sendCall(deps, call, tokens),
  };
}

async function fetchToken(deps: CallDeps, { appId, appSecret }: AppCredentials): Promise<FreshToken> {
  const call: FeishuCall<z.infer<typeof TokenBody>> = {
    name: 'tenant token',
    effect: 'none',
    send: (client) =>
      client.auth.v3.tenantAccessToken.internal({ data: { app_id: appId, app_secret: appSecret } }),
    body: TokenBody,
  };
  const { tenant_access_token, expire } = answerOf(await sendCall(deps, call, null));
  return { token: tenant_access_token, expiresInSeconds: expire };
}
