import type { CurrentSettings } from '../platform/settings.ts';
import type { Delivery } from '../state/delivery-model.ts';
import type { EventEnvelope } from '../state/event-envelope.ts';
import type { Store } from '../state/store.ts';
import type { EventSink } from './event-sink.ts';
import { newEventId } from './new-event-id.ts';

/** Delivers events to the app, at least once. */
export interface Deliveries {
  /** Returns at once; the event is on its way. */
  send(envelope: EventEnvelope): void;
  /** Starts every delivery whose time has come. */
  retryDue(): void;
  /**
   * Delivers an event once more, or `times` at once.
   * @param again `newEventId`: under a new event id, as the platform does at times
   * @returns event id and status of each
   */
  redeliver(envelope: EventEnvelope, again: { newEventId: boolean; times: number }): Promise<Redelivered[]>;
  /** The event of this id, the latest where none is given; null where there is none. */
  find(eventId?: string): EventEnvelope | null;
  /** The latest, the oldest first. */
  list(): readonly ListedDelivery[];
}

export interface Redelivered {
  eventId: string;
  status: number | null;
}

/** A delivery for people. */
export interface ListedDelivery {
  eventId: string;
  eventType: string;
  attempts: Delivery['attempts'];
  /** Acknowledged, or given up after the last redelivery. */
  done: boolean;
}

export interface DeliveriesDeps {
  store: Store;
  sink: EventSink;
  settings: CurrentSettings;
  /** Epoch milliseconds. */
  now: () => number;
  stopped: AbortSignal;
}

const minute = 60_000;
/** After a failed delivery, and after each failed redelivery (https://open.feishu.cn/document/ukTMukTMukTM/uUTNz4SN1MjL1UzM). */
const redeliveryDelaysMs = [15_000, 5 * minute, 60 * minute, 360 * minute] as const;

/**
 * Redelivery runs on the given clock and only when `retryDue` is called, so that a test need not wait for hours. What is
 * due is part of the state: it outlives a restart, and a reset drops it.
 */
export function createDeliveries({ store, sink, settings, now, stopped }: DeliveriesDeps): Deliveries {
  const underWay = new Set<string>();
  const known = () => store.state.deliveries;
  const put = (delivery: Delivery) => store.commit([{ kind: 'put_delivery', delivery }]);
  const add = (envelope: EventEnvelope) => put({ envelope, attempts: [], acknowledged: false });

  const attempt = async (envelope: EventEnvelope): Promise<Redelivered> => {
    const eventId = idOf(envelope);
    const at = now();
    const started = performance.now();
    const { ok, status } = await sink.deliver(envelope);
    const ms = Math.round(performance.now() - started);
    const delivery = known().get(eventId);
    // Cut short by a stop, it counts as not tried; a reset has dropped it for good.
    if (delivery !== undefined && !stopped.aborted) {
      const attempts = [...delivery.attempts, { at, status, ms }];
      put({ ...delivery, attempts, acknowledged: delivery.acknowledged || ok });
    }
    return { eventId, status };
  };
  const run = async (envelope: EventEnvelope): Promise<Redelivered> => {
    underWay.add(idOf(envelope));
    const redelivered = await attempt(envelope);
    underWay.delete(idOf(envelope));
    return redelivered;
  };
  const redeliver: Deliveries['redeliver'] = (envelope, { newEventId: isRenamed, times }) => {
    const again = Array.from({ length: times }, () => (isRenamed ? renamed(envelope) : envelope));
    if (isRenamed) again.forEach(add);
    return Promise.all(again.map(run));
  };
  const repeatAcknowledged = async (envelope: EventEnvelope): Promise<void> => {
    const { repeatedEvents } = settings();
    if (repeatedEvents === 'never' || !known().get(idOf(envelope))?.acknowledged) return;
    await redeliver(envelope, { newEventId: repeatedEvents === 'new_event_id', times: 1 });
  };
  return {
    send(envelope) {
      add(envelope);
      void run(envelope).then(() => repeatAcknowledged(envelope));
    },
    retryDue() {
      for (const [eventId, delivery] of known()) {
        if (!underWay.has(eventId) && isDue(delivery, now())) void run(delivery.envelope);
      }
    },
    redeliver,
    find: (eventId) =>
      (eventId === undefined ? [...known().values()].at(-1) : known().get(eventId))?.envelope ?? null,
    list: () => [...known().values()].map(listed),
  };
}

/** One that was never tried to its end is due at once: a restart came in between. */
function isDue({ acknowledged, attempts }: Delivery, at: number): boolean {
  const last = attempts.at(-1);
  if (acknowledged || last === undefined) return !acknowledged;
  const wait = redeliveryDelaysMs[attempts.length - 1];
  return wait !== undefined && at - last.at >= wait;
}

function listed({ envelope, attempts, acknowledged }: Delivery): ListedDelivery {
  const done = acknowledged || attempts.length > redeliveryDelaysMs.length;
  return { eventId: idOf(envelope), eventType: envelope.header.event_type, attempts, done };
}

function idOf({ header }: EventEnvelope): string {
  return header.event_id;
}

function renamed(envelope: EventEnvelope): EventEnvelope {
  return { ...envelope, header: { ...envelope.header, event_id: newEventId() } };
}
