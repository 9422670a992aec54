import { afterEach, describe, expect, it } from 'vitest';
import type { EnrollmentPolicy } from '../../../src/sync/settings.ts';
import { contentOf } from '../../fakes/memory-base.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

const open: SyncHarness[] = [];
async function openHarness(policy: EnrollmentPolicy): Promise<SyncHarness> {
  const harness = await openSyncHarness({ policy });
  open.push(harness);
  return harness;
}
afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close();
});

const roster = rosterOf([
  ['u_1', '甲', '', '入门', '2026-05-01'],
  ['u_2', '乙', '', '入门', '2026-05-01'],
]);
const nextCourse = rosterOf([
  ['u_1', '甲', '', '深化', '2026-05-08'],
  ['u_2', '乙', '', '深化', '2026-05-08'],
]);

/** Neither search nor any server that is asked by id knows what is younger. */
function lag({ base }: SyncHarness, ms: number): void {
  base.searchLagMs = ms;
  base.idLagMs = ms;
}

describe('records that no read shows yet', () => {
  it.each([5_000, 10_000, 30_000, 59_000])(
    'are waited for by the next file, where all lags by %i ms',
    async (ms) => {
      const harness = await openHarness('skip-existing');
      lag(harness, ms);
      await harness.upload(roster);
      const before = contentOf(harness.base);
      const start = harness.clock.monotonic();
      const again = await harness.upload(roster);
      expect(again.summary).toMatchObject({
        learnersCreated: 0,
        enrollmentsCreated: 0,
        enrollmentsSkipped: 2,
      });
      expect(contentOf(harness.base)).toEqual(before);
      expect(harness.clock.monotonic() - start).toBeLessThanOrEqual(ms + 5_000);
    },
  );

  it.each(['skip-existing', 'append'] as const)('are linked to by the next file (%s)', async (policy) => {
    const harness = await openHarness(policy);
    lag(harness, 10_000);
    await harness.upload(roster);
    const next = await harness.upload(nextCourse);
    expect(next.summary).toMatchObject({ learnersCreated: 0, enrollmentsCreated: 2 });
    expect(new Set(harness.base.learners.map(({ userId }) => userId)).size).toBe(
      harness.base.learners.length,
    );
    const ids = new Map(harness.base.learners.map(({ recordId, userId }) => [recordId, userId]));
    for (const { userId, learnerRecordIds } of harness.base.enrollments)
      expect(learnerRecordIds.map((id) => ids.get(id))).toEqual([userId]);
  });

  it('are not written again by a rerun under append', async () => {
    const harness = await openHarness('append');
    lag(harness, 20_000);
    const first = await harness.upload(roster);
    expect((await harness.rerun(first)).summary).toMatchObject({
      enrollmentsCreated: 0,
      enrollmentsSkipped: 2,
    });
  });

  it('count as there, and are said to be late, where Feishu does not tell its time', async () => {
    const harness = await openHarness('skip-existing');
    await harness.upload(roster);
    lag(harness, 24 * 3_600_000);
    harness.clock.advance(3_600_000);
    harness.base.serverTime = () => null;
    const again = await harness.upload(roster);
    expect(again.summary).toMatchObject({ learnersCreated: 0, enrollmentsCreated: 0 });
    const report = await harness.store.syncs.readReport(again.id);
    expect(report?.warnings).toContainEqual({
      line: null,
      sheet: null,
      code: 'records_late',
      count: 4,
    });
  });

  it('are believed to be late, whatever the clock of the machine shows', async () => {
    const harness = await openHarness('skip-existing');
    lag(harness, 30_000);
    await harness.upload(roster);
    harness.clock.jump(24 * 3_600_000);
    expect((await harness.upload(roster)).summary).toMatchObject({
      learnersCreated: 0,
      enrollmentsCreated: 0,
    });
  });
});

describe('records that staff have deleted', () => {
  it('are believed to be gone a minute after they were written, after a second look', async () => {
    const harness = await openHarness('skip-existing');
    await harness.upload(roster);
    harness.clock.advance(60_000);
    harness.base.learners = [];
    harness.base.enrollments = [];
    harness.clock.slept.length = 0;
    const again = await harness.upload(roster);
    expect(again.summary).toMatchObject({ learnersCreated: 2, enrollmentsCreated: 2 });
    expect(harness.clock.slept).toEqual([5_000]);
  });

  it('are believed to be gone at once after that minute, if they were deleted a moment after they were written', async () => {
    const harness = await openHarness('skip-existing');
    await harness.upload(roster);
    const start = harness.clock.monotonic();
    harness.base.learners = [];
    harness.base.enrollments = [];
    const again = await harness.upload(roster);
    expect(again.summary).toMatchObject({ learnersCreated: 2, enrollmentsCreated: 2 });
    expect(harness.clock.monotonic() - start).toBeLessThanOrEqual(75_000);
  });

  it.each([5_000, 30_000, 59_000])(
    'are not taken for hidden where servers that are asked by id do not know it for %i ms',
    async (ms) => {
      const harness = await openHarness('skip-existing');
      await harness.upload(roster);
      harness.clock.advance(3_600_000);
      harness.base.idLagMs = ms;
      const { learners, enrollments, deletedAt } = harness.base;
      for (const { recordId } of [...learners, ...enrollments]) deletedAt.set(recordId, harness.clock.now());
      const start = harness.clock.monotonic();
      const again = await harness.upload(roster);
      expect(again).toMatchObject({
        status: 'succeeded',
        summary: { learnersCreated: 2, enrollmentsCreated: 2 },
      });
      expect(harness.clock.monotonic() - start).toBeLessThanOrEqual(70_000);
    },
  );

  it('are there after all if the second look shows them', async () => {
    const harness = await openHarness('skip-existing');
    await harness.upload(roster);
    harness.clock.advance(120_000);
    lag(harness, 122_000);
    expect((await harness.upload(roster)).summary).toMatchObject({
      learnersCreated: 0,
      enrollmentsCreated: 0,
    });
  });

  it('stay in the journal for a quarter of an hour, and are forgotten after it', async () => {
    const harness = await openHarness('skip-existing');
    const first = await harness.upload(roster);
    const known = async () =>
      (await harness.store.journal.createdRecords(first.target, new Set(['u_1', 'u_2']))).length;
    harness.clock.advance(60_000);
    harness.base.enrollments = [];
    await harness.upload(roster);
    expect(await known()).toBe(6);
    harness.clock.advance(15 * 60_000);
    await harness.upload(roster);
    expect(await known()).toBe(4);
  });
});
