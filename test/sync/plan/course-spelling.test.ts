import { describe, expect, it } from 'vitest';
import { courseKey } from '../../../src/roster/course-name.ts';
import { spellCourses } from '../../../src/sync/plan/course-spelling.ts';
import type { ExistingEnrollment } from '../../../src/sync/ports.ts';

const enrollment = (course: string): ExistingEnrollment => ({
  recordId: 'rec_1',
  userId: 'u_1',
  course,
  day: '2026-05-01',
  learnerRecordIds: [],
  fields: {},
  createdAt: 0,
});

describe('a course is spelled', () => {
  it.each<[string, string[], string[], string]>([
    ['as Base has it', ['nvc深化'], ['NVC 深化'], 'NVC 深化'],
    ['as most enrollments in Base have it', ['《入门》'], ['入门 ', '入门', '入门'], '入门'],
    ['as the file has it first, where Base does not', ['《入门》', '入门'], ['深化'], '《入门》'],
  ])('%s', (_, courses, existing, name) => {
    const spelling = spellCourses(courses, existing.map(enrollment), [], { kind: 'text' });
    for (const course of courses) expect(spelling.names.get(courseKey(course))).toBe(name);
  });

  it('as others have it, whom the file does not name', () => {
    const spelling = spellCourses(['《入门》', 'nvc'], [enrollment('NVC')], ['Nvc', '入门'], {
      kind: 'text',
    });
    expect([spelling.names.get('入门'), spelling.names.get('nvc')]).toEqual(['入门', 'NVC']);
  });

  it('as the option is, in a select field', () => {
    const spelling = spellCourses(['入门'], [enrollment('入门')], [], {
      kind: 'select',
      options: ['《入门》'],
    });
    expect(spelling.names.get('入门')).toBe('《入门》');
  });

  it('otherwise than in the file only with a remark, one for each spelling', () => {
    const courses = ['nvc', 'ＮＶＣ', 'nvc', 'NVC'];
    const { warnings } = spellCourses(courses, [enrollment('NVC')], [], { kind: 'text' });
    expect(warnings).toEqual(
      ['nvc', 'ＮＶＣ'].map((course) => ({ line: null, code: 'course_spelling', course, used: 'NVC' })),
    );
  });
});
