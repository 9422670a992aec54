import { beforeEach, describe, expect, it } from 'vitest';
import type { WriteFault } from '../../fakes/memory-base.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

let harness: SyncHarness;
beforeEach(async () => {
  harness = closedAfterTest(await openSyncHarness());
});

const row = (userId: string) => [userId, '甲', '19900000001', '入门', '2026-05-01'];
/** Lines 2 and 4 are one enrollment, lines 3 and 5 another. */
const repeating = rosterOf([row('u_1'), row('u_2'), row('u_1'), row('u_2')]);
const reportOf = async ({ id }: { id: string }) => {
  const report = await harness.store.syncs.readReport(id);
  const { failures, warnings } = report ?? expect.unreachable();
  return { failures, repeats: warnings.filter(({ code }) => code === 'duplicate_row') };
};
const repeatOf = (line: number, firstLine: number, userId: string) => ({
  line,
  code: 'duplicate_row',
  userId,
  firstLine,
  firstSheet: null,
  sheet: null,
});

const refuses = (refused: string, userId: string) => {
  harness.base.onWrite = (name, rows): WriteFault | undefined =>
    name === refused && rows.some((sent) => 'userId' in sent && sent.userId === userId)
      ? { kind: 'answer', outcome: { kind: 'refused', feishuCode: 1254015 } }
      : undefined;
};

describe('a row that repeats an earlier one', () => {
  it('is skipped and counted as repeated', async () => {
    const sync = await harness.upload(repeating);
    expect(sync.summary).toMatchObject({
      rows: 4,
      enrollmentsCreated: 2,
      enrollmentsSkipped: 2,
      enrollmentsRepeated: 2,
    });
    expect((await reportOf(sync)).repeats).toEqual([repeatOf(4, 2, 'u_1'), repeatOf(5, 3, 'u_2')]);
  });

  it('is no enrollment of its own that was there before', async () => {
    await harness.upload(repeating);
    const again = await harness.upload(repeating);
    expect(again.summary).toMatchObject({ enrollmentsSkipped: 4, enrollmentsRepeated: 2 });
  });

  it.each([
    ['create_enrollments', 'enrollment_refused'],
    ['create_learners', 'learner_refused'],
  ])('fails with it where %s is refused', async (call, code) => {
    refuses(call, 'u_1');
    const sync = await harness.upload(repeating);
    const { failures, repeats } = await reportOf(sync);
    const refused = { userId: 'u_1', code, feishuCode: 1254015, sheet: null, nickname: '甲', value: null };
    expect(failures).toEqual([
      { ...refused, line: 2 },
      { ...refused, line: 4, firstLine: 2, firstSheet: null },
    ]);
    expect(repeats).toEqual([repeatOf(5, 3, 'u_2')]);
    expect(sync.summary).toMatchObject({
      enrollmentsCreated: 1,
      enrollmentsSkipped: 1,
      enrollmentsRepeated: 1,
      rowsFailed: 2,
    });
  });

  it('is not written either where the sync stops before the first', async () => {
    const stop = (name: string): WriteFault | undefined =>
      name === 'create_enrollments' ? { kind: 'throw', error: new Error('broken') } : undefined;
    harness.base.onWrite = stop;
    const { failures } = await reportOf(await harness.upload(repeating));
    expect(failures.slice(2)).toEqual([
      { ...failures[0], line: 4, firstLine: 2, firstSheet: null },
      { ...failures[1], line: 5, firstLine: 3, firstSheet: null },
    ]);
  });

  it('is a record of its own under append', async () => {
    harness = closedAfterTest(await openSyncHarness({ policy: 'append' }));
    const sync = await harness.upload(repeating);
    expect(sync.summary).toMatchObject({ enrollmentsCreated: 4, enrollmentsRepeated: 0 });
  });
});
