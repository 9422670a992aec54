import fc from 'fast-check';
import { faultNames } from '../feishu/fault-answers.ts';
import { heldRows, rosters, said } from './generate-rows.ts';
import { platforms, policies } from './generate-ways.ts';
import type { Act, BaseChange, Calamity, CallNumber, Edit, Effect, Step, World } from './world.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const index = fc.nat(11);

const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    kind: fc.constant('edit_learner' as const),
    pick: index,
    field: fc.constantFrom('nickname' as const, 'phone' as const),
    value: fc.nat(4),
  }),
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

const uploads: fc.Arbitrary<Act> = fc.record({
  kind: fc.constant('upload' as const),
  roster: rosters,
  dryRun: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  said,
});

const waits: fc.Arbitrary<Act> = fc.record({
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

const undos: fc.Arbitrary<Act> = fc.record({
  kind: fc.constant('undo' as const),
  of: index,
  confirmed: fc.boolean(),
});

/** What can happen at any moment, in the middle of a sync too. */
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: edits },
  { weight: 1, arbitrary: baseChanges },
  { weight: 2, arbitrary: uploads },
  { weight: 1, arbitrary: jumps },
  { weight: 2, arbitrary: waits },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), of: index }) },
  { weight: 1, arbitrary: undos },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('answer' as const), of: index, said }) },
);

/** Feishu is done with a call 30 s after it was sent, whatever became of whoever sent it. */
const longestCallMs = 29_000;

const effects: fc.Arbitrary<Effect> = fc.oneof(
  fc.constant({ kind: 'never' as const }),
  fc.constant({ kind: 'done' as const }),
  fc.record({ kind: fc.constant('late' as const), ms: fc.integer({ min: 100, max: longestCallMs }) }),
);

const callNumber: fc.Arbitrary<CallNumber> = fc.oneof(
  fc.record({ of: fc.constant('calls' as const), at: fc.nat(15) }),
  fc.record({ of: fc.constant('writes' as const), at: fc.nat(5) }),
);

const calamities: fc.Arbitrary<Calamity> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      call: callNumber,
      times: fc.constantFrom(1, 1, 1, 2, 4, 12),
      fault: fc.constantFrom(...faultNames),
      effect: effects,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('kill' as const), call: callNumber, effect: effects }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('kill_at_store' as const),
      at: fc.nat(60),
      moment: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stop' as const), call: callNumber }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('meanwhile' as const), call: callNumber, act: acts }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rival' as const), call: callNumber }) },
);

const works: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('work' as const),
  calamities: fc.array(calamities, { maxLength: 4 }),
});

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: works },
  { weight: 4, arbitrary: uploads },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('rerun' as const),
      of: index,
      addUnderNewDate: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('write_preview' as const), of: index }) },
  { weight: 3, arbitrary: undos },
  { weight: 4, arbitrary: acts },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settings' as const), policies }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'maintenance' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('zone' as const),
      timeZone: fc.constantFrom('Asia/Shanghai', 'Asia/Tokyo', 'America/New_York'),
    }),
  },
);

/** A file comes in and is worked on, people use what it has brought, and it is taken back. */
const undoneStories: fc.Arbitrary<Step[]> = fc
  .record({
    upload: uploads,
    between: fc.array(fc.oneof(edits, uploads, waits), { maxLength: 3 }),
    undo: undos,
    work: works,
  })
  .map(({ upload, between, undo, work }) => {
    const quietly: Step = { kind: 'work', calamities: [] };
    const later = between.flatMap((act): Step[] => (act.kind === 'upload' ? [act, quietly] : [act]));
    const of = between.filter(({ kind }) => kind === 'upload').length;
    return [upload, quietly, ...later, { ...undo, of, confirmed: true }, work];
  });

const parts: fc.Arbitrary<Step[]> = fc.oneof(
  { weight: 12, arbitrary: steps.map((step) => [step]) },
  { weight: 1, arbitrary: undoneStories },
);

/** Every world begins with a file that somebody sends. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    seed: fc.nat(),
    policies,
    platform: platforms,
    batchSize: fc.constantFrom(1, 2, 3, 1_000),
    clockSkewMs: fc.constantFrom(0, 0, 12 * minuteMs, -12 * minuteMs, 300 * minuteMs),
    held: fc.record({
      learners: fc.array(heldRows.learner, { maxLength: 4 }),
      enrollments: fc.array(heldRows.enrollment, { maxLength: 4 }),
    }),
    first: uploads,
    parts: fc.array(parts, { minLength: 1, maxLength: 8 }),
  })
  .map(({ first, parts: later, ...world }) => ({ ...world, steps: [first, ...later.flat()] }));
