import fc from 'fast-check';
import { acts, index, minuteMs, undos, uploads } from './generate-acts.ts';
import { calamities } from './generate-calamities.ts';
import { heldRows } from './generate-rows.ts';
import { storiesWith } from './generate-stories.ts';
import { columns, platforms, policies } from './generate-ways.ts';
import type { Calamity, Step, World } from './world.ts';

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

const parts: fc.Arbitrary<Step[]> = fc.oneof(
  { weight: 6, arbitrary: steps.map((step) => [step]) },
  { weight: 1, arbitrary: storiesWith(works) },
);

/** Every world begins with a file that somebody sends. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    seed: fc.nat(),
    ...{ policies, columns },
    platform: platforms,
    batchSize: fc.constantFrom(1, 2, 3, 1_000),
    clockSkewMs: fc.constantFrom(0, 0, 12 * minuteMs, -12 * minuteMs, 300 * minuteMs),
    held: fc.record({
      learners: fc.array(heldRows.learner, { maxLength: 4 }),
      enrollments: fc.array(heldRows.enrollment, { maxLength: 4 }),
    }),
    first: uploads,
    parts: fc.array(parts, { minLength: 1, maxLength: 3 }),
  })
  .map(({ first, parts: later, ...world }) =>
    withHiddenRowsKnown(withAgesKnown({ ...world, steps: [first, ...later.flat()] })),
  );

/** Nothing but its age tells a record that was there from one that was just appended. */
function withAgesKnown(world: World): World {
  const policies = actsIn(world).flatMap((act) => (act.kind === 'settings' ? act.policies : []));
  const appends = [world.policies, ...policies].some(({ policy }) => policy === 'append');
  return appends ? { ...world, platform: { ...world.platform, createdTime: 'shown' } } : world;
}

/**
 * Where rows are hidden that a write may have brought, nothing but its token keeps it from being written twice; and nothing
 * but Feishu's time tells a row that is hidden from one that is late.
 */
function withHiddenRowsKnown(world: World): World {
  const { platform } = world;
  if (!actsIn(world).some(({ kind }) => kind === 'hidden')) return world;
  const replay = platform.replay === 'forgotten' ? 'replay' : platform.replay;
  return { ...world, platform: { ...platform, replay, dateHeader: 'shown' } };
}

function actsIn(world: World): Step[] {
  const meanwhile = calamitiesIn(world).flatMap((one) => (one.kind === 'meanwhile' ? one.act : []));
  return [...world.steps, ...meanwhile];
}

function calamitiesIn({ steps }: World): Calamity[] {
  return steps.flatMap((step) => (step.kind === 'work' ? step.calamities : []));
}
