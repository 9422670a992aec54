import { describe, expect, it } from 'vitest';
import { rosterOf } from '../sync/sync-harness.ts';
import { type FaultHarness, useFaultHarnesses } from './fault-harness.ts';

const open = useFaultHarnesses();

const rows = (prefix: string) =>
  rosterOf([
    [`u_${prefix}_65a1b2c3d4e5f_1`, '甲', '', '入门', '2026-05-01'],
    [`u_${prefix}_65a1b2c3d4e5f_2`, '乙', '', '入门', '2026-05-01'],
  ]);

const creates = '*Enroll1/records/batch_create';

/** Milliseconds that a sync takes more than one without the fault, and what it leaves in the enrollment table. */
async function recover(harness: FaultHarness, action: object, times = 1): Promise<number> {
  await harness.control('POST', 'faults', { method: 'POST', path: creates, times, action });
  const start = harness.clock.monotonic();
  const sync = await harness.upload(rows('now'));
  expect(sync.summary).toMatchObject({ enrollmentsCreated: 2, rowsFailed: 0 });
  return harness.clock.monotonic() - start;
}

/** What was written a moment ago shows that search is up to date. */
async function openWritten(policy: 'skip-existing' | 'append' = 'append'): Promise<FaultHarness> {
  const harness = await open(policy);
  await harness.upload(rows('before'));
  return harness;
}

const answered: [string, object][] = [
  ...[1254200, 1255001, 1255002, 1255003, 1255004, 1255005].map(failure),
  ...[2200, 1500, 1663, 1668, 5000, 10101, 10500, 11232, 131001].map(failure),
  ...[500, 502, 503].map((httpStatus): [string, object] => [`HTTP ${httpStatus}`, { code: 77, httpStatus }]),
  ['1254607', { code: 1254607 }],
  ['1254002', { code: 1254002 }],
  ['a code of no document', { code: 4242, httpStatus: 400 }],
];

function failure(code: number): [string, object] {
  return [String(code), { code }];
}

describe.each(['before', 'after'] as const)(
  'a create that is answered with a failure, %s its commit',
  (when) => {
    it.each(answered)('%s: seconds, and nothing twice', async (_name, answer) => {
      const harness = await openWritten();
      expect(await recover(harness, { kind: 'answer', ...answer, when })).toBeLessThanOrEqual(8_000);
      expect((await harness.content()).enrollments).toHaveLength(4);
    });
  },
);

describe('three failures in a row', () => {
  it.each(['before', 'after'] as const)('%s the commit: at most 8 seconds each', async (when) => {
    const harness = await openWritten();
    expect(await recover(harness, { kind: 'answer', code: 1255001, when }, 3)).toBeLessThanOrEqual(24_000);
    expect((await harness.content()).enrollments).toHaveLength(4);
  });
});

describe('silence', () => {
  it.each<[string, object]>([
    ['504', { kind: 'answer', code: 77, httpStatus: 504 }],
    ['408', { kind: 'answer', code: 77, httpStatus: 408 }],
    ['1255040', { kind: 'answer', code: 1255040 }],
    ['a broken connection', { kind: 'drop' }],
  ])('%s before the commit is waited out, once', async (_name, action) => {
    const harness = await openWritten();
    const ms = await recover(harness, { ...action, when: 'before' });
    expect(ms).toBeGreaterThanOrEqual(45_000);
    expect(ms).toBeLessThanOrEqual(60_000);
    expect((await harness.content()).enrollments).toHaveLength(4);
  });

  it('after the commit ends with the first look', async () => {
    const harness = await openWritten();
    expect(await recover(harness, { kind: 'drop', when: 'after' })).toBeLessThanOrEqual(1_000);
    expect((await harness.content()).enrollments).toHaveLength(4);
  });
});
