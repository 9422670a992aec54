import { beforeEach, describe, expect, it } from 'vitest';
import type { ConfirmReason } from '../../../src/sync/asked-reason.ts';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

const dayMs = 86_400_000;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const idOf = (index: number) => `u_7f74bf20f876f_${String(index).padStart(10, '0')}`;
const phoneOf = (index: number) => String(13_800_000_000 + index);

let harness: SyncHarness;
beforeEach(async () => {
  harness = closedAfterTest(await openSyncHarness());
});

function fill(learners: number, course = '非暴力沟通入门', day = '2026-05-01') {
  for (const index of numbers(learners)) {
    const fields = { nickname: `学员${index}`, phone: phoneOf(index) };
    const recordId = `rec_${index}`;
    harness.base.learners.push({
      ...{ recordId, userId: idOf(index), fields },
      enrollmentIds: [],
      createdAt: 0,
    });
    harness.base.enrollments.push({
      ...{ recordId: `enr_${index}`, userId: idOf(index), course, day },
      learnerRecordIds: [recordId],
      fields: {},
      createdAt: 0,
    });
  }
}

type Cells = (index: number) => readonly string[];
const file = (rows: number, cells: Cells) => rosterOf(numbers(rows).map(cells));
/** Without columns for course and date. */
const people = (rows: number, cells: Cells = (index) => [idOf(index), `学员${index}`, phoneOf(index)]) =>
  [['用户ID', '昵称', '手机号'], ...numbers(rows).map(cells)].map((row) => row.join(',')).join('\n');

const asked = ({ status, needs }: SyncRecord): ConfirmReason[] =>
  status === 'needs_input' ? (needs?.confirm.map(({ code }) => code) ?? []) : [];

const slipped: Cells = (index) => [idOf(index), `学员${index + 1}`, phoneOf(index + 1), '深化', '2026-06-01'];

describe('a file that is odd waits for a person before anything is written', () => {
  it('because it would change many learners', async () => {
    fill(40);
    const sync = await harness.upload(file(40, slipped));
    expect(asked(sync)).toEqual(['many_updates']);
    expect(harness.base.calls.filter((call) => /create|update|link/.test(call))).toEqual([]);
    const confirmed = await harness.answer(sync, { confirm: true });
    expect(confirmed).toMatchObject({ status: 'succeeded', summary: { learnersUpdated: 40 } });
  });

  it('because its columns are swapped; then it is written as it stands', async () => {
    const swapped: Cells = (index) => [idOf(index), phoneOf(index), `学员${index}`, '深化', '2026-06-01'];
    const sync = await harness.upload(file(6, swapped));
    expect(asked(sync)).toEqual(['columns_swapped']);
    await harness.answer(sync, { confirm: true });
    expect(harness.base.learners.map(({ fields }) => fields)).toContainEqual({ nickname: phoneOf(0) });
  });

  it('because its ids are of another place, for which Base is asked once', async () => {
    fill(30);
    const others: Cells = (index) => [
      `WX-${index}-${phoneOf(index)}`,
      `新${index}`,
      '',
      '深化',
      '2026-06-01',
    ];
    const sync = await harness.upload(file(6, others));
    expect(asked(sync)).toEqual(['odd_ids']);
    expect(harness.base.calls.filter((call) => call === 'someUserIds')).toHaveLength(1);
    await harness.answer(sync, { confirm: true });
    expect(
      asked(await harness.upload(file(9, (index) => [`WX-9${index}`, '', '', '深化', '2026-06-01']))),
    ).toEqual([]);
    expect(harness.base.calls.filter((call) => call === 'someUserIds')).toHaveLength(2);
  });

  it('because its date is far', async () => {
    fill(2);
    const sync = await harness.upload(people(3), { course: '深化', day: '2016-05-16' });
    expect(asked(sync)).toEqual(['date_far']);
    expect(sync.needs?.writes).toBe(3);
  });

  it('because the same bytes came for another course', async () => {
    const first = await harness.upload(people(3), { course: '深化', day: '2026-05-16' });
    const sync = await harness.upload(people(3), { course: '冲突调解', day: '2026-05-16' });
    expect(asked(sync)).toEqual(['same_file_before']);
    expect(sync.needs?.confirm[0]?.figures).toEqual({
      ...{ number: first.number, course: '深化', day: null, enrollments: 3 },
    });
  });

  it('all at once', async () => {
    fill(40);
    const odd: Cells = (index) => [idOf(index), phoneOf(index), `学员${index}`];
    const sync = await harness.upload(people(40, odd), { course: '非暴力沟通人门', day: '2016-05-16' });
    expect(asked(sync)).toEqual(['many_updates', 'columns_swapped', 'course_similar', 'date_far']);
    expect(await harness.answer(sync, { confirm: true })).toMatchObject({ status: 'succeeded' });
  });

  it('but not if nothing would be written', async () => {
    fill(40);
    const day = '2016-05-16';
    const sync = await harness.upload(people(40), { course: '非暴力沟通入门', day });
    expect(sync).toMatchObject({ status: 'succeeded', summary: { enrollmentsCreated: 0 } });
  });

  it('and a preview says so instead of waiting', async () => {
    fill(40);
    const sync = await harness.upload(file(40, slipped), { dryRun: true });
    expect(sync).toMatchObject({ status: 'succeeded', summary: { doubts: [{ code: 'many_updates' }] } });
  });
});

