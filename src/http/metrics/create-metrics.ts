import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Figures, OperationFigures } from '../../sync/operation-figures.ts';
import type { ServiceHealth } from '../service-health.ts';
import { createFinishedCounter } from './finished-counter.ts';

/** One try of a call to Feishu. `api`: what of Feishu was called. */
export interface CountedCall {
  api: 'base' | 'chat' | 'login';
  call: string;
  outcome: string;
  isRetry: boolean;
  ms: number;
}

/**
 * What Prometheus reads: figures only, nothing of people. Its counters begin with the process; what happened before is
 * in the store.
 */
export interface Metrics {
  countCall(call: CountedCall): void;
  countEvent(outcome: 'answered' | 'failed', ms: number): void;
  readonly contentType: string;
  /** https://prometheus.io/docs/instrumenting/exposition_formats/ */
  text(): Promise<string>;
}

export interface MetricsDeps {
  figures: OperationFigures;
  health(): ServiceHealth;
  now(): Date;
  version: string;
}

const callSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** A pressed button has 3 seconds, and staff notice less. */
const eventSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1, 3];

export function createMetrics({ figures, health, now, version }: MetricsDeps): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { counted, gauges } = createInstruments(registry);
  gauges.build.set({ version }, 1);
  const finished = createFinishedCounter(registry, now());

  const setParts = () => {
    const { isWorkerUp, feishu, bot } = health();
    gauges.workerUp.set(Number(isWorkerUp));
    gauges.feishuUsable.set(Number(feishu === 'ok'));
    gauges.botReachable.set(Number(bot === 'connected' || bot === 'webhook'));
  };
  const setFigures = ({ queued, running, asking, inDoubt, openCards, storeBytes }: Figures) => {
    gauges.queued.set(queued.count);
    gauges.queuedOldest.set(ageOf(queued.oldestAt, now()));
    gauges.running.set(running);
    gauges.asking.set(asking);
    gauges.inDoubt.set(inDoubt.count);
    gauges.inDoubtOldest.set(ageOf(inDoubt.oldestAt, now()));
    gauges.openCards.set(openCards);
    gauges.storeBytes.set(storeBytes);
  };

  return {
    countCall({ api, call, outcome, isRetry, ms }) {
      counted.calls.inc({ api, call, outcome });
      counted.callSeconds.observe({ api, call }, ms / 1_000);
      if (isRetry) counted.retries.inc({ api, call });
    },
    countEvent(outcome, ms) {
      counted.eventSeconds.observe({ outcome }, ms / 1_000);
      gauges.lastEvent.set(now().getTime() / 1_000);
    },
    contentType: registry.contentType,
    async text() {
      setParts();
      const read = await figures.read(finished.since(now())).catch(() => null);
      gauges.storeUp.set(Number(read !== null));
      if (read !== null) {
        setFigures(read);
        finished.count(read.finished);
      }
      // prom-client writes `Nan` where there is no value yet: https://github.com/siimon/prom-client/blob/v15.1.3/lib/util.js
      return (await registry.metrics()).replaceAll(/ Nan$/gm, ' NaN');
    },
  };
}

/** In seconds; 0 if there is nothing. */
function ageOf(since: Date | null, now: Date): number {
  return since === null ? 0 : Math.max(0, (now.getTime() - since.getTime()) / 1_000);
}

function createInstruments(registry: Registry) {
  const registers = [registry];
  const gauge = (name: string, help: string) => new Gauge({ name: `nvc_${name}`, help, registers });
  return {
    counted: {
      calls: new Counter({
        name: 'nvc_feishu_calls_total',
        help: 'Tries of calls to Feishu, by what was called and how it ended.',
        labelNames: ['api', 'call', 'outcome'],
        registers,
      }),
      callSeconds: new Histogram({
        name: 'nvc_feishu_call_duration_seconds',
        help: 'How long Feishu took to answer a call.',
        labelNames: ['api', 'call'],
        buckets: callSeconds,
        registers,
      }),
      retries: new Counter({
        name: 'nvc_feishu_retries_total',
        help: 'Tries of calls to Feishu that repeat a failed one.',
        labelNames: ['api', 'call'],
        registers,
      }),
      eventSeconds: new Histogram({
        name: 'nvc_event_duration_seconds',
        help: 'From an event of chat to its answer.',
        labelNames: ['outcome'],
        buckets: eventSeconds,
        registers,
      }),
    },
    gauges: {
      build: new Gauge({
        name: 'nvc_build_info',
        help: 'The version that runs.',
        labelNames: ['version'],
        registers,
      }),
      storeUp: gauge('store_up', 'Whether the store can be read.'),
      workerUp: gauge('worker_up', 'Whether the worker thread runs.'),
      feishuUsable: gauge('feishu_usable', 'Whether Feishu takes the credentials of the app.'),
      botReachable: gauge('bot_reachable', 'Whether events can arrive, as far as this side knows.'),
      lastEvent: gauge(
        'last_event_timestamp_seconds',
        'When the last event of chat came; 0 before the first.',
      ),
      queued: gauge('queue_length', 'Syncs that wait for the worker.'),
      queuedOldest: gauge('queue_oldest_seconds', 'How long the oldest of them has waited.'),
      running: gauge('running_syncs', 'Syncs that are being worked on.'),
      asking: gauge('asking_syncs', 'Syncs that wait for an answer of a person.'),
      inDoubt: gauge('in_doubt_intents', 'Writes to Base whose outcome is open.'),
      inDoubtOldest: gauge('in_doubt_oldest_seconds', 'How long the oldest of them has been open.'),
      openCards: gauge('cards_waiting', 'Cards in chat that do not show the end of their sync yet.'),
      storeBytes: gauge('store_bytes', 'Room that the store takes on disk.'),
    },
  };
}
