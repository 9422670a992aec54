import type { EventEnvelope } from '../state/event-envelope.ts';
import { type DeliveryTarget, deliveryRequest, type Stamp, signed } from './delivery-request.ts';
import type { AppRequest } from './post.ts';

type Forge = (envelope: EventEnvelope, target: DeliveryTarget, stamp: Stamp) => AppRequest;

/** Redelivery ends after seven hours; what claims to be older is none. */
const staleMs = 13 * 3_600_000;
const oversizedBytes = 4 * 1024 * 1024;

/** What others than the platform may send to the app's address; an app has to refuse each. */
const forgers = {
  unsigned: (...event) => ({ ...deliveryRequest(...event), headers: {} }),
  wrong_key: (envelope, target, stamp) => ({
    body: deliveryRequest(envelope, target, stamp).body,
    headers: deliveryRequest(envelope, { ...target, encryptKey: 'a key made up' }, stamp).headers,
  }),
  wrong_token: (envelope, target, stamp) =>
    deliveryRequest(envelope, { ...target, verificationToken: 'a token made up' }, stamp),
  /** The signature holds for the body before the change. */
  tampered: (...event) => {
    const { body, headers } = deliveryRequest(...event);
    return { body: ` ${body}`, headers };
  },
  stale: (envelope, target, { at, nonce }) => deliveryRequest(envelope, target, { at: at - staleMs, nonce }),
  malformed: (_envelope, target, stamp) => signed('{"encrypt":', target, stamp),
  oversized: (_envelope, target, stamp) =>
    signed(JSON.stringify({ encrypt: 'A'.repeat(oversizedBytes) }), target, stamp),
} as const satisfies Record<string, Forge>;

export type Forgery = keyof typeof forgers;
export const forgeries = Object.keys(forgers) as Forgery[];

/** A request that only looks like a delivery of this event. */
export function forgedRequest(forgery: Forgery, ...event: Parameters<Forge>): AppRequest {
  return forgers[forgery](...event);
}
