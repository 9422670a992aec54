import type { YearRoster } from './roster.ts';
import { campRoster } from './rosters/camp.ts';
import { companyRoster } from './rosters/company.ts';
import { familyCourseRoster } from './rosters/family-course.ts';
import { openCourseRoster } from './rosters/open-course.ts';
import { practiceGroupRoster } from './rosters/practice-group.ts';
import { workshopRoster } from './rosters/workshop.ts';
import { type Week, weekOfExport } from './school-calendar.ts';

/** The six files that staff send on the Monday of a week, each with everybody so far. */
export function rostersOfWeek(sent: Week): YearRoster[] {
  const week = weekOfExport(sent);
  return [
    openCourseRoster(week, sent),
    workshopRoster(week),
    practiceGroupRoster(week, sent),
    campRoster(week, sent),
    companyRoster(week),
    familyCourseRoster(week),
  ];
}
