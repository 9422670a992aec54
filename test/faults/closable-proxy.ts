import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A proxy before the stand-in Feishu that can stop listening: then connections are refused. */
export interface ClosableProxy {
  url: string;
  /** Stops listening after so many more calls; 0: now. */
  refuseAfter(calls: number): Promise<void>;
  /** Listens again, at the same address. */
  accept(): Promise<void>;
  close(): Promise<void>;
}

/** @param upstream origin of the stand-in */
export async function openClosableProxy(upstream: string): Promise<ClosableProxy> {
  let callsLeft = Number.POSITIVE_INFINITY;
  let server: Server | null = null;
  const stopListening = () => {
    server?.close();
    server = null;
  };
  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const answer = await forward(upstream, incoming);
    callsLeft -= 1;
    // Before the caller has its answer, so that its next call is refused.
    if (callsLeft === 0) stopListening();
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
    async refuseAfter(calls) {
      callsLeft = calls === 0 ? Number.POSITIVE_INFINITY : calls;
      if (calls === 0) stopListening();
    },
    async accept() {
      callsLeft = Number.POSITIVE_INFINITY;
      if (server === null) await listen(port);
    },
    async close() {
      stopListening();
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
