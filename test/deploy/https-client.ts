import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';

export interface Reply {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Call {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | URLSearchParams | FormData;
  /** The address of this machine from which it comes. */
  from?: string;
}

/** Calls a server that shows this certificate. `fetch` can neither trust it nor choose where a call comes from. */
export function httpsClient(origin: string, certificate: Buffer) {
  const open = async (path: string, { method = 'GET', headers = {}, body, from }: Call = {}) => {
    const given = body === undefined ? null : new Response(body);
    const bytes = given === null ? null : Buffer.from(await given.arrayBuffer());
    const type = given?.headers.get('content-type') ?? null;
    const call = request(origin + path, {
      method,
      ca: certificate,
      agent: false,
      ...(from === undefined ? {} : { localAddress: from }),
      headers: { ...(type === null ? {} : { 'content-type': type }), ...headers },
    });
    call.end(bytes ?? undefined);
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    return { call, response };
  };
  return {
    async fetch(path: string, call?: Call): Promise<Reply> {
      const { response } = await open(path, call);
      return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
    },
    /** What comes until somebody has read enough. */
    async *stream(path: string, call?: Call): AsyncGenerator<string> {
      const { call: sent, response } = await open(path, call);
      try {
        for await (const chunk of response) yield String(chunk);
      } finally {
        sent.destroy();
      }
    },
  };
}
