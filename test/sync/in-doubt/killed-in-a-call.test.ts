import { expect, it } from 'vitest';
import type { EnrollmentPolicy } from '../../../src/sync/settings.ts';
import type { MemoryBase } from '../../fakes/memory-base.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { killedAfterEachCall } from '../killed-after-each-call.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';
import { untilItEnds } from '../until-it-ends.ts';

// One sync for each call, and each is killed in turn.
const roster = rosterOf(['u_1', 'u_2', 'u_3'].map((userId) => [userId, '甲', '', '入门', '2026-05-01']));

/** The sync of three rows, killed after each call in turn once it has written enrollments. */
async function* killedWithEnrollments(
  policy: EnrollmentPolicy,
  ways: Partial<MemoryBase>,
  prepare: (harness: SyncHarness) => void,
) {
  const queue = async () => {
    const harness = closedAfterTest(await openSyncHarness({ policy }));
    Object.assign(harness.base, ways);
    prepare(harness);
    return { harness, sync: await harness.queue(roster) };
  };
  for await (const killed of killedAfterEachCall(queue))
    if (killed.harness.base.enrollments.length > 0) yield killed;
}

/** The process is suspended for so long between its journal and the first call that creates enrollments. */
const suspendedFor =
  (ms: number) =>
  ({ base, clock }: SyncHarness) => {
    let isFirst = true;
    base.onWrite = (name) => {
      if (name === 'create_enrollments' && isFirst) clock.advance(ms);
      isFirst &&= name !== 'create_enrollments';
      return undefined;
    };
  };

const minuteMs = 60_000;

it.each(['append', 'skip-existing'] as const)(
  'enrollments whose learners, and their links with them, are deleted meanwhile are not written twice (%s)',
  async (policy) => {
    let tried = 0;
    for await (const { harness, sync, killed } of killedWithEnrollments(
      policy,
      { knownToken: 'forgotten' },
      () => {},
    )) {
      const { base } = harness;
      base.learners = [];
      base.enrollments = base.enrollments.map((enrollment) => ({ ...enrollment, learnerRecordIds: [] }));
      await harness.run(sync);
      expect(base.enrollments, killed).toHaveLength(3);
      tried += 1;
    }
    expect(tried).toBeGreaterThan(3);
  },
);

it('a process that was suspended before the call sends nothing twice when it is taken up', async () => {
  let tried = 0;
  const ways = { knownToken: 'forgotten', searchLagMs: 14_000 } as const;
  const suspended = suspendedFor(40 * minuteMs);
  for await (const { harness, sync, killed } of killedWithEnrollments('skip-existing', ways, suspended)) {
    expect((await harness.run(sync)).status).toBe('succeeded');
    expect(harness.base.enrollments, killed).toHaveLength(3);
    tried += 1;
  }
  expect(tried).toBeGreaterThan(2);
});

it('a process that was suspended before the call keeps others waiting until its rows can be seen', async () => {
  let tried = 0;
  const ways = { searchLagMs: 40_000 };
  const suspended = suspendedFor(300 * minuteMs);
  for await (const { harness, sync, killed } of killedWithEnrollments('skip-existing', ways, suspended)) {
    await harness.store.syncs.requestCancel(sync.id, new Date(harness.clock.now()));
    await harness.run(sync);
    const next = await untilItEnds(harness, await harness.upload(roster));
    expect(harness.base.enrollments, killed).toHaveLength(3);
    expect(next.status).toBe('succeeded');
    tried += 1;
  }
  expect(tried).toBeGreaterThan(2);
});
