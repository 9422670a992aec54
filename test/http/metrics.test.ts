import { describe, expect, it } from 'vitest';
import { type CountedCall, createMetrics } from '../../src/http/metrics/create-metrics.ts';
import type { Figures, FinishedFigures } from '../../src/sync/operation-figures.ts';
import { emptySummary } from '../../src/sync/sync-report.ts';
import { parseExposition } from '../support/exposition.ts';

const now = new Date('2026-11-24T02:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

const quiet: Figures = {
  queued: { count: 0, oldestAt: null },
  running: 0,
  asking: 0,
  inDoubt: { count: 0, oldestAt: null, syncs: [] },
  openCards: 0,
  storeBytes: 4096,
  finished: [],
};

function finished(over: Partial<FinishedFigures>): FinishedFigures {
  const summary = { ...emptySummary, rows: 5, enrollmentsCreated: 3, rowsFailed: 2, learnersCreated: 3 };
  return { number: 1, source: 'web', status: 'partial', dryRun: false, summary, ...over };
}

function watch(figures: Figures | Error, feishu = 'ok') {
  const asked: Date[] = [];
  const metrics = createMetrics({
    figures: {
      async read(since) {
        asked.push(since);
        if (figures instanceof Error) throw figures;
        return figures;
      },
    },
    health: () => ({ isWorkerUp: true, feishu, bot: 'webhook' }),
    now: () => now,
    version: '1.2.3',
  });
  return { metrics, asked };
}

async function sampleOf(metrics: { text(): Promise<string> }, name: string, labels: object = {}) {
  const families = parseExposition(await metrics.text());
  const samples = [...families.values()].flatMap(({ samples }) => samples);
  return samples.find((one) => one.name === name && JSON.stringify(one.labels) === JSON.stringify(labels))
    ?.value;
}

describe('what Prometheus reads', () => {
  it('is a valid exposition with a help for each metric, and says so', async () => {
    const { metrics } = watch({ ...quiet, finished: [finished({})] });
    metrics.countCall({ api: 'base', call: 'records search', outcome: 'ok', isRetry: false, ms: 120 });
    metrics.countEvent('answered', 12);
    const text = await metrics.text();
    const families = parseExposition(text);
    expect(metrics.contentType).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const name of families.keys()) expect(text).toContain(`# HELP ${name} `);
    expect([...families.keys()].filter((name) => name.startsWith('process_')).length).toBeGreaterThan(5);
  });

  it('holds names and labels from fixed lists only: nothing of people', async () => {
    const { metrics } = watch({ ...quiet, finished: [finished({})] });
    const own = [...parseExposition(await metrics.text())].filter(([name]) => name.startsWith('nvc_'));
    const labels = own.flatMap(([, { samples }]) => samples.flatMap(({ labels }) => Object.keys(labels)));
    expect([...new Set(labels)].sort()).toEqual(
      ['fate', 'le', 'outcome', 'result', 'source', 'version'].filter((name) => labels.includes(name)),
    );
    expect(await metrics.text()).not.toMatch(/\p{Script=Han}/u);
  });

  it.each<[string, Partial<Figures>, number]>([
    ['nvc_queue_length', { queued: { count: 3, oldestAt: minutesAgo(2) } }, 3],
    ['nvc_queue_oldest_seconds', { queued: { count: 3, oldestAt: minutesAgo(2) } }, 120],
    ['nvc_queue_oldest_seconds', {}, 0],
    ['nvc_running_syncs', { running: 1 }, 1],
    ['nvc_asking_syncs', { asking: 4 }, 4],
    ['nvc_in_doubt_intents', { inDoubt: { count: 2, oldestAt: minutesAgo(61), syncs: [7] } }, 2],
    ['nvc_in_doubt_oldest_seconds', { inDoubt: { count: 2, oldestAt: minutesAgo(61), syncs: [7] } }, 3660],
    ['nvc_cards_waiting', { openCards: 6 }, 6],
    ['nvc_store_bytes', {}, 4096],
    ['nvc_store_up', {}, 1],
    ['nvc_worker_up', {}, 1],
    ['nvc_feishu_usable', {}, 1],
    ['nvc_bot_reachable', {}, 1],
  ])('%s with %j', async (name, over, value) => {
    expect(await sampleOf(watch({ ...quiet, ...over }).metrics, name)).toBe(value);
  });

  it('says that the store cannot be read, instead of nothing at all', async () => {
    const { metrics } = watch(new Error('disk full'), 'wrong_app_secret');
    expect(await sampleOf(metrics, 'nvc_store_up')).toBe(0);
    expect(await sampleOf(metrics, 'nvc_feishu_usable')).toBe(0);
  });

  it('counts calls to Feishu by what was called and how they ended, with the time they took', async () => {
    const { metrics } = watch(quiet);
    const call: CountedCall = {
      api: 'base',
      call: 'records batch_create',
      outcome: 'ok',
      isRetry: false,
      ms: 300,
    };
    metrics.countCall(call);
    metrics.countCall({ ...call, outcome: 'lost', ms: 4_000 });
    metrics.countCall({ ...call, isRetry: true });
    const { api, call: named } = call;
    expect(await sampleOf(metrics, 'nvc_feishu_calls_total', { api, call: named, outcome: 'ok' })).toBe(2);
    expect(await sampleOf(metrics, 'nvc_feishu_calls_total', { api, call: named, outcome: 'lost' })).toBe(1);
    expect(await sampleOf(metrics, 'nvc_feishu_retries_total', { api, call: named })).toBe(1);
    expect(await sampleOf(metrics, 'nvc_feishu_call_duration_seconds_sum', { api, call: named })).toBeCloseTo(
      4.6,
    );
  });

  it('counts events, and says when the last one came', async () => {
    const { metrics } = watch(quiet);
    expect(await sampleOf(metrics, 'nvc_last_event_timestamp_seconds')).toBe(0);
    metrics.countEvent('failed', 20);
    expect(await sampleOf(metrics, 'nvc_event_duration_seconds_count', { outcome: 'failed' })).toBe(1);
    expect(await sampleOf(metrics, 'nvc_last_event_timestamp_seconds')).toBe(now.getTime() / 1_000);
  });
});

