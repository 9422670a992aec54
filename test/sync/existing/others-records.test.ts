import { describe, expect, it } from 'vitest';
import { countOthersRecords } from '../../../src/sync/existing/others-records.ts';
import type { ExistingEnrollment, ExistingLearner } from '../../../src/sync/ports.ts';

const minute = 60_000;
const written = Date.UTC(2026, 4, 20);
const day = 24 * 60 * minute;

const learner = (userId: string, recordId: string, createdAt: number | null): ExistingLearner => ({
  ...{ recordId, userId, createdAt },
  ...{ fields: {}, enrollmentIds: [] },
});
const enrollment = (
  userId: string,
  recordId: string,
  createdAt: number,
  course = '入门',
): ExistingEnrollment => ({
  ...{ recordId, userId, course, createdAt },
  ...{ day: '2026-05-01', learnerRecordIds: [], fields: {} },
});

/** So many learners of ours, and each a second time, created so long after ours. */
function twice(count: number, afterMs: number | null) {
  const all = Array.from({ length: count }, (_, n) => `u_${n}`);
  const learners = all.flatMap((userId) => [
    learner(userId, `ours ${userId}`, written),
    learner(userId, `other ${userId}`, afterMs === null ? null : written + afterMs),
  ]);
  return { records: { learners, enrollments: [] }, ours: new Set(all.map((userId) => `ours ${userId}`)) };
}

describe('countOthersRecords', () => {
  it.each<[string, ReturnType<typeof twice>, number]>([
    ['five, a minute later', twice(5, minute), 5],
    ['five, a minute earlier', twice(5, -minute), 5],
    ['five, ten minutes later', twice(5, 10 * minute), 5],
    ['four', twice(4, minute), 0],
    ['five, eleven minutes later', twice(5, 11 * minute), 0],
    ['five of which Base does not say when they were created', twice(5, null), 0],
    ['five of which the journal knows both', { ...twice(5, minute), ours: everything(twice(5, minute)) }, 0],
    ['five of which the journal knows neither', { ...twice(5, minute), ours: new Set<string>() }, 0],
  ])('of %s finds %#', (_what, reading, expected) => {
    expect(countOthersRecords(reading, null, written + day)).toBe(expected);
  });

  it('counts learners and enrollments together, an enrollment by learner, course and day', () => {
    const enrollments = [
      enrollment('u_0', 'ours', written),
      enrollment('u_0', 'other', written + minute, '《入门》'),
      enrollment('u_0', 'another course', written + minute, '进阶'),
      enrollment('u_1', 'another learner', written + minute),
    ];
    const reading = twice(4, minute);
    const ours = new Set([...reading.ours, 'ours']);
    expect(countOthersRecords({ records: { ...reading.records, enrollments }, ours }, null, written)).toBe(5);
  });

  it('is silent for a day after people were told, and about what was there then', () => {
    const reading = twice(5, minute);
    const told = written + 2 * minute;
    expect(countOthersRecords(reading, told, told + day - 1)).toBe(0);
    expect(countOthersRecords(reading, told, told + day)).toBe(0);
    expect(countOthersRecords(reading, written, written + day)).toBe(5);
  });
});

function everything({ records }: ReturnType<typeof twice>): Set<string> {
  return new Set(records.learners.map(({ recordId }) => recordId));
}
