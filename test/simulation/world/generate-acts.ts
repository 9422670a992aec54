import fc from 'fast-check';
import { heldRows, rosters, said } from './generate-rows.ts';
import type { Act, BaseChange, Edit } from './world.ts';

type Upload = Extract<Act, { kind: 'upload' }>;

const secondMs = 1_000;
export const minuteMs = 60 * secondMs;
export const index = fc.nat(11);

const correctionOf = (pick: fc.Arbitrary<number>): fc.Arbitrary<Edit> =>
  fc.record({
    kind: fc.constant('edit_learner' as const),
    pick,
    field: fc.constantFrom('nickname' as const, 'phone' as const, 'city' as const),
    value: fc.nat(4),
  });

/** Somebody corrects one of the learners who came in last. */
export const corrections = correctionOf(fc.integer({ min: -4, max: -1 }));

export const edits: fc.Arbitrary<Edit> = fc.oneof(
  correctionOf(index),
  fc.record({ kind: fc.constant('edit_enrollment' as const), pick: index, teacher: fc.nat(2) }),
  fc.record({ kind: fc.constant('delete_learner' as const), pick: index }),
  fc.record({ kind: fc.constant('delete_enrollment' as const), pick: index }),
  fc.record({ kind: fc.constant('unlink' as const), pick: index }),
  heldRows.learner.map((learner) => ({ kind: 'type_learner' as const, ...learner })),
  heldRows.enrollment.map((enrollment) => ({ kind: 'type_enrollment' as const, ...enrollment })),
);

const baseChanges: fc.Arbitrary<BaseChange> = fc.oneof(
  fc.record({
    kind: fc.constant('permission' as const),
    role: fc.constantFrom('none' as const, 'view' as const),
  }),
  fc.constant({ kind: 'hidden' as const }),
  fc.constant({ kind: 'field_renamed' as const }),
  fc.constant({ kind: 'mended' as const }),
);

export const uploads: fc.Arbitrary<Upload> = fc.record({
  kind: fc.constant('upload' as const),
  roster: rosters,
  dryRun: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  said,
});

export const waits: fc.Arbitrary<Act> = fc.record({
  kind: fc.constant('wait' as const),
  ms: fc.constantFrom(
    secondMs,
    10 * secondMs,
    50 * secondMs,
    2 * minuteMs,
    6 * minuteMs,
    16 * minuteMs,
    40 * minuteMs,
    300 * minuteMs,
  ),
});

const jumps: fc.Arbitrary<Act> = fc.record({
  kind: fc.constant('jump' as const),
  ms: fc.constantFrom(-26, -1, -0.2, 0.2, 1, 26).map((hours) => hours * 60 * minuteMs),
});

export const undos: fc.Arbitrary<Extract<Act, { kind: 'undo' }>> = fc.record({
  kind: fc.constant('undo' as const),
  of: index,
  confirmed: fc.boolean(),
});

/** What can happen at any moment, in the middle of a sync too. */
export const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: edits },
  { weight: 1, arbitrary: baseChanges },
  { weight: 2, arbitrary: uploads },
  { weight: 1, arbitrary: jumps },
  { weight: 2, arbitrary: waits },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), of: index }) },
  { weight: 1, arbitrary: undos },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('answer' as const), of: index, said }) },
);
