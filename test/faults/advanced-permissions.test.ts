import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { nothingSaid } from '../../src/sync/queue/operator-input.ts';
import { giveInput } from '../../src/sync/queue/submit-sync.ts';
import { readTables } from '../support/tables.ts';
import { rosterOf } from '../sync/sync-harness.ts';
import { type FaultHarness, useFaultHarnesses } from './fault-harness.ts';

const open = useFaultHarnesses();
let harness: FaultHarness;
beforeEach(async () => {
  harness = await open('skip-existing');
});

const idOf = (n: number) => `u_65a1b2c3d4e5f_${String(n).padStart(10, '0')}`;
const rosterFor = (...people: number[]) =>
  rosterOf(people.map((n) => [idOf(n), '甲', '', '入门', '2026-05-01']));
const Typed = z.object({ recordIds: z.array(z.string()) });

async function typeLearners(...people: number[]): Promise<string[]> {
  const records = people.map((n) => ({ cells: { 用户ID: idOf(n), 昵称: '甲' } }));
  return Typed.parse(await harness.control('POST', 'records', { table: '学员总表', records })).recordIds;
}
const hide = (hiddenRecords: 'all' | string[], rest: object = {}) =>
  harness.control('PUT', 'settings', { isAdvanced: true, hiddenRecords, ...rest });
/** Beyond the time in which search may be lagging. */
const later = () => harness.clock.advance(3_600_000);

async function idsOf(kind: 'learners' | 'enrollments'): Promise<string[]> {
  return (await readTables(harness.sandbox.url))[kind].map(({ recordId }) => recordId);
}

describe('an app that the permissions keep everything from', () => {
  it('asks once before it fills a learner table that looks empty, and writes nothing until then', async () => {
    await typeLearners(1, 2);
    await hide('all');
    const sync = await harness.upload(rosterFor(1, 2));
    expect(sync).toMatchObject({
      status: 'needs_input',
      needs: { confirm: [{ code: 'empty_learner_table' }] },
    });
    expect((await harness.content()).learners).toHaveLength(2);
    const { syncs, clock } = harness.deps;
    await giveInput({ syncs, now: () => new Date(clock.now()) }, sync, {
      said: nothingSaid,
      sheets: null,
      isIdColumn: null,
      confirm: 'all',
      useSimilar: false,
      who: { kind: 'anybody' },
    });
    expect((await harness.run(sync)).status).toBe('succeeded');
  });

  it('asks under append too, where nothing but its own enrollments tells of learners whom people have typed', async () => {
    harness = await open('append');
    await typeLearners(1, 2);
    await harness.upload(rosterFor(1, 2));
    later();
    await hide('all');
    const sync = await harness.upload(rosterFor(1, 2));
    expect(sync.needs?.confirm).toMatchObject([{ code: 'empty_learner_table' }]);
    expect((await harness.content()).learners).toHaveLength(2);
  });

  it('asks although it once saw how many learners there are', async () => {
    await typeLearners(...Array.from({ length: 30 }, (_, n) => n));
    await harness.upload(rosterFor(1));
    await hide('all');
    expect((await harness.upload(rosterFor(2))).status).toBe('needs_input');
  });

  it('stops where it has written before, and goes on once it may see again', async () => {
    const first = await harness.upload(rosterFor(1, 2));
    later();
    const before = await harness.content();
    await hide('all');
    const sync = await harness.upload(rosterFor(1, 2, 3));
    expect(sync.error).toMatchObject({ kind: 'stopped', code: 'records_hidden' });
    expect((await harness.rerun(first)).error).toMatchObject({ code: 'records_hidden' });
    expect(await harness.content()).toEqual(before);
    await hide([]);
    expect(await harness.rerun(sync)).toMatchObject({
      status: 'succeeded',
      summary: { learnersCreated: 1, enrollmentsCreated: 1, enrollmentsSkipped: 2 },
    });
  });
});

describe('an app that the permissions keep some records from', () => {
  it('does not ask where there are others, however it looked for its own', async () => {
    await typeLearners(...Array.from({ length: 30 }, (_, n) => n));
    await hide([]);
    const sync = await harness.upload(rosterFor(100, 101));
    expect(sync).toMatchObject({ status: 'succeeded', summary: { learnersCreated: 2 } });
  });

  it.each([
    ['learners', 'skip-existing'],
    ['enrollments', 'skip-existing'],
    ['learners', 'append'],
  ] as const)('stops if %s of its own are among them (%s)', async (kind, policy) => {
    harness = await open(policy);
    await harness.upload(rosterFor(1, 2));
    later();
    const before = await harness.content();
    await hide((await idsOf(kind)).slice(0, 1));
    const sync = await harness.upload(rosterFor(1, 2));
    expect(sync.error).toMatchObject({ kind: 'stopped', code: 'records_hidden' });
    expect(await harness.content()).toEqual(before);
  });

  it('adds nothing twice under append, whose rerun asks by id', async () => {
    harness = await open('append');
    const first = await harness.upload(rosterFor(1, 2));
    later();
    const before = await harness.content();
    await hide(await idsOf('enrollments'));
    await harness.rerun(first);
    expect(await harness.content()).toEqual(before);
  });
});

describe('after staff have really emptied both tables', () => {
  it.each([false, true])(
    'the next sync goes on with a note (advanced permissions: %s)',
    async (isAdvanced) => {
      await harness.upload(rosterFor(1, 2));
      later();
      const table = { learners: '学员总表', enrollments: '学习记录表' } as const;
      for (const kind of ['learners', 'enrollments'] as const)
        await harness.control('DELETE', 'records', { table: table[kind], recordIds: await idsOf(kind) });
      await harness.control('PUT', 'settings', { isAdvanced });
      const sync = await harness.upload(rosterFor(1, 2));
      expect(sync).toMatchObject({
        status: 'succeeded',
        summary: { learnersCreated: 2, enrollmentsCreated: 2 },
      });
      const report = await harness.deps.syncs.readReport(sync.id);
      expect(report?.warnings).toContainEqual({ line: null, sheet: null, code: 'records_deleted', count: 4 });
      const again = await harness.upload(rosterFor(1, 2));
      expect(again).toMatchObject({ status: 'succeeded', summary: { enrollmentsSkipped: 2, warnings: 0 } });
    },
  );
});
