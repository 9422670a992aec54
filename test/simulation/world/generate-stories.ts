import fc from 'fast-check';
import { corrections, edits, undos, uploads, waits } from './generate-acts.ts';
import { moreRows } from './generate-rows.ts';
import type { Step } from './world.ts';

/**
 * What people do one after another on an ordinary day. Steps drawn one by one hardly ever come in an order that
 * makes sense of each other, and a fault that only such an order shows would wait for thousands of seeds.
 */
export function storiesWith(work: fc.Arbitrary<Step>): fc.Arbitrary<Step[]> {
  return fc.oneof(takenBack(work), correctedAndRepeated(work));
}

const quietly: Step = { kind: 'work', calamities: [] };

/** A file comes in and is worked on, people use what it has brought, and it is taken back, at once or late. */
const takenBack = (work: fc.Arbitrary<Step>) =>
  fc
    .record({
      upload: uploads,
      corrected: fc.array(corrections, { maxLength: 2 }),
      between: fc.array(fc.oneof(edits, uploads), { maxLength: 2 }),
      wait: fc.array(waits, { maxLength: 1 }),
      undo: undos,
      work,
    })
    .map(({ upload, corrected, between, wait, undo, work: last }) => {
      const later = between.flatMap((act): Step[] => (act.kind === 'upload' ? [act, quietly] : [act]));
      const of = between.filter(({ kind }) => kind === 'upload').length;
      return [upload, quietly, ...corrected, ...later, ...wait, { ...undo, of, confirmed: true }, last];
    });

/** A file comes in, people correct what it has brought, and the next file says the same again, of more people. */
const correctedAndRepeated = (work: fc.Arbitrary<Step>) =>
  fc
    .record({
      upload: uploads,
      first: work,
      corrected: fc.array(corrections, { minLength: 1, maxLength: 3 }),
      wait: waits,
      more: moreRows,
      work,
    })
    .map(({ upload, first, corrected, wait, more, work: last }): Step[] => {
      const { roster } = upload;
      const again = { ...upload, dryRun: false, roster: { ...roster, rows: [...roster.rows, ...more] } };
      return [{ ...upload, dryRun: false }, first, ...corrected, wait, again, last];
    });
