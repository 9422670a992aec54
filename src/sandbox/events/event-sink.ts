import type { EventEnvelope } from '../state/event-envelope.ts';

/** What became of one attempt to hand an event over. */
export type Delivered = Answered | Unanswered;

/** There is an answer, in time. */
export interface Answered {
  /** The app acknowledged the event in the way its transport asks for. */
  ok: boolean;
  /** Parsed where it is JSON; null where the transport carries none. */
  answer: unknown;
  /** HTTP status, or the code of the acknowledgement. */
  status: number;
}

/** There is none. */
export interface Unanswered {
  ok: false;
  answer: null;
  status: null;
  why: 'not_connected' | 'unknown_host' | 'unreachable' | 'no_answer' | 'broken_off';
}

export function unanswered(why: Unanswered['why']): Unanswered {
  return { ok: false, answer: null, status: null, why };
}

/** One way to the app: its request URL, or a long connection. Never throws. */
export interface EventSink {
  deliver(envelope: EventEnvelope): Promise<Delivered>;
}