describe('a course that may be another', () => {
  const typed = { course: '非暴力沟通人门', day: '2026-06-01' };

  it('typed: the existing one is used if that was meant', async () => {
    fill(40);
    const sync = await harness.upload(
      people(6, (index) => [idOf(100 + index), '', '']),
      typed,
    );
    expect(sync.needs?.confirm).toMatchObject([{ figures: { similar: '非暴力沟通入门', rows: 6 } }]);
    const answered = await harness.answer(sync, { course: '非暴力沟通入门' });
    expect(answered).toMatchObject({
      status: 'succeeded',
      input: { course: '非暴力沟通入门' },
      summary: { enrollmentsCreated: 6, courses: ['非暴力沟通入门'] },
    });
  });

  it('typed: it is a new one if a person says so, and that is said', async () => {
    fill(40);
    const sync = await harness.upload(people(6), typed);
    const answered = await harness.answer(sync, { confirm: true });
    const report = await harness.store.syncs.readReport(answered.id);
    expect(report?.warnings).toContainEqual(
      expect.objectContaining({ code: 'new_course', course: typed.course }),
    );
    const changes = await harness.store.syncs.readChanges(answered.id, null, 1);
    expect(changes?.courses).toEqual([{ course: typed.course, created: 6, skipped: 0, isNew: true }]);
  });

  it('in a column of the file: the rows get the existing one, and nothing is said to be ignored', async () => {
    fill(40, '共情倾听', '2026-05-01');
    const renamed: Cells = (index) => [idOf(index), `学员${index}`, phoneOf(index), '共情聆听', '2026-05-01'];
    const more: Cells = (index) => [idOf(index + 30), '新来的', '', '共情聆听', '2026-05-01'];
    const sync = await harness.upload(file(20, (index) => (index < 10 ? renamed(index) : more(index))));
    expect(asked(sync)).toEqual(['course_similar']);
    const answered = await harness.answer(sync, { course: '《共情倾听》' });
    expect(answered).toMatchObject({
      status: 'succeeded',
      summary: { enrollmentsCreated: 10, enrollmentsSkipped: 10 },
    });
    expect((await harness.store.syncs.readReport(answered.id))?.warnings).toEqual([]);
  });

  it('is looked for with one call at most, and only once', async () => {
    fill(40);
    let calls = 0;
    const { open } = harness.base;
    harness.deps.openBase = (...opening) => {
      const base = open(...opening);
      const knownCourses = () => {
        calls += 1;
        return base.knownCourses();
      };
      return { ...base, knownCourses };
    };
    const course = '冲突调解';
    await harness.upload(
      people(6, (index) => [idOf(100 + index), '', '']),
      { course, day: '2026-06-01' },
    );
    await harness.upload(
      people(6, (index) => [idOf(200 + index), '', '']),
      { course, day: '2026-06-01' },
    );
    expect(calls).toBe(1);
  });

  it('in an empty Base every course is new, and nothing is said', async () => {
    const sync = await harness.upload(people(6), { course: '入门', day: '2026-06-01' });
    expect((await harness.store.syncs.readReport(sync.id))?.warnings).toEqual([]);
  });
});

describe('an answer is remembered for the course', () => {
  const slippedAgain = (rows: number, course: string): string =>
    file(rows, (index) => [idOf(index), `改名${rows}-${index}`, phoneOf(index), course, '2026-06-01']);

  async function confirmFirst(): Promise<void> {
    fill(60);
    const sync = await harness.upload(slippedAgain(40, '深化'));
    expect(asked(sync)).toEqual(['many_updates']);
    await harness.answer(sync, { confirm: true });
  }

  it('unless it has grown by more than a tenth', async () => {
    await confirmFirst();
    expect(asked(await harness.upload(slippedAgain(44, '《深化》')))).toEqual([]);
    expect(asked(await harness.upload(slippedAgain(49, '深化')))).toEqual(['many_updates']);
  });

  it('but not for another course', async () => {
    await confirmFirst();
    expect(asked(await harness.upload(slippedAgain(41, '冲突调解')))).toEqual(['many_updates']);
  });

  it.each([
    [89, []],
    [91, ['many_updates']],
  ])('after %i days', async (days, codes) => {
    await confirmFirst();
    harness.clock.advance(days * dayMs);
    expect(asked(await harness.upload(slippedAgain(41, '深化')))).toEqual(codes);
  });

  it('with who gave it', async () => {
    await confirmFirst();
    const settled = await harness.store.syncs.settledDoubts(harness.deps.target, new Date(0));
    expect(settled).toEqual([{ courseKey: '深化', code: 'many_updates', cause: '', size: 40, by: null }]);
  });
});

describe('CONFIRM=always', () => {
  it('asks about every file that would write something, every time', async () => {
    harness.deps.confirm = 'always';
    const sync = await harness.upload(people(3), { course: '入门', day: '2026-06-01' });
    expect(sync.needs?.confirm).toEqual([
      { code: 'always', figures: { learners: 3, enrollments: 3, cells: 0 }, examples: [] },
    ]);
    expect(await harness.answer(sync, { confirm: true })).toMatchObject({ status: 'succeeded' });
    expect(asked(await harness.upload(people(3), { course: '入门', day: '2026-06-01' }))).toEqual([]);
    expect(asked(await harness.upload(people(4), { course: '入门', day: '2026-06-01' }))).toEqual(['always']);
  });
});
