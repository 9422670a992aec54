import { describe, expect, it } from 'vitest';
import { limitLinks } from '../../../src/sync/plan/limit-links.ts';
import type { EnrollmentPlan } from '../../../src/sync/plan/plan-enrollments.ts';
import type { ExistingLearner } from '../../../src/sync/ports.ts';

const holding = (links: number): ExistingLearner => ({
  recordId: 'rec_1',
  userId: 'u_1',
  fields: {},
  enrollmentIds: Array.from({ length: links }, (_, index) => `e${index}`),
  createdAt: 0,
});
const planning = (creates: number): EnrollmentPlan => ({
  create: Array.from({ length: creates }, (_, index) => ({
    line: index + 2,
    userId: 'u_1',
    course: `课程${index}`,
    day: '2026-05-01',
  })),
  update: [],
  link: [],
  skip: [],
  repeat: [],
  courseNames: new Map(),
  warnings: [],
});

describe('the link cell of a learner holds 500 records', () => {
  it.each<
    [existing: number, planned: number, created: number, failedLines: number[], warnedAt: number | null]
  >([
    [0, 3, 3, [], null],
    [448, 1, 1, [], null],
    [449, 1, 1, [], 450],
    [498, 2, 2, [], 500],
    [499, 3, 1, [3, 4], 500],
    [500, 2, 0, [2, 3], null],
  ])('%i existing, %i planned: %i created', (existing, planned, created, failedLines, warnedAt) => {
    const { plan, failures } = limitLinks(planning(planned), [holding(existing)]);
    expect(plan.create).toHaveLength(created);
    expect(failures).toEqual(
      failedLines.map((line) => ({ line, userId: 'u_1', code: 'learner_links_full' })),
    );
    expect(plan.warnings.map((warning) => 'links' in warning && warning.links)).toEqual(
      warnedAt === null ? [] : [warnedAt],
    );
  });

  it('counts links that are added to existing enrollments', () => {
    const plan = { ...planning(1), link: [{ line: 9, userId: 'u_1', recordId: 'e' }] };
    expect(limitLinks(plan, [holding(499)]).failures.map(({ line }) => line)).toEqual([2]);
  });
});
