import fc from 'fast-check';
import type { HeldEnrollment, HeldLearner, RosterRow, RosterSpec, Said } from './world.ts';

const person = fc.nat(6);
/** Most rosters say of a person what others said before. */
const often = (usual: number, others: fc.Arbitrary<number>) =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: others });
const nickname = often(1, fc.nat(4));
const phone = often(1, fc.nat(3));
const city = often(0, fc.nat(2));
const teacher = often(0, fc.nat(2));
const course = fc.nat(3);
const day = fc.nat(2);

const rows: fc.Arbitrary<RosterRow> = fc.record({
  ...{ person, nickname, phone, course, day, city, teacher },
  damage: fc.oneof(
    { weight: 9, arbitrary: fc.constant('none' as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('no_id' as const, 'scientific_phone' as const, 'refunded' as const),
    },
  ),
});

/** Of which a later file knows. */
export const moreRows = fc.array(rows, { maxLength: 2 });

const mostly = (usual: boolean) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(!usual) });

export const rosters: fc.Arbitrary<RosterSpec> = fc.record({
  format: fc.oneof(
    { weight: 5, arbitrary: fc.constant('csv' as const) },
    { weight: 1, arbitrary: fc.constant('xlsx' as const) },
  ),
  rows: fc.array(rows, { minLength: 1, maxLength: 8 }),
  hasCourse: mostly(true),
  hasDay: mostly(true),
  damage: fc.oneof(
    { weight: 14, arbitrary: fc.constant('none' as const) },
    { weight: 1, arbitrary: fc.constantFrom('header_only' as const, 'no_header' as const, 'empty' as const) },
  ),
});

/** Half of the operators say at once what the file may lack. */
export const said: fc.Arbitrary<Said> = fc.oneof(
  fc.constant({ course: null, day: null }),
  fc.record({ course, day }),
);

const learner: fc.Arbitrary<HeldLearner> = fc.record({ person, nickname, phone });
const enrollment: fc.Arbitrary<HeldEnrollment> = fc.record({
  ...{ person, course, day },
  linked: mostly(true),
});
export const heldRows = { learner, enrollment };
