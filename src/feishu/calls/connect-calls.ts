import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { answerOf, type Calls, type FeishuCall } from './call.ts';
import { developerConsoleOf, namingConsole } from './developer-console.ts';
import type { Failure } from './failure.ts';
import type { Verdict, VerdictOn } from './feishu-errors.ts';
import { type CallDeps, sendCall, type TokenSource } from './send-call.ts';
import type { FreshToken, TenantToken } from './tenant-token.ts';

export interface AppCredentials {
  appId: string;
  appSecret: string;
}

/** An app of one platform. */
export interface PlatformApp extends AppCredentials {
  /** Origin of the platform, such as `https://open.feishu.cn`. */
  domain: string;
}

/** Top level, unlike all other answers. `expire` counts seconds. */
const TokenBody = z.object({ tenant_access_token: z.string().min(1), expire: z.number() });

/** Calls in the name of the app. Fetching its token is a call like the others, and counted like them. */
export function connectCalls(deps: CallDeps, token: TenantToken, app: PlatformApp): Calls {
  const tokens: TokenSource = {
    get: () => token.get(() => fetchToken(deps, app)),
    drop: token.drop,
  };
  const developerConsole = developerConsoleOf(app.domain);
  const send = <Body>(call: FeishuCall<Body>) =>
    sendCall(deps, call, tokens).catch((thrown: unknown) => {
      throw namingConsole(developerConsole, thrown);
    });
  return {
    async read(call) {
      const result = await send({ ...call, effect: 'none' });
      if (result.kind === 'too_large' || result.kind === 'refused') return result;
      return { kind: 'done', body: answerOf(result) };
    },
    write: send,
  };
}

/** A tenant token, new or the one that Feishu handed out before: whether the app may work at all. */
export async function fetchToken(
  deps: CallDeps,
  { appId, appSecret, domain }: PlatformApp,
): Promise<FreshToken> {
  const call: FeishuCall<z.infer<typeof TokenBody>> = {
    name: 'tenant token',
    effect: 'none',
    send: (client) =>
      client.auth.v3.tenantAccessToken.internal({ data: { app_id: appId, app_secret: appSecret } }),
    body: TokenBody,
  };
  const asked = { ...deps, verdictOn: onTokenCall(deps) };
  const sent = sendCall(asked, call, null).catch((thrown: unknown) => {
    throw namingDomain(domain, thrown);
  });
  const { tenant_access_token, expire } = answerOf(await sent);
  return { token: tenant_access_token, expiresInSeconds: expire };
}

/** Whoever wants to know whether it is Feishu at all asks for a token: that every platform gives, in one shape. */
function onTokenCall({ verdictOn, waits }: Pick<CallDeps, 'verdictOn' | 'waits'>): VerdictOn {
  return (failure) =>
    isNoPlatform(failure) ? notOpenPlatform(waits ? patientTries : 1) : verdictOn(failure);
}

/** A server that is in good health and answers with a page, without the log id that every answer of Feishu names. */
function isNoPlatform(failure: Failure): boolean {
  if (failure.kind !== 'unreadable' || failure.logId !== null) return false;
  return failure.status < 500 && ![408, 413, 429].includes(failure.status);
}

const patientTries = 4;

/** A proxy may be in the way for a moment. */
const notOpenPlatform = (tries: number): Verdict => ({
  kind: 'temporary',
  tries,
  otherwise: { kind: 'stop', error: 'not_open_platform' },
});

/** Its address, because that is what has to be mended. */
function namingDomain(domain: string, thrown: unknown): unknown {
  if (!(thrown instanceof AppError) || thrown.code !== 'not_open_platform') return thrown;
  return new AppError(thrown.code, { details: { ...thrown.details, domain }, cause: thrown });
}
