import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { type Delivered, type Unanswered, unanswered } from './event-sink.ts';

/** What is sent to the app's address. */
export interface AppRequest {
  body: string;
  headers: Readonly<Record<string, string>>;
}

/**
 * Sends a request to the app and reads its answer; 200 is the only success, and redirects are not followed. Each over a
 * connection of its own: one that is kept open would hold up an app that stops.
 * @param withinMs connecting included
 * @param stopped ends the request early
 */
export function post(
  url: string,
  { body, headers }: AppRequest,
  withinMs: number,
  stopped: AbortSignal,
): Promise<Delivered> {
  return new Promise((resolve) => {
    const timeout = AbortSignal.timeout(withinMs);
    const send = new URL(url).protocol === 'https:' ? secureRequest : request;
    const call = send(url, {
      method: 'POST',
      agent: false,
      signal: AbortSignal.any([stopped, timeout]),
      headers: {
        'content-type': 'application/json;charset=utf-8',
        'content-length': Buffer.byteLength(body),
        ...headers,
      },
    });
    const fail = (error: NodeJS.ErrnoException) => {
      resolve(unanswered(whyOf(error, { isConnected: call.socket?.connecting === false, timeout })));
    };
    call.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        resolve({ ok: status === 200, answer: parsed(Buffer.concat(chunks).toString()), status });
      });
    });
    call.on('error', fail);
    call.end(body);
  });
}

const lookUpErrors: readonly unknown[] = ['ENOTFOUND', 'EAI_AGAIN'];

function whyOf(
  { code }: NodeJS.ErrnoException,
  { isConnected, timeout }: { isConnected: boolean; timeout: AbortSignal },
): Unanswered['why'] {
  if (lookUpErrors.includes(code)) return 'unknown_host';
  if (code === 'ECONNREFUSED' || !isConnected) return 'unreachable';
  return timeout.aborted ? 'no_answer' : 'broken_off';
}

/** The text itself where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
