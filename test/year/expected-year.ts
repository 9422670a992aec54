import { corrections } from './corrections.ts';
import { type ExpectedTables, ExpectedYear, type Replacement, type UpdateRule } from './expected-tables.ts';
import { lastYear } from './last-year.ts';
import type { YearRoster } from './roster.ts';
import { rostersOfWeek } from './rosters-of-week.ts';
import { type Week, weeks } from './school-calendar.ts';

/** What happens in a year, step by step, as far as the tables show it. */
export interface ExpectedStep {
  week: Week;
  roster: YearRoster;
  /** What the tables had before: 用户IDs, and courses. */
  known: Known;
  replaced: readonly Replacement[];
}

export interface Known {
  userIds: ReadonlySet<string>;
  courses: ReadonlySet<string>;
}

/** The whole year by the rosters' meaning alone. */
export function expectYear(rule: UpdateRule): { year: ExpectedYear; steps: ExpectedStep[] } {
  const year = new ExpectedYear(lastYear(), rule);
  const steps = weeks.flatMap((week) => {
    for (const correction of corrections) if (correction.week === week) year.correct(correction);
    return rostersOfWeek(week).map((roster) => {
      const known = knownIn(year.tables);
      return { week, roster, known, replaced: year.take(roster) };
    });
  });
  return { year, steps };
}

export function knownIn({ learners, enrollments }: ExpectedTables): Known {
  return {
    userIds: new Set(learners.keys()),
    courses: new Set(enrollments.map(({ course }) => course)),
  };
}
