import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import * as lark from '@larksuiteoapi/node-sdk';
import { closedAfterTest } from '../support/closed-after-test.ts';
import { property, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

export const keys = { verificationToken: 'token-of-the-app', encryptKey: 'key of the app' };

export interface Reply {
  status?: number;
  body?: unknown;
  /** 'never': no answer, and the connection stays open; 'broken': the connection ends instead. */
  after?: 'never' | 'broken';
}

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  /** Decrypted and parsed, as far as it can be. */
  content: unknown;
}

export interface EventReceiver {
  url: string;
  /** All but address checks, the oldest first. */
  received: Received[];
  checks: Received[];
  /** What the next deliveries are answered; the default is 200 `{}`. */
  answerWith(reply: Reply): void;
  close(): Promise<void>;
}

/** A sandbox that delivers its events to an app, for the test that is running. */
export async function startDelivering(): Promise<{ test: TestSandbox; app: EventReceiver }> {
  const test = await startTestSandbox();
  const app = closedAfterTest(await startReceiver());
  // The one that delivers ends before the one that receives.
  closedAfterTest(test.sandbox);
  await test.sandbox.deliverTo({ url: app.url, ...keys });
  return { test, app };
}

/** An app's request URL that answers address checks and writes down the rest. */
export async function startReceiver(encryptKey = keys.encryptKey): Promise<EventReceiver> {
  const received: Received[] = [];
  const checks: Received[] = [];
  let reply: Reply = {};
  const server = createServer(async (request, response) => {
    const body = (await buffer(request)).toString();
    const content = open(body, encryptKey);
    const arrived = { headers: request.headers, body, content };
    if (property(content, 'type') === 'url_verification') {
      checks.push(arrived);
      response.end(JSON.stringify({ challenge: property(content, 'challenge') }));
      return;
    }
    received.push(arrived);
    if (reply.after === 'broken') request.socket.destroy();
    if (reply.after !== undefined) return;
    response.statusCode = reply.status ?? 200;
    response.setHeader('location', '/elsewhere');
    response.end(reply.status === 204 ? '' : JSON.stringify(reply.body ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/feishu/events`,
    received,
    checks,
    answerWith(given) {
      reply = given;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** undefined for what cannot be read. */
function open(body: string, encryptKey: string): unknown {
  try {
    const outer: unknown = JSON.parse(body);
    const encrypted = property(outer, 'encrypt');
    return typeof encrypted === 'string'
      ? JSON.parse(new lark.AESCipher(encryptKey).decrypt(encrypted))
      : outer;
  } catch {
    return undefined;
  }
}
