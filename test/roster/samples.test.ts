import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rowWarningCodes } from '../../src/roster/roster.ts';
import { readAsRoster, validRows } from './read.ts';

const samples = new URL('../samples/', import.meta.url);

const Expectation = z.object({
  headerLine: z.number(),
  dataRows: z.number(),
  validRows: z.number(),
  uniqueLearners: z.number(),
  enrolments_user_course_date: z.number(),
  enrolments_user_course: z.number(),
  rejected: z.array(z.object({ line: z.number(), reason: z.string() })),
  warnings: z.array(z.object({ line: z.number(), warning: z.string() })),
  courses: z.record(z.string(), z.number()),
  defaultCourse: z.string().optional(),
  defaultDate: z.string().optional(),
});

const expected = z
  .record(z.string(), Expectation)
  .parse(JSON.parse(readFileSync(new URL('expected.json', samples), 'utf8')));

describe.each(Object.entries(expected))('the sample %s', (file, expectation) => {
  const reading = readAsRoster(readFileSync(new URL(file, samples)));

  it('has the expected header line and number of data rows', async () => {
    const roster = await reading;
    expect(roster.file.headerLine).toBe(expectation.headerLine);
    expect(roster.rows).toHaveLength(expectation.dataRows);
    expect(validRows(roster)).toHaveLength(expectation.validRows);
    expect(roster.warnings).toEqual([]);
  });

  it('rejects exactly the expected lines for the expected reasons', async () => {
    const rejected = (await reading).rows.filter((row) => row.kind === 'rejected');
    expect(rejected.map(({ line, code }) => ({ line, reason: code }))).toEqual(expectation.rejected);
  });

  it('warns of exactly the rows that are odd by themselves', async () => {
    const warnings = validRows(await reading).flatMap(({ line, warnings }) =>
      warnings.map(({ code }) => ({ line, warning: code })),
    );
    const ownCodes: readonly string[] = rowWarningCodes;
    expect(warnings).toEqual(expectation.warnings.filter(({ warning }) => ownCodes.includes(warning)));
  });

  it('asks for course and date exactly if it has no such columns', async () => {
    const { hasCourseColumn, hasDateColumn } = await reading;
    expect(hasCourseColumn).toBe(expectation.defaultCourse === undefined);
    expect(hasDateColumn).toBe(expectation.defaultDate === undefined);
  });

  it('holds the expected learners and enrollments', async () => {
    const { defaultCourse, defaultDate } = expectation;
    const enrollments = validRows(await reading).map(({ learner, course, day }) => ({
      userId: learner.userId,
      course: course ?? defaultCourse ?? '',
      day: day ?? defaultDate ?? '',
    }));
    const byDay = new Map(enrollments.map((enrollment) => [JSON.stringify(enrollment), enrollment]));
    const byCourse = new Set(enrollments.map(({ userId, course }) => `${userId} ${course}`));
    expect(new Set(enrollments.map(({ userId }) => userId)).size).toBe(expectation.uniqueLearners);
    expect(byDay.size).toBe(expectation.enrolments_user_course_date);
    expect(byCourse.size).toBe(expectation.enrolments_user_course);
    const perCourse: Record<string, number> = {};
    for (const { course } of byDay.values()) perCourse[course] = (perCourse[course] ?? 0) + 1;
    expect(perCourse).toEqual(expectation.courses);
  });
});
