import { describe, expect, it } from 'vitest';
import { accidents } from './accidents/accidents.ts';
import { expectYear, knownIn } from './expected-year.ts';
import { type Oddness, oddnessOf } from './oddness.ts';
import { dayOf } from './school-calendar.ts';

const share = ({ knownLearners, replacedLearners }: Oddness) =>
  knownLearners < 20 ? 0 : replacedLearners / knownLearners;

describe.each(['overwrite', 'changed'] as const)('ordinary rosters are far from odd (%s)', (rule) => {
  const { steps } = expectYear(rule);
  const odd = steps.map(({ week, roster, known, replaced }) =>
    oddnessOf(roster, known, replaced, dayOf(week)),
  );
  const most = (figure: (oddness: Oddness) => number) => Math.max(...odd.map(figure));

  it('x', () => {
    console.log({
      replacedShare: most(share),
      replaced: most((o) => o.replacedLearners),
      swapped: most((o) => o.swappedShare),
      odd: most((o) => o.oddIds),
      ahead: most((o) => o.daysAhead),
      back: most((o) => -o.daysAhead),
      similar: odd.filter((o) => o.isCourseSimilar).length,
    });
  });
});
it('y', () => {
  for (const { title, reasons, roster } of accidents) {
    const { year } = expectYear('changed');
    const known = knownIn(year.tables);
    const before = year.tables.enrollments.length;
    console.log(
      title,
      reasons,
      oddnessOf(roster, known, year.take(roster), dayOf(51, 1)),
      year.tables.enrollments.length - before,
    );
  }
});
