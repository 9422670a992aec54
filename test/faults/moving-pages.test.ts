import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventually } from '../support/eventually.ts';
import { rosterOf } from '../sync/sync-harness.ts';
import { type FaultHarness, useFaultHarnesses } from './fault-harness.ts';

const open = useFaultHarnesses();
let harness: FaultHarness;
beforeEach(async () => {
  harness = await open('skip-existing');
});

const Typed = z.object({ recordIds: z.array(z.string()) });
const Waiting = z.object({ faults: z.array(z.unknown()) });

async function type(table: string, cells: object[]): Promise<string[]> {
  const records = cells.map((each) => ({ cells: each }));
  return Typed.parse(await harness.control('POST', 'records', { table, records })).recordIds;
}
const remove = (table: string, recordIds: string[]) =>
  harness.control('DELETE', 'records', { table, recordIds });

/** Holds every second search of a table back until staff have edited it. */
async function editBetweenPages(table: string, edits: (() => Promise<unknown>)[], work: Promise<unknown>) {
  let done = false;
  const working = work.finally(() => {
    done = true;
  });
  for (const edit of edits) {
    await hold(table);
    const isHeld = async () =>
      done || Waiting.parse(await harness.control('GET', 'faults')).faults.length === 0;
    await eventually(async () => expect(await isHeld()).toBe(true));
    await edit();
    await harness.control('DELETE', 'faults');
  }
  return working;
}

const hold = (table: string) =>
  harness.control('POST', 'faults', { path: `*${table}/records/search`, nth: 2, action: { kind: 'hold' } });

// Ids too short to filter by, so that tables are read as a whole: two pages each.
const learners = Array.from({ length: 700 }, (_, n) => ({ 用户ID: `u_${n}`, 昵称: '甲' }));
const day = Date.UTC(2026, 3, 30, 16);
const enrollments = learners.map(({ 用户ID }) => ({ 用户ID, 课程: '入门', 学习日期: day }));
/** Stands at the top of the second page, and moves to the first one when a row before it goes. */
const moving = rosterOf([['u_500', '甲', '', '入门', '2026-05-01']]);

describe('staff edit a table while its pages are read', () => {
  it.each([1, 2])(
    'and delete a row, %i times: the learner who moves up is not created twice',
    async (times) => {
      const ids = await type('学员总表', learners);
      const edits = ids.slice(0, times).map((id) => () => remove('学员总表', [id]));
      await editBetweenPages('Learner', edits, harness.upload(moving));
      const content = await harness.content();
      expect(content.learners).toHaveLength(700 - times);
      expect(content.enrollments).toHaveLength(1);
    },
  );

  it('and delete an enrollment: the one that moves up is not created twice', async () => {
    await type('学员总表', learners);
    const [first = ''] = await type('学习记录表', enrollments);
    await editBetweenPages('Enroll1', [() => remove('学习记录表', [first])], harness.upload(moving));
    expect((await harness.content()).enrollments).toHaveLength(699);
  });

  it('and add one: nothing is written twice', async () => {
    await type('学员总表', learners);
    const add = () => type('学员总表', [{ 用户ID: 'u_new' }]);
    await editBetweenPages('Learner', [add], harness.upload(moving));
    expect((await harness.content()).learners).toHaveLength(701);
  });

  it('all the time: the sync asks for its people instead, and does not go on for ever', async () => {
    const ids = await type('学员总表', learners);
    const edits = ids.slice(0, 12).map((id) => () => remove('学员总表', [id]));
    await editBetweenPages('Learner', edits, harness.upload(moving));
    const calls = await harness.calls();
    const searches = calls.filter(({ path }) => path.endsWith('Learner/records/search'));
    expect(searches.length).toBeLessThanOrEqual(12);
    expect((await harness.content()).enrollments.length).toBeLessThanOrEqual(1);
    const shown = (await harness.content()).learners.filter((learner) => learner.includes('"u_500"'));
    expect(shown).toHaveLength(1);
  });
});