describe('syncs that have ended', () => {
  it('are counted once, however often they are read', async () => {
    const { metrics } = watch({ ...quiet, finished: [finished({})] });
    await metrics.text();
    expect(await sampleOf(metrics, 'nvc_syncs_total', { source: 'web', result: 'partial' })).toBe(1);
    expect(await sampleOf(metrics, 'nvc_rows_total', { fate: 'created' })).toBe(3);
    expect(await sampleOf(metrics, 'nvc_rows_total', { fate: 'failed' })).toBe(2);
    expect(await sampleOf(metrics, 'nvc_learners_total', { fate: 'created' })).toBe(3);
  });

  it('are looked for since the process began, later with an overlap', async () => {
    const { metrics, asked } = watch(quiet);
    await metrics.text();
    await metrics.text();
    expect(asked).toEqual([now, now]);
  });

  it('that were previews wrote nothing', async () => {
    const { metrics } = watch({ ...quiet, finished: [finished({ dryRun: true, status: 'succeeded' })] });
    expect(await sampleOf(metrics, 'nvc_syncs_total', { source: 'web', result: 'previewed' })).toBe(1);
    expect(await sampleOf(metrics, 'nvc_rows_total', { fate: 'created' })).toBeUndefined();
  });
});

describe('the reader of expositions', () => {
  it.each([
    ['no line feed at the end', '# TYPE a gauge\na 1'],
    ['a sample without a type', 'a 1\n'],
    ['a value that is no number', '# TYPE a gauge\na x\n'],
    ['labels that are cut off', '# TYPE a gauge\na{b="c} 1\n'],
    ['a series twice', '# TYPE a gauge\na 1\na 2\n'],
    ['a histogram that loses some', '# TYPE a histogram\na_bucket{le="+Inf"} 1\na_sum 1\na_count 2\n'],
  ])('refuses %s', (_, text) => {
    expect(() => parseExposition(text)).toThrow();
  });
});
