import type { Digest } from '../../src/sync/digest/digest.ts';

/** A week with something of everything. */
export function sampleDigest(over: Partial<Digest> = {}): Digest {
  return {
    week: { first: '2026-05-11', last: '2026-05-17' },
    people: { newLearners: 12, returningLearners: 5 },
    courses: [
      { course: '《非暴力沟通入门》', enrollments: 15, before: 18 },
      { course: '共情倾听', enrollments: 4, before: 0 },
    ],
    refunds: 2,
    room: { learners: { rows: 4_800, limit: 20_000 }, enrollments: { rows: 18_950, limit: 20_000 } },
    overdue: [{ course: '亲子沟通', lastCame: '2026-05-01' }],
    waiting: [
      { who: { kind: 'by_open_id', openId: 'ou_1' }, files: 2 },
      { who: { kind: 'by_name', name: '张老师' }, files: 1 },
    ],
    ...over,
  };
}
