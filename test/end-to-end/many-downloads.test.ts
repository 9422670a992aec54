import { afterAll, beforeAll, expect, it } from 'vitest';
import { syncFile } from '../support/api.ts';
import { type Harness, openHarness } from '../support/processes.ts';
import { sampleFile } from '../support/samples.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

it('spreadsheets taken, and broken off, one after another leave the service running', async () => {
  const { url } = harness.service;
  const { id } = await syncFile(url, sampleFile('roster-dirty.csv'));
  const address = `${url}/api/syncs/${id}/failures.xlsx`;
  const csv = await fetch(`${url}/api/syncs/${id}/failures.csv`);
  expect([csv.status, (await csv.text()).split('\r\n')[0]]).toEqual([
    200,
    expect.stringContaining(',行号,原因'),
  ]);
  for (const _ of Array(4)) {
    const broken = new AbortController();
    const left = await fetch(address, { signal: broken.signal });
    broken.abort();
    await left.arrayBuffer().catch(() => undefined);
    const whole = await fetch(address);
    expect([whole.status, (await whole.arrayBuffer()).byteLength > 1_000]).toEqual([200, true]);
  }
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});
