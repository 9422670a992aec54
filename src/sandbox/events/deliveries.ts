import type { EventEnvelope, EventSink } from './event-sink.ts';
import { newEventId } from './new-event-id.ts';

/** One event and what became of it. */
export interface Delivery {
  eventId: string;
  eventType: string;
  attempts: readonly Attempt[];
  /** Acknowledged, or given up after the last redelivery. */
  done: boolean;
}

interface Attempt {
  /** Epoch milliseconds. */
  at: number;
  /** null: no answer in time, or nobody there. */
  status: number | null;
  ms: number;
}

/** Brings events to the app, at least once. */
export interface Deliveries {
  /** Returns at once; the event is on its way. */
  send(envelope: EventEnvelope): void;
  /** Starts every redelivery whose time has come. */
  retryDue(): void;
  /**
   * Delivers an event once more, or `times` at once: the latest one where no id is given.
   * @param again `newEventId`: under a new event id, as the platform does at times
   * @returns the event ids used; null for an unknown event
   */
  redeliver(again: { eventId?: string; newEventId?: boolean; times?: number }): Promise<string[] | null>;
  /** The latest, the oldest first. */
  list(): readonly Delivery[];
}

interface Kept {
  envelope: EventEnvelope;
  attempts: Attempt[];
  acknowledged: boolean;
  isUnderWay: boolean;
}

const minute = 60_000;
/** After a failed delivery, and after each failed redelivery (https://open.feishu.cn/document/ukTMukTMukTM/uUTNz4SN1MjL1UzM). */
const ladderMs = [15_000, 5 * minute, 60 * minute, 360 * minute] as const;
const kept = 500;

/**
 * Redelivery runs on the given clock and only when `retryDue` is called, so that a test need not wait for hours.
 * @param now epoch milliseconds
 */
export function createDeliveries(sink: EventSink, now: () => number): Deliveries {
  let all: Kept[] = [];
  const add = (envelope: EventEnvelope): Kept => {
    const fresh = { envelope, attempts: [], acknowledged: false, isUnderWay: false };
    all = [...all, fresh].slice(-kept);
    return fresh;
  };
  const attempt = async (delivery: Kept): Promise<void> => {
    delivery.isUnderWay = true;
    const at = now();
    const started = performance.now();
    const { ok, status } = await sink.deliver(delivery.envelope);
    const ms = Math.round(performance.now() - started);
    delivery.attempts.push({ at, status: status ?? (ok ? 200 : null), ms });
    delivery.acknowledged ||= ok;
    delivery.isUnderWay = false;
  };
  return {
    send: (envelope) => void attempt(add(envelope)),
    retryDue() {
      for (const delivery of all) {
        if (!delivery.isUnderWay && isDue(delivery, now())) void attempt(delivery);
      }
    },
    async redeliver({ eventId, newEventId: isRenamed = false, times = 1 }) {
      const found = eventId === undefined ? all.at(-1) : all.find((each) => idOf(each) === eventId);
      if (found === undefined) return null;
      const again = Array.from({ length: times }, () => (isRenamed ? add(renamed(found.envelope)) : found));
      await Promise.all(again.map(attempt));
      return again.map(idOf);
    },
    list: () => all.map(describe),
  };
}

function isDue({ acknowledged, attempts }: Kept, at: number): boolean {
  const last = attempts.at(-1);
  const wait = ladderMs[attempts.length - 1];
  return !acknowledged && last !== undefined && wait !== undefined && at - last.at >= wait;
}

function describe({ envelope, attempts, acknowledged }: Kept): Delivery {
  const { event_id: eventId, event_type: eventType } = envelope.header;
  return { eventId, eventType, attempts, done: acknowledged || attempts.length > ladderMs.length };
}

function idOf({ envelope }: Kept): string {
  return envelope.header.event_id;
}

function renamed(envelope: EventEnvelope): EventEnvelope {
  return { ...envelope, header: { ...envelope.header, event_id: newEventId() } };
}
