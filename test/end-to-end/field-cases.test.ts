import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SyncJson } from '../../src/http/sync-json.ts';
import { post, settled, syncFile } from '../support/api.ts';
import { expectFieldOutcome } from '../support/expect-field-outcome.ts';
import { answerOf, fieldCases, fieldFile, prepareBase, type Step } from '../support/field-cases.ts';
import { type Harness, openHarness } from '../support/processes.ts';
import { control, readTables } from '../support/tables.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());
beforeEach(() => control(harness.sandbox.url, 'POST', 'reset', { seed: 'empty' }));

function operatorFields({ course, date }: Step): Record<string, string> {
  return { ...(course === undefined ? {} : { course }), ...(date === undefined ? {} : { date }) };
}

/** Uploads through the API and answers what it is asked; nothing may be written before. */
async function syncByApi(step: Step): Promise<SyncJson> {
  const { url } = harness.service;
  const first = await syncFile(url, fieldFile(step), operatorFields(step));
  const sheets = first.needs?.sheets ?? [];
  if (step.asks !== undefined) expect(sheets.length).toBeGreaterThan(1);
  if (sheets.length === 0) return first;
  expect([step.asks, step.mayAsk]).toContain('sheets');
  if (step.sheets !== undefined) expect(sheets).toEqual(step.sheets);
  const { learners, enrollments } = await readTables(harness.sandbox.url);
  expect([learners.length, enrollments.length]).toEqual([0, 0]);
  await post(url, `/api/syncs/${first.id}/input`, { sheets: answerOf(step, sheets) });
  return settled(url, first.id);
}

describe.each(fieldCases)('the field case %s', (_, fieldCase) => {
  it(`comes to what it must through the API: ${fieldCase.what}`, async () => {
    await prepareBase(fieldCase, harness.sandbox.url);
    for (const step of fieldCase.steps)
      await expectFieldOutcome(await syncByApi(step), step, harness.sandbox.url);
  });
});
