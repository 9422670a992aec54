import { describe, expect, it } from 'vitest';
import type { ConfirmReason } from '../../src/sync/asked-reason.ts';
import { accidents } from './accidents/accidents.ts';
import { harmless } from './accidents/harmless.ts';
import { sentUnderTwoDays } from './accidents/wrong-answers.ts';
import { ExpectedYear } from './expected-tables.ts';
import { expectYear, knownIn } from './expected-year.ts';
import { type Oddness, oddnessOf } from './oddness.ts';
import type { YearRoster } from './roster.ts';
import { rostersOfWeek } from './rosters-of-week.ts';
import { dayOf } from './school-calendar.ts';
import { writeRoster } from './write-roster.ts';

/** What a roster would be asked about by its contents alone; whether the bytes came before is not among them. */
function reasonsFor(oddness: Oddness): ConfirmReason[] {
  const { knownLearners, replacedLearners, swappedShare, oddIds, oddIdShare, daysAhead } = oddness;
  const reasons: [ConfirmReason, boolean][] = [
    ['columns_swapped', swappedShare > 0.5],
    ['course_similar', oddness.isCourseSimilar],
    ['date_far', daysAhead > 90 || daysAhead < -365],
    [
      'many_updates',
      knownLearners >= 20 && replacedLearners >= 10 && replacedLearners / knownLearners >= 0.3,
    ],
    ['odd_ids', oddIds >= 5 && oddIdShare > 0.5],
  ];
  return reasons.flatMap(([reason, isOne]) => (isOne ? reason : []));
}

describe.each(['overwrite', 'changed'] as const)('an ordinary roster is far from odd (%s)', (rule) => {
  const odd = expectYear(rule).steps.map(({ week, roster, known, replaced }) =>
    oddnessOf(roster, known, replaced, dayOf(week)),
  );
  const most = (figure: (oddness: Oddness) => number) => Math.max(...odd.map(figure));

  it('gives no reason to ask', () => {
    expect(odd.filter((oddness) => reasonsFor(oddness).length > 0)).toEqual([]);
  });

  it('replaces few names and phones, most of all after a summer', () => {
    const ofMany = odd.filter(({ knownLearners }) => knownLearners >= 20);
    expect(
      Math.max(...ofMany.map((oddness) => oddness.replacedLearners / oddness.knownLearners)),
    ).toBeLessThan(0.2);
    expect(most(({ replacedLearners }) => replacedLearners)).toBeLessThan(10);
  });

  it('has ids that many have, names that are no phones, and days within months', () => {
    expect(most(({ oddIds }) => oddIds)).toBe(0);
    expect(most(({ swappedShare }) => swappedShare)).toBe(0);
    expect(most(({ daysAhead }) => Math.abs(daysAhead))).toBeLessThan(120);
  });
});

/** Both tables after the year. */
const { tables } = expectYear('overwrite').year;
const known = knownIn(tables);

/** As if it came on the day behind the last Monday. */
function oddnessAfterYear(roster: YearRoster): { oddness: Oddness; isWritten: boolean } {
  const year = new ExpectedYear(structuredClone(tables), 'overwrite');
  const replaced = year.take(roster);
  return {
    oddness: oddnessOf(roster, known, replaced, dayOf(51, 1)),
    isWritten: replaced.length > 0 || year.tables.enrollments.length > tables.enrollments.length,
  };
}

describe('an accident is odd', () => {
  it.each(accidents)('$title', ({ reasons, roster }) => {
    const { oddness, isWritten } = oddnessAfterYear(roster);
    expect(isWritten).toBe(true);
    expect(reasonsFor(oddness)).toEqual(reasons.filter((reason) => reason !== 'same_file_before'));
  });
});

describe('the same bytes come again', () => {
  it('under another course', () => {
    const again = accidents.filter(({ reasons }) => reasons.includes('same_file_before'));
    expect(again).toHaveLength(1);
    for (const { bytes, roster } of again) {
      const first = rostersOfWeek(50).find((earlier) => Buffer.from(writeRoster(earlier)).equals(bytes));
      expect(first?.operator.course).not.toBe(roster.operator.course);
    }
  });

  it('under another day', () => {
    const [first, second] = sentUnderTwoDays.map((roster) => Buffer.from(writeRoster(roster)));
    expect(first).toEqual(second);
    expect(new Set(sentUnderTwoDays.map(({ operator }) => operator.day)).size).toBe(2);
  });
});

describe('what looks like one and is none', () => {
  it.each(harmless)('$title', ({ roster }) => {
    const { oddness, isWritten } = oddnessAfterYear(roster);
    expect(isWritten && reasonsFor(oddness).length > 0).toBe(false);
  });
});
