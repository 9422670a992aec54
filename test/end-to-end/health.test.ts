import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syncFile } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { parseExposition } from '../support/exposition.ts';
import { type Harness, openHarness, startService } from '../support/processes.ts';
import { sampleFile } from '../support/samples.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const readiness = async (url: string) => (await fetch(`${url}/readyz`)).json();

it('a service that can work says so, to anybody', async () => {
  // Feishu is asked in the background, once the service answers.
  await eventually(async () =>
    expect(await readiness(harness.service.url)).toEqual({
      ...{ ready: true, feishu: 'ok', bot: 'off' },
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    }),
  );
});

describe('what keeps it from syncing is said where it was started, and looks like no success', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ['wrong_app_secret', { FEISHU_APP_SECRET: 'wrong' }, /✗ 现在还不能同步：.*App Secret.*\n.*核对/],
    ['table_missing', { BITABLE_LEARNER_TABLE: '没有' }, /✗ 现在还不能同步：.*没有.*现有的数据表：/],
    ['tables_unfit', { LEARNER_FIELDS: '没有这一列' }, /✗ 现在还不能同步：.*“没有这一列”/],
    ['feishu_unreachable', { FEISHU_DOMAIN: 'http://127.0.0.1:1' }, /✗ 现在还不能同步：连不上飞书/],
  ])('%s', async (code, env, said) => {
    const dataDir = `${harness.env.DATA_DIR}/${code}`;
    const service = await startService({ ...harness.env, ...env, DATA_DIR: dataDir });
    // A busy machine may need longer than the start message waits.
    while (!said.test(service.output())) await once(service.process.stdout ?? service.process, 'data');
    const ready = await readiness(service.url).finally(() => service.kill('SIGTERM'));
    expect(service.output()).not.toContain('已启动');
    expect(ready).toMatchObject({ ready: true, feishu: code });
  });
});

describe('what Prometheus reads of a running service', () => {
  const scrape = async () => parseExposition(await (await fetch(`${harness.service.url}/metrics`)).text());

  it('counts the sync, its rows and its calls, which the worker thread made', async () => {
    await syncFile(harness.service.url, sampleFile('roster-utf8-bom.csv'));
    const families = await scrape();
    const samples = (name: string) => families.get(name)?.samples ?? [];
    expect(samples('nvc_syncs_total')).toMatchObject([{ labels: { source: 'web' }, value: 1 }]);
    expect(samples('nvc_rows_total').find(({ labels }) => labels.fate === 'created')?.value).toBeGreaterThan(
      0,
    );
    const calls = samples('nvc_feishu_calls_total').map(({ labels: { call } }) => call);
    expect(calls).toEqual(expect.arrayContaining(['tenant token', 'app get']));
    expect(samples('nvc_queue_length')[0]?.value).toBe(0);
    expect(samples('nvc_store_bytes')[0]?.value).toBeGreaterThan(0);
    expect(samples('nvc_build_info')).toHaveLength(1);
  });
});
