import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countPeople } from '../../../src/sync/digest/count-people.ts';
import { daysAfter } from '../../../src/sync/digest/week.ts';
import type { ExistingEnrollment } from '../../../src/sync/ports.ts';
import { createMemoryBase, type MemoryBase } from '../../fakes/memory-base.ts';

const week = { first: '2026-05-11', last: '2026-05-17' };
const inside = '2026-05-12';
const longAgo = '2024-01-01';

/** What somebody is enrolled for. */
interface Person {
  userId: string;
  days: (string | null)[];
  /** Leads from enrollment to learner and back. */
  linked?: boolean;
}

function baseOf(people: readonly Person[], linkIsTwoWay = true): MemoryBase {
  const memory = createMemoryBase(() => 0);
  memory.schema = { ...memory.schema, linkIsTwoWay };
  for (const [index, { userId, days, linked = true }] of people.entries()) {
    const learnerId = `rec_learner_${index}`;
    const enrollments = days.map(
      (day, place): ExistingEnrollment => ({
        recordId: `rec_${index}_${place}`,
        userId,
        course: '甲',
        day,
        learnerRecordIds: linked ? [learnerId] : [],
        fields: {},
        createdAt: 0,
      }),
    );
    memory.enrollments.push(...enrollments);
    const enrollmentIds = linked && linkIsTwoWay ? enrollments.map(({ recordId }) => recordId) : [];
    memory.learners.push({ recordId: learnerId, userId, fields: {}, enrollmentIds, createdAt: 0 });
  }
  return memory;
}

const observer = {
  called: () => undefined,
  backingOff: async () => undefined,
  goingOn: async () => undefined,
  checkpoint: async () => undefined,
};

async function count(memory: MemoryBase) {
  const fields = { learnerFields: [], enrollmentFields: [] };
  const base = memory.open(observer, memory.open(observer, {} as never, fields).learned(), fields);
  const read = await base.enrollmentsSince(daysAfter(week.first, -7));
  return countPeople(base, read, week);
}

describe('people of the week', () => {
  it.each<[string, Person[], boolean, object, string[]]>([
    ['nobody', [{ userId: 'a', days: [longAgo] }], true, { newLearners: 0, returningLearners: 0 }, []],
    [
      'new: whose first enrollment it is, later ones and all',
      [{ userId: 'a', days: [inside, '2026-05-13', '2026-06-01'] }],
      true,
      { newLearners: 1, returningLearners: 0 },
      ['batchGet'],
    ],
    [
      'back after a long time, as the links say',
      [{ userId: 'a', days: [inside, longAgo] }],
      true,
      { newLearners: 0, returningLearners: 1 },
      ['batchGet'],
    ],
    [
      'back after a week, for which nobody has to be asked',
      [{ userId: 'a', days: [inside, '2026-05-05'] }],
      true,
      { newLearners: 0, returningLearners: 1 },
      [],
    ],
    [
      'back: an enrollment without a day is hardly a new one',
      [{ userId: 'a', days: [inside, null] }],
      true,
      { newLearners: 0, returningLearners: 1 },
      ['batchGet'],
    ],
    [
      'looked for by 用户ID where no link leads to them',
      [
        { userId: 'a', days: [inside, longAgo], linked: false },
        { userId: 'b', days: [inside], linked: false },
      ],
      true,
      { newLearners: 1, returningLearners: 1 },
      ['findEnrollments'],
    ],
    [
      'looked for by 用户ID where links lead one way only',
      [
        { userId: 'a', days: [inside, longAgo] },
        { userId: 'b', days: [inside] },
      ],
      false,
      { newLearners: 1, returningLearners: 1 },
      ['batchGet', 'findEnrollments'],
    ],
    [
      'known by the link where the 用户ID is missing',
      [{ userId: '', days: [inside, longAgo] }],
      true,
      { newLearners: 0, returningLearners: 1 },
      ['batchGet'],
    ],
    [
      'nobody, where an enrollment names nobody',
      [{ userId: '', days: [inside], linked: false }],
      true,
      { newLearners: 0, returningLearners: 0 },
      [],
    ],
  ])('%s', async (_, people, linkIsTwoWay, counted, calls) => {
    const memory = baseOf(people, linkIsTwoWay);
    expect(await count(memory)).toEqual(counted);
    expect(memory.calls).toEqual(['enrollmentsSince', ...calls]);
  });

  it('are counted as reading the whole table would count them', async () => {
    const day = fc.option(fc.integer({ min: -30, max: 30 }).map((days) => daysAfter(week.first, days)));
    const person = fc.record({ days: fc.array(day, { maxLength: 4 }), linked: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(person, { maxLength: 6 }), fc.boolean(), async (people, linkIsTwoWay) => {
        const named = people.map((each, index) => ({ userId: `u_${index}`, ...each }));
        const there = named.filter(({ days }) =>
          days.some((at) => at !== null && at >= week.first && at <= week.last),
        );
        const returning = there.filter(({ days }) => days.some((at) => at === null || at < week.first));
        expect(await count(baseOf(named, linkIsTwoWay))).toEqual({
          newLearners: there.length - returning.length,
          returningLearners: returning.length,
        });
      }),
    );
  });
});
