import { z } from 'zod';
import { createDispatcher, type EventDeps } from './create-dispatcher.ts';
import { type EventKeys, type Forgery, type Headers, readDelivery } from './read-delivery.ts';

/** What Feishu is answered: the HTTP status and a JSON body. Anything but 200 makes it deliver an event again. */
export interface EventReply {
  status: 200 | 400 | 401 | 500;
  body: unknown;
}

export type ReceiveEvent = (rawBody: Uint8Array, headers: Headers) => Promise<EventReply>;

export interface ReceiveDeps extends EventDeps, EventKeys {
  /** Told of what does not come from Feishu, or does but was made with other keys than ours. */
  onRefused(why: Forgery): void;
}

const Answer = z.record(z.string(), z.unknown()).catch({});

/**
 * Takes what Feishu delivers to the request URL: address checks, events and pressed buttons. Headers are named in lower
 * case. Never throws.
 */
export function createReceiveEvent(deps: ReceiveDeps): ReceiveEvent {
  const { clock, log } = deps;
  const dispatcher = createDispatcher(deps);
  return async (rawBody, headers) => {
    const delivery = readDelivery(rawBody, headers, deps, clock.now());
    switch (delivery.kind) {
      case 'challenge':
        return { status: 200, body: { challenge: delivery.challenge } };
      case 'unreadable':
        return { status: 400, body: {} };
      case 'not_genuine':
        log.warn({ why: delivery.why }, 'refused an event that is not from Feishu');
        deps.onRefused(delivery.why);
        return { status: 401, body: {} };
      case 'event':
        try {
          const answer: unknown = await dispatcher.invoke(delivery.envelope, { needCheck: false });
          // The SDK answers with a sentence where nobody handles the type.
          return { status: 200, body: Answer.parse(answer) };
        } catch {
          return { status: 500, body: {} };
        }
    }
  };
}
