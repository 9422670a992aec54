import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Stands in front of the stand-in Feishu and can be shut: then connections are refused. */
export interface FrontDoor {
  url: string;
  /** Shuts after so many more calls; 0: now. */
  shutAfter(calls: number): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
}

/** @param upstream origin of the stand-in */
export async function openFrontDoor(upstream: string): Promise<FrontDoor> {
  let left = Number.POSITIVE_INFINITY;
  let server: Server | null = null;
  const shut = () => {
    server?.close();
    server = null;
  };
  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const answer = await forward(upstream, incoming);
    left -= 1;
    // Shut before the caller has its answer, so that its next call finds the door closed.
    if (left === 0) shut();
    outgoing.writeHead(answer.status, { ...answer.headers, connection: 'close' });
    outgoing.end(answer.body);
  };
  const listen = async (port: number) => {
    const opened = createServer((incoming, outgoing) => void pass(incoming, outgoing));
    opened.listen(port, '127.0.0.1');
    await once(opened, 'listening');
    server = opened;
    return (opened.address() as AddressInfo).port;
  };
  const port = await listen(0);
  return {
    url: `http://127.0.0.1:${port}`,
    async shutAfter(calls) {
      left = calls === 0 ? Number.POSITIVE_INFINITY : calls;
      if (calls === 0) shut();
    },
    async open() {
      left = Number.POSITIVE_INFINITY;
      if (server === null) await listen(port);
    },
    async close() {
      shut();
    },
  };
}

async function forward(upstream: string, incoming: IncomingMessage) {
  const body = await buffer(incoming);
  const { host: _host, connection: _connection, ...headers } = incoming.headers;
  const passedOn = request(`${upstream}${incoming.url}`, { method: incoming.method, headers, agent: false });
  passedOn.end(body);
  const [answer] = (await once(passedOn, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) };
}
