import Router from '@koa/router';
import { koaBody } from 'koa-body';
import { z } from 'zod';
import type { Credentials } from '../auth/credentials.ts';
import { clientConfig } from './client-config.ts';

const EndpointBody = z.object({ AppID: z.string(), AppSecret: z.string() });

/** `data` is there in refusals too: the SDK reads it before it looks at the code. */
const refusals = {
  authFailed: { code: 514, msg: 'auth failed', data: {} },
  tooManyConnections: { code: 1000040350, msg: 'the number of connections exceeded the limit', data: {} },
};

export interface EndpointRoute {
  credentials: Credentials;
  /** An app may have so many connections and no more. */
  isFull(): boolean;
  /** Path and query of an address that lets one connection in. */
  newAddress(): string;
}

/**
 * Where a client asks for the address of its connection; the answer is HTTP 200 in any case. Undocumented, as the
 * official SDKs call it (https://github.com/larksuite/node-sdk/tree/main/ws-client).
 */
export function endpointRoute({ credentials, isFull, newAddress }: EndpointRoute): Router {
  const router = new Router();
  const readBody = koaBody({ multipart: false, urlencoded: false, text: false });
  router.post('/callback/ws/endpoint', readBody, (context) => {
    const asked = EndpointBody.safeParse(context.request.body);
    const isKnown = asked.data?.AppID === credentials.appId && asked.data.AppSecret === credentials.appSecret;
    if (!isKnown) context.body = refusals.authFailed;
    else if (isFull()) context.body = refusals.tooManyConnections;
    else {
      const data = { URL: `ws://${context.host}${newAddress()}`, ClientConfig: clientConfig };
      context.body = { code: 0, msg: 'success', data };
    }
  });
  return router;
}
