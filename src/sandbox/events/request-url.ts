import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { NewId } from '../platform/ids.ts';
import { encrypt } from './encrypt.ts';
import type { Delivered, EventSink } from './event-sink.ts';
import { signatureHeaders } from './sign.ts';

/** Where the app receives events, and what it shares with the platform. */
export interface DeliveryTarget {
  url: string;
  verificationToken: string;
  /** '': nothing is encrypted or signed. */
  encryptKey: string;
}

export interface RequestUrlDeps {
  /** Epoch milliseconds, for the signature. */
  now: () => number;
  newId: NewId;
  /** Ends requests under way when the sandbox stops. */
  stopped: AbortSignal;
}

/** Connecting included (https://open.feishu.cn/document/ukTMukTMukTM/uUTNz4SN1MjL1UzM). */
const deliveryMs = 3000;
const challengeMs = 1000;

/** Events go to the request URL; delivered is what is answered 200 in three seconds, redirects are not followed. */
export function createRequestUrl(target: DeliveryTarget, deps: RequestUrlDeps): EventSink {
  return {
    deliver(envelope) {
      const header = { ...envelope.header, token: target.verificationToken };
      const body = wrap({ ...envelope, header }, target);
      const nonce = deps.newId('', 10);
      const signed =
        target.encryptKey === '' ? {} : signatureHeaders(body, target.encryptKey, { at: deps.now(), nonce });
      return post(target.url, body, signed, deliveryMs, deps.stopped);
    },
  };
}

/**
 * What the platform asks before it takes a URL; never signed.
 * @throws Error if the answer is not the challenge, within a second
 */
export async function checkRequestUrl(
  target: DeliveryTarget,
  { newId, stopped }: RequestUrlDeps,
): Promise<void> {
  const challenge = newId('', 32);
  const asked = { challenge, token: target.verificationToken, type: 'url_verification' };
  const { ok, answer, status } = await post(target.url, wrap(asked, target), {}, challengeMs, stopped);
  const given = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'challenge') : undefined;
  if (!ok || given !== challenge) {
    throw new Error(`the request URL did not answer the challenge (HTTP ${status ?? 'none'})`);
  }
}

function wrap(content: object, { encryptKey }: DeliveryTarget): string {
  const plain = JSON.stringify(content);
  return encryptKey === '' ? plain : JSON.stringify({ encrypt: encrypt(plain, encryptKey) });
}

/** Over a connection of its own: one that is kept open would hold up an app that stops. */
function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  withinMs: number,
  stopped: AbortSignal,
): Promise<Delivered> {
  return new Promise((resolve) => {
    const none = () => resolve({ ok: false, answer: null, status: null });
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(withinMs)]);
    const send = new URL(url).protocol === 'https:' ? secureRequest : request;
    const options = {
      method: 'POST',
      agent: false,
      signal,
      headers: {
        'content-type': 'application/json;charset=utf-8',
        'content-length': Buffer.byteLength(body),
        ...headers,
      },
    };
    const call = send(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', none);
      response.on('end', () => {
        const status = response.statusCode ?? null;
        resolve({ ok: status === 200, answer: parsed(Buffer.concat(chunks).toString()), status });
      });
    });
    call.on('error', none);
    call.end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
