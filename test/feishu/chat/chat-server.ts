import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createFetchChatFile } from '../../../src/feishu/chat/fetch-chat-file.ts';
import { openChat } from '../../../src/feishu/chat/open-chat.ts';
import { createLog } from '../../../src/log.ts';
import { testClock } from '../sandbox-base.ts';

export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export interface Request {
  /** Method and path with query. */
  line: string;
  body: Buffer;
}

/** A platform that answers as it is told; the last of the answers is for all calls after it. */
export async function startChatServer(answers: Answer[], callTimeoutMs = 10_000) {
  const waiting = [...answers];
  const requests: Request[] = [];
  const tokens: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    if (request.url === '/open-apis/auth/v3/tenant_access_token/internal') {
      tokens.push(`t-${tokens.length + 1}`);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ code: 0, tenant_access_token: tokens.at(-1), expire: 7_200 }));
      return;
    }
    requests.push({ line: `${request.method} ${request.url}`, body });
    const answer = waiting.length > 1 ? waiting.shift() : waiting[0];
    answer?.(response, request);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  const logged: string[] = [];
  const clock = testClock();
  const options = {
    appId: 'cli_a1b2c3d4e5f60718',
    appSecret: 'secret-that-nobody-may-read',
    domain: `http://127.0.0.1:${address.port}`,
    sandbox: false,
    clock,
    random: () => 1,
    log: createLog('trace', { write: (line) => void logged.push(line) }),
    callTimeoutMs,
  };
  return {
    ...openChat(options),
    fetchChatFile: createFetchChatFile(options),
    requests,
    clock,
    tokens,
    logged: () => logged.join(''),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
