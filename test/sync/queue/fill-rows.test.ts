import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseOperatorInput } from '../../../src/sync/queue/operator-input.ts';
import { rerunSync } from '../../../src/sync/queue/submit-sync.ts';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

let harness: SyncHarness;
beforeEach(async () => {
  harness = await openSyncHarness();
});
afterEach(() => harness.close());

const roster = rosterOf([
  ['u_1', '甲', '', '入门', '2026-05-16'],
  ['u_2', '乙', '', '', '2026-05-16'],
  ['u_3', '丙', '', '', ''],
]);

/** Says for all rows what they lack, and works on it. */
async function fill(of: SyncRecord, course: string | null, day: string | null): Promise<SyncRecord> {
  const reading = parseOperatorInput({ course, day }, harness.requests.now());
  if (reading.kind === 'refused') throw new Error(reading.field);
  const origin = { key: null, origin: null, askedBy: null, source: 'web' as const };
  const outcome = await rerunSync(harness.requests, {
    ...{ of, addUnderNewDate: false, fill: reading.said },
    ...origin,
  });
  if (outcome.kind !== 'added') throw new Error(outcome.kind);
  return harness.run(outcome.sync);
}

const written = () => harness.base.enrollments.map(({ userId, course, day }) => [userId, course, day]);

it('writes just the rows that lacked it, and keeps what was said for the next one', async () => {
  const first = await harness.upload(roster);
  expect(first.summary).toMatchObject({ enrollmentsCreated: 1, rowsFailed: 2 });
  const second = await fill(first, '深化', null);
  expect(second.summary).toMatchObject({ enrollmentsCreated: 1, enrollmentsSkipped: 1, rowsFailed: 1 });
  const third = await fill(second, null, '2026-05-17');
  expect(third.summary).toMatchObject({ enrollmentsCreated: 1, enrollmentsSkipped: 2, rowsFailed: 0 });
  expect(third.input.fill).toEqual({ course: '深化', day: '2026-05-17' });
  expect(written()).toEqual([
    ['u_1', '入门', '2026-05-16'],
    ['u_2', '深化', '2026-05-16'],
    ['u_3', '深化', '2026-05-17'],
  ]);
  expect((await harness.rerun(third)).summary).toMatchObject({ enrollmentsCreated: 0, rowsFailed: 0 });
});

it('of a preview is a preview, which is written as it was shown', async () => {
  const preview = await fill(await harness.upload(roster, { dryRun: true }), '深化', '2026-05-17');
  expect(preview).toMatchObject({ dryRun: true, summary: { enrollmentsCreated: 3, rowsFailed: 0 } });
  expect(written()).toEqual([]);
  const outcome = await harness.writePreview(preview);
  if (outcome.kind !== 'added') throw new Error(outcome.kind);
  expect((await harness.run(outcome.sync)).summary).toMatchObject({ enrollmentsCreated: 3, rowsFailed: 0 });
});
