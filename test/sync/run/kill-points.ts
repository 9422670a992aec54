import { afterEach, describe, expect, it } from 'vitest';
import { runSync } from '../../../src/sync/run/run-sync.ts';
import type { EnrollmentPolicy } from '../../../src/sync/settings.ts';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import { contentOf } from '../../fakes/memory-base.ts';
import { createKiller, withKiller } from '../killer.ts';
import { scenarioRows } from '../scenario-roster.ts';
import { openSyncHarness, rosterOf, type SyncHarness, typeByHand } from '../sync-harness.ts';

/** With batches of two, these are many calls. */
const roster = rosterOf([
  ...scenarioRows,
  ['u_4', '丁', '', '入门', '2026-05-01'],
  ['u_5', '戊', '', '入门', '2026-05-01'],
]);

async function openSeeded(policy: EnrollmentPolicy): Promise<SyncHarness> {
  const harness = await openSyncHarness({ policy });
  harness.base.largestBatch = 2;
  typeByHand(harness);
  return harness;
}

const never = new AbortController().signal;
const open: SyncHarness[] = [];
afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close();
});

async function told(harness: SyncHarness, sync: SyncRecord) {
  const report = await harness.store.syncs.readReport(sync.id);
  const changes = await harness.changes(sync);
  return { content: contentOf(harness.base), changes, warnings: report?.warnings };
}

async function undisturbed(policy: EnrollmentPolicy) {
  const harness = await openSeeded(policy);
  open.push(harness);
  const sync = await harness.queue(roster);
  const counter = createKiller(Number.POSITIVE_INFINITY, 'before');
  await runSync(withKiller(harness, counter), sync, never);
  const ended = await harness.store.syncs.get(sync.id);
  return { ...(await told(harness, sync)), summary: ended?.summary, calls: counter.calls };
}

/** Kills the run at one point, and the run after it at another, then lets a third one finish. */
async function killedTwice(
  policy: EnrollmentPolicy,
  first: number,
  effect: 'before' | 'after',
  second: number,
) {
  const harness = await openSeeded(policy);
  try {
    const sync = await harness.queue(roster);
    for (const point of [first, second]) {
      const state = await harness.store.syncs.get(sync.id);
      if (state === null || state.finishedAt !== null) break;
      await runSync(withKiller(harness, createKiller(point, effect)), state, never).catch(() => undefined);
    }
    const state = await harness.store.syncs.get(sync.id);
    if (state?.finishedAt === null) await harness.run(state);
    const ended = await harness.store.syncs.get(sync.id);
    return { ...(await told(harness, sync)), summary: ended?.summary, status: ended?.status };
  } finally {
    await harness.close();
  }
}

const counted = ['rows', 'learnersCreated', 'learnersUpdated', 'learnersUnchanged', 'rowsFailed'] as const;
const enrollmentCounts = ['enrollmentsCreated', 'enrollmentsSkipped', 'enrollmentsLinked'] as const;

/** Many runs, each with a store on the disk. */
const timeout = 600_000;

/** Kills a sync at each call to Base or store, or at every so many of them: each policy and effect at others. */
export function killAtPoints({ every }: { every: number }): void {
  describe.each([
    { policy: 'skip-existing', effect: 'before', from: 0 },
    { policy: 'skip-existing', effect: 'after', from: 1 },
    { policy: 'append', effect: 'before', from: 2 },
    { policy: 'append', effect: 'after', from: 3 },
  ] as const)(
    'killed $effect the effect of a call to Base or store ($policy)',
    { timeout },
    ({ policy, effect, from }) => {
      it('tables, report and changes are as if undisturbed', async () => {
        const expected = await undisturbed(policy);
        expect(expected.calls).toBeGreaterThan(40);
        for (let point = from % every; point < expected.calls; point += every) {
          const resumed = await killedTwice(policy, point, effect, Number.POSITIVE_INFINITY);
          expect(resumed.content, `killed ${effect} call ${point}`).toEqual(expected.content);
          expect(resumed.changes, `killed ${effect} call ${point}`).toEqual(expected.changes);
          expect(resumed.warnings, `killed ${effect} call ${point}`).toEqual(expected.warnings);
          for (const count of [...counted, ...enrollmentCounts])
            expect(resumed.summary?.[count], `${count}, killed ${effect} call ${point}`).toBe(
              expected.summary?.[count],
            );
        }
      });
    },
  );

  describe.each(['skip-existing', 'append'] as const)(
    'killed again during the resume (%s)',
    { timeout },
    (policy) => {
      it('is still as if undisturbed', async () => {
        const expected = await undisturbed(policy);
        for (let point = 11; point < expected.calls; point += 7 * every) {
          const resumed = await killedTwice(policy, point, 'after', (point * 3) % 23);
          expect(resumed.content, `killed at call ${point}`).toEqual(expected.content);
          expect(resumed.changes, `killed at call ${point}`).toEqual(expected.changes);
          expect(resumed.status).toBe('partial');
        }
      });
    },
  );
}
