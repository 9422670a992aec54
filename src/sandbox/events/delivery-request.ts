import type { EventEnvelope } from '../state/event-envelope.ts';
import { encrypt } from './encrypt.ts';
import type { AppRequest } from './post.ts';
import { signatureHeaders } from './sign.ts';

/** Where the app receives events, and what it shares with the platform. */
export interface DeliveryTarget {
  url: string;
  verificationToken: string;
  /** '': nothing is encrypted or signed. */
  encryptKey: string;
}

/** By what a signature differs from the next: epoch milliseconds, and any text. */
export interface Stamp {
  at: number;
  nonce: string;
}

/** An event as the app receives it: with its token, encrypted and signed. */
export function deliveryRequest(envelope: EventEnvelope, target: DeliveryTarget, stamp: Stamp): AppRequest {
  const header = { ...envelope.header, token: target.verificationToken };
  return signed(wrapped({ ...envelope, header }, target), target, stamp);
}

/** JSON, encrypted where there is a key for it. */
export function wrapped(content: object, { encryptKey }: DeliveryTarget): string {
  const plain = JSON.stringify(content);
  return encryptKey === '' ? plain : JSON.stringify({ encrypt: encrypt(plain, encryptKey) });
}

/** Signed where there is a key for it. */
export function signed(body: string, { encryptKey }: DeliveryTarget, stamp: Stamp): AppRequest {
  return { body, headers: encryptKey === '' ? {} : signatureHeaders(body, encryptKey, stamp) };
}
