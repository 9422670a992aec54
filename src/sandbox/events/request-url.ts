import type { NewId } from '../platform/ids.ts';
import type { EventEnvelope } from '../state/event-envelope.ts';
import { type DeliveryTarget, deliveryRequest } from './delivery-request.ts';
import type { Delivered, EventSink } from './event-sink.ts';
import { type Forgery, forgedRequest } from './forgeries.ts';
import { type AppRequest, post } from './post.ts';

export interface RequestUrlDeps {
  /** Epoch milliseconds, for the signature. */
  now: () => number;
  newId: NewId;
  /** How long the app may take, in milliseconds. */
  answerWithinMs: () => number;
  /** Ends requests under way when the sandbox stops. */
  stopped: AbortSignal;
}

/** The address at which the app receives events, and what others may send there. */
export interface RequestUrl extends EventSink {
  /** Sends what only looks like a delivery of this event. */
  forge(envelope: EventEnvelope, forgery: Forgery): Promise<Delivered>;
  /** Sends the latest delivery of this event again, byte for byte; null for an event that never went there. */
  replay(eventId: string): Promise<Delivered> | null;
}

/** So many deliveries can be replayed. */
const kept = 100;

/** Delivered is what is answered 200 in time. */
export function createRequestUrl(target: DeliveryTarget, deps: RequestUrlDeps): RequestUrl {
  const sent = new Map<string, AppRequest>();
  const stamp = () => ({ at: deps.now(), nonce: deps.newId('', 10) });
  const send = (request: AppRequest) => post(target.url, request, deps.answerWithinMs(), deps.stopped);
  return {
    deliver(envelope) {
      const request = deliveryRequest(envelope, target, stamp());
      sent.set(envelope.header.event_id, request);
      const [oldest] = sent.keys();
      if (sent.size > kept && oldest !== undefined) sent.delete(oldest);
      return send(request);
    },
    forge: (envelope, forgery) => send(forgedRequest(forgery, envelope, target, stamp())),
    replay(eventId) {
      const request = sent.get(eventId);
      return request === undefined ? null : send(request);
    },
  };
}
