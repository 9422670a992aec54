import fc from 'fast-check';

/** A row of a roster: 用户ID, 昵称, 手机号, 课程, 学习日期. */
export type Row = readonly [userId: string, nickname: string, phone: string, course: string, day: string];

/** What a person does in Base between two syncs; `at` chooses among the records that are there. */
export type Edit =
  | { kind: 'set_learner'; at: number; field: 'nickname' | 'phone'; value: string }
  | { kind: 'set_enrollment'; at: number; field: 'course' | 'day' | 'userId'; value: string }
  | { kind: 'link'; at: number; to: number }
  | { kind: 'unlink'; at: number }
  | { kind: 'fill_other'; table: 'learners' | 'enrollments'; at: number }
  | { kind: 'delete'; table: 'learners' | 'enrollments'; at: number }
  | { kind: 'add_enrollment'; to: number; course: string };

/** At which call to Base or store a process ends, and whether the call was carried out by then. */
export interface Kill {
  at: number;
  effect: 'before' | 'after';
}

export interface UndoCase {
  policy: 'skip-existing' | 'append';
  learnerUpdates: 'changed' | 'overwrite' | 'fill-empty';
  linkIsTwoWay: boolean;
  /** What staff had typed: learners, and enrollments with or without a link. */
  typedLearners: readonly { userId: string; nickname: string; phone: string }[];
  typedEnrollments: readonly { userId: string; course: string; day: string; isLinked: boolean }[];
  first: readonly Row[];
  /** Milliseconds between one thing and the next. */
  pauseMs: number;
  between: readonly Edit[];
  /** The roster of a later upload; null for none. */
  later: readonly Row[] | null;
  afterwards: readonly Edit[];
  kills: readonly Kill[];
  /** How large a batch may be. */
  largestBatch: number;
}

const userId = fc.constantFrom('u_1', 'u_2', 'u_3', 'u_4');
const nickname = fc.constantFrom('甲', '乙', '丙');
const phone = fc.constantFrom('19900000001', '19900000002');
const course = fc.constantFrom('入门', '深化');
const day = fc.constantFrom('2026-05-01', '2026-05-08');
const orEmpty = (value: fc.Arbitrary<string>) => fc.oneof({ weight: 3, arbitrary: value }, fc.constant(''));
const at = fc.nat({ max: 7 });
const table = fc.constantFrom('learners' as const, 'enrollments' as const);

const row: fc.Arbitrary<Row> = fc.tuple(userId, orEmpty(nickname), orEmpty(phone), course, day);
const roster = fc.array(row, { minLength: 1, maxLength: 6 });

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    kind: fc.constant('set_learner' as const),
    at,
    field: fc.constantFrom('nickname' as const, 'phone' as const),
    value: fc.constantFrom('', '改过', '19900000009'),
  }),
  fc.record({
    kind: fc.constant('set_enrollment' as const),
    at,
    field: fc.constantFrom('course' as const, 'day' as const, 'userId' as const),
    value: fc.constantFrom('2026-06-01', '2026-06-02'),
  }),
  fc.record({ kind: fc.constant('link' as const), at, to: at }),
  fc.record({ kind: fc.constant('unlink' as const), at }),
  fc.record({ kind: fc.constant('fill_other' as const), table, at }),
  fc.record({ kind: fc.constant('delete' as const), table, at }),
  fc.record({ kind: fc.constant('add_enrollment' as const), to: at, course }),
);
const edits = fc.array(edit, { maxLength: 3 });

export const undoCase: fc.Arbitrary<UndoCase> = fc.record({
  policy: fc.constantFrom('skip-existing' as const, 'append' as const),
  learnerUpdates: fc.constantFrom('changed' as const, 'overwrite' as const, 'fill-empty' as const),
  linkIsTwoWay: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
  typedLearners: fc.uniqueArray(fc.record({ userId, nickname: orEmpty(nickname), phone: orEmpty(phone) }), {
    selector: (learner) => learner.userId,
    maxLength: 3,
  }),
  typedEnrollments: fc.array(fc.record({ userId, course, day, isLinked: fc.boolean() }), { maxLength: 2 }),
  first: roster,
  pauseMs: fc.constantFrom(1_000, 3_600_000),
  between: edits,
  later: fc.option(roster),
  afterwards: edits,
  kills: fc.array(
    fc.record({ at: fc.nat({ max: 60 }), effect: fc.constantFrom('before' as const, 'after' as const) }),
    {
      maxLength: 2,
    },
  ),
  largestBatch: fc.constantFrom(1, 2, 1_000),
});
