import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courseKey } from '../../../src/roster/course-name.ts';
import { areOfOneSeries, isTypedLike } from '../../../src/sync/odd/course-names.ts';
import { type CourseQuestion, doubtCourses } from '../../../src/sync/odd/course-similar.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const day = '2026-05-16';

/** 41 people in this course, of whom so many have another one on that day. */
function question(course: string, over: Partial<CourseQuestion> & { held?: [string, number] } = {}) {
  const { held = ['', 0], ...rest } = over;
  const rows = numbers(41).map((index) => ({
    line: index + 2,
    learner: { userId: `u_${index}`, nickname: '', phone: '', extras: {} },
    ...{ course, day, fields: {} },
  }));
  const enrollments = numbers(held[1]).map((index) => ({
    recordId: `rec_${index}`,
    userId: `u_${index}`,
    ...{ course: held[0], day, learnerRecordIds: [], fields: {}, createdAt: 0 },
  }));
  const known = ['非暴力沟通入门', '共情倾听（第42期）', 'NVC 深化工作坊（第15期）'];
  return { rows, newCourses: new Set([courseKey(course)]), known, enrollments, isTyped: true, ...rest };
}

describe('course_similar', () => {
  it.each([
    ['非暴力沟通人门', '非暴力沟通入门'],
    ['非暴力沟通入', '非暴力沟通入门'],
    ['《非暴力 沟通入门了》', '非暴力沟通入门'],
    ['nvc深化工作访(第15期)', 'NVC 深化工作坊（第15期）'],
    ['深化', null],
    ['非暴力沟通人们', null],
    ['非暴力沟通入门班', null],
    ['非暴力沟通入门2', null],
    ['NVC 深化工作坊（第16期）', null],
    ['NVC 深化工作坊（第十五期）', null],
  ])('typed: %s', (course, similar) => {
    expect(doubtCourses(question(course)).map(({ figures }) => figures)).toEqual(
      similar === null ? [] : [{ course, similar, rows: 41, sameDay: 0 }],
    );
  });

  it('a column of the file has no typing errors', () => {
    expect(doubtCourses(question('非暴力沟通人门', { isTyped: false }))).toEqual([]);
  });

  it.each([
    ['NVC 深化工作坊（第15期?', ['NVC 深化工作坊（第15期）']],
    ['???深化', []],
    ['??倾听（第42期）', ['共情倾听（第42期）']],
  ])('a column of the file may be a copy that has lost characters: %s', (course, similar) => {
    const asked = doubtCourses(question(course, { isTyped: false }));
    expect(asked.map(({ figures }) => 'similar' in figures && figures.similar)).toEqual(similar);
  });

  it.each([
    [21, true],
    [20, false],
  ])('of 41 people in a column %i have a similar one on that day', (count, asks) => {
    const asked = question('共情聆听（第42期）', { isTyped: false, held: ['共情倾听（第42期）', count] });
    expect(doubtCourses(asked).length > 0).toBe(asks);
  });

  it.each([
    [5, true],
    [4, false],
  ])('of as many people %i have', (count, asks) => {
    const asked = question('共情聆听（第42期）', { isTyped: false, held: ['共情倾听（第42期）', count] });
    const rows = asked.rows.slice(0, count);
    expect(doubtCourses({ ...asked, rows }).length > 0).toBe(asks);
  });

  it('not about people who have another part of it, or something else', () => {
    const other = (course: string) => question(course, { held: ['共情倾听（第42期）', 41] });
    expect(doubtCourses(other('共情倾听（第43期）'))).toEqual([]);
    expect(doubtCourses(other('冲突调解师训练'))).toEqual([]);
  });

  it('the course that more of them have comes first', () => {
    const asked = question('共情聆听（第42期）', {
      known: ['共情聆听（第42斯）', '共情倾听（第42期）'],
      held: ['共情倾听（第42期）', 30],
    });
    expect(doubtCourses(asked)[0]).toMatchObject({ figures: { similar: '共情倾听（第42期）', sameDay: 30 } });
  });

  it('nothing about a course that Base has', () => {
    expect(doubtCourses(question('非暴力沟通人门', { newCourses: new Set() }))).toEqual([]);
  });

  it('each of several', () => {
    const asked = question('非暴力沟通人门');
    const second = question('共情倾廳（第42期）');
    const both = {
      ...asked,
      rows: [...asked.rows, ...second.rows],
      newCourses: new Set([...asked.newCourses, ...second.newCourses]),
    };
    expect(doubtCourses(both)).toHaveLength(2);
  });
});

describe('parts of one series are different courses', () => {
  it.each([
    ['入门第12期', '入门第13期'],
    ['入门第九期', '入门第十二期'],
    ['工作坊A', '工作坊B'],
    ['工作坊 A班', '工作坊 b班'],
    ['读书会Ⅱ', '读书会Ⅲ'],
    ['2026春季班', '2027春季班'],
    ['非暴力沟通（上）', '非暴力沟通（下）'],
    ['亲子沟通（初阶）', '亲子沟通（进阶）'],
    ['亲子沟通初级', '亲子沟通高级'],
    ['共修第3周', '共修第3讲'],
    ['入门', '入门班'],
  ])('%s and %s', (one, other) => {
    expect(areOfOneSeries(one, other)).toBe(true);
    expect(isTypedLike(one, other)).toBe(false);
  });

  it.each([
    ['非暴力沟通入门', '非暴力沟通人门'],
    ['NVC入门', 'NVD入门'],
    ['入门第12期', '入门12期'],
  ])('%s and %s are not', (one, other) => {
    expect(areOfOneSeries(one, other)).toBe(false);
    expect(isTypedLike(one, other)).toBe(true);
  });
});

const characters = [...'非暴力沟通入门共情倾听'];
const name = fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength: 12 });
const typo = fc.constantFrom(...'錯字呀');

describe('one character away', () => {
  it('is whatever one press too many, too few or beside makes', () => {
    fc.assert(
      fc.property(
        name,
        fc.nat(),
        typo,
        fc.constantFrom(0, 1),
        fc.boolean(),
        (good, at, wrong, cut, isDrop) => {
          const place = at % good.length;
          const bad =
            isDrop && good.length > 1 ? good.toSpliced(place, 1) : good.toSpliced(place, cut, wrong);
          return isTypedLike(bad.join(''), good.join(''));
        },
      ),
    );
  });

  it('is no other period, and is mutual', () => {
    fc.assert(
      fc.property(name, fc.nat(99), fc.nat(99), (words, one, other) => {
        const period = (number: number) => `${words.join('')}第${number}期`;
        return !isTypedLike(period(one), period(other));
      }),
    );
    fc.assert(
      fc.property(name, name, (one, other) => {
        const [a, b] = [one.join(''), other.join('')];
        return isTypedLike(a, b) === isTypedLike(b, a);
      }),
    );
  });
});
