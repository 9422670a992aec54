import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connectCalls } from '../../src/feishu/calls/connect-calls.ts';
import { createFeishuClient } from '../../src/feishu/calls/feishu-client.ts';
import { verdictOnBaseCall } from '../../src/feishu/calls/feishu-errors.ts';
import { createPace } from '../../src/feishu/calls/pace.ts';
import { createTenantToken } from '../../src/feishu/calls/tenant-token.ts';
import { createLog } from '../../src/log.ts';
import { syncTiming } from '../../src/sync/timing.ts';
import { testClock } from './sandbox-base.ts';

/** Answers one call; the last of a list answers all calls after it. */
export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export const json =
  (body: object, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(JSON.stringify(body));
  };
export const html =
  (status: number): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/html' });
    response.end('<html><body>Bad Gateway</body></html>');
  };
/** Half of an answer whose header promises the whole. */
export const cut: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"code":0,"data":', () => response.destroy());
};
/** A JSON answer that ends early although the connection says it is complete. */
export const truncated: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end('{"code":0,"data":{"rec');
};
export const hang: Answer = () => {};
export const drip: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const drops = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(drops));
};
export const drop: Answer = (response) => void response.destroy();
export const app = json({ code: 0, msg: 'success', data: { app: { time_zone: 'Asia/Shanghai' } } });

export const secret = 'secret-that-nobody-may-read';

/** A platform that answers as it is told, and calls to it in the name of an app, with everything they log. */
export async function callRawServer(
  answers: Answer[],
  tokenAnswers: Answer[] = [],
  {
    /** The platform that the app believes to be at. */
    domain = 'https://open.feishu.cn',
    /** Short where an answer never comes; where all come, a busy machine must not make one late. */
    callTimeoutMs = 60_000,
  } = {},
) {
  const waiting = [...answers];
  const tokens = [...tokenAnswers];
  const authorizations: (string | undefined)[] = [];
  let tokenFetches = 0;
  const server = createServer((request, response) => {
    request.resume();
    if (request.url === '/open-apis/auth/v3/tenant_access_token/internal') {
      tokenFetches += 1;
      const answer =
        tokens.shift() ?? json({ code: 0, tenant_access_token: `t-${tokenFetches}`, expire: 7_200 });
      answer(response, request);
      return;
    }
    authorizations.push(request.headers.authorization);
    const answer = waiting.length > 1 ? waiting.shift() : waiting[0];
    answer?.(response, request);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  const credentials = { appId: 'cli_raw', appSecret: secret };
  const logged: string[] = [];
  const clock = testClock();
  const backOffs: number[] = [];
  let called = 0;
  const client = createFeishuClient({
    ...credentials,
    domain: `http://127.0.0.1:${address.port}/`,
    callTimeoutMs,
  });
  const observer = {
    called: () => {
      called += 1;
    },
    backingOff: async (ms: number) => void backOffs.push(ms),
    goingOn: async () => {},
    checkpoint: async () => {},
  };
  const log = createLog('trace', { write: (line) => void logged.push(line) });
  const deps = {
    client,
    observer,
    pace: createPace(),
    clock,
    random: () => 1,
    log,
    ...syncTiming,
    verdictOn: verdictOnBaseCall,
    waits: true,
  };
  return {
    calls: connectCalls(deps, createTenantToken(clock), { ...credentials, domain }),
    clock,
    backOffs,
    authorizations,
    called: () => called,
    tokenFetches: () => tokenFetches,
    logged: () => logged.join(''),
    async close() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
