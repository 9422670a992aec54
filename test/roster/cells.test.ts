import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanCell } from '../../src/roster/clean-cell.ts';
import { cleanNickname, cleanText } from '../../src/roster/clean-text.ts';
import { cleanCourseName, courseKey } from '../../src/roster/course-name.ts';
import { proposeCourse } from '../../src/roster/propose-course.ts';
import { cleanUserId, readUserId } from '../../src/roster/user-id.ts';

describe('a cell', () => {
  it.each([
    ['outer blanks and tabs', ' \t小明\t ', '小明'],
    ['no-break and full-width spaces', '\u00a0小明\u3000', '小明'],
    ['zero-width characters and a BOM', '\ufeff小\u200b明\u2060', '小明'],
    ['direction marks, as copied from a phone book', '\u202d19900001234\u202c', '19900001234'],
    ['line breaks inside', '小\r\n明\n同学', '小 明 同学'],
    ['a text formula', '="00123"', '00123'],
    ['a text formula with quotes inside', '="a""b"', 'a"b'],
    ['a number formula', '=19900001234', '19900001234'],
    ['a text mark', "'19900001234", '19900001234'],
    ['a backtick', '`19900001234', '19900001234'],
    ['a guard in front of a formula', '\'="00123"', '00123'],
    ['a guard in front of a sign', "'@小明", '@小明'],
    ['a hyphen', '-', ''],
    ['two hyphens', ' -- ', ''],
    ['a dash', '—', ''],
    ['无', '无', ''],
    ['NULL', 'NULL', ''],
  ])('is cleaned of %s', (_, text, cleaned) => {
    expect(cleanCell(text)).toBe(cleaned);
  });

  it.each(['👨‍👩‍👧 一家', '＝＿＝', '=_=', '无忧', 'a-b', '（第12期）', '𠮷'])(
    'keeps %s as it is',
    (text) => {
      expect(cleanCell(text)).toBe(text);
    },
  );

  it('does not change once it is clean', () => {
    const odd = fc.string({
      unit: fc.constantFrom('=', '"', "'", '`', ' ', '\t', '\u200b', '-', '1', '明', '\n'),
    });
    fc.assert(
      fc.property(fc.oneof(odd, fc.string({ unit: 'binary' })), (text) => {
        for (const clean of [cleanCell, cleanText, cleanCourseName, courseKey, cleanUserId]) {
          expect(clean(clean(text))).toBe(clean(text));
        }
      }),
    );
  });

  it.each([
    ...['#N/A', '#ref!', '1.2E+15', 'Err:508', 'Loading...', '小\ufffd明'],
    ...['#¡VALOR!', '#REF！', '#ДЕЛ/0!', '错误：508', 'Loading…'],
  ])('with words counts as empty when a program left %s', (text) => {
    expect(cleanText(text)).toBe('');
  });

  it.each(['无', '空', 'Nan', '未知', '暂无', 'None of us'])('may be the name of a person: %s', (name) => {
    expect(cleanNickname(name)).toBe(name);
  });

  it.each([
    'null',
    'NULL',
    'nan',
    'NaN',
    'None',
    'N/A',
    'n/a',
    '#N/A',
    'undefined',
    '\\N',
    '(null)',
    '-',
    '--',
    '—',
  ])('is nobody, in the spelling of a program: %s', (name) => {
    expect(cleanNickname(name)).toBe('');
  });
});

describe('a 用户ID', () => {
  it.each([
    ['u_7f74bf20f876f_I1JEzO3joO\t', 'u_7f74bf20f876f_I1JEzO3joO'],
    ['u_api_7f502d16db13d_1QVhqRrlEZ', 'u_api_7f502d16db13d_1QVhqRrlEZ'],
    ['ｕ_7f74bf20f876f_I1JEzO3joO', 'u_7f74bf20f876f_I1JEzO3joO'],
  ])('%j is read as %s', (text, userId) => {
    expect(readUserId(text)).toEqual({ kind: 'accepted', userId, warning: null });
  });

  it('keeps its letter case', () => {
    expect(cleanUserId('u_ABC')).not.toBe(cleanUserId('u_abc'));
  });

  it.each(['6152e8304', '000123', 'U_7f74bf20f876f_I1JEzO3joO'])(
    'of another shape, %s, is accepted with a warning',
    (text) => {
      expect(readUserId(text)).toEqual({ kind: 'accepted', userId: text, warning: 'user_id_unusual' });
    },
  );

  it.each([
    ['', 'missing_user_id'],
    ['--', 'missing_user_id'],
    ['1.23457E+15', 'user_id_scientific'],
    ['6.2E+11', 'user_id_scientific'],
    ['#N/A', 'user_id_excel_error'],
    ['#REF!', 'user_id_excel_error'],
    ['########', 'user_id_excel_error'],
  ])('%j is rejected as %s', (text, code) => {
    expect(readUserId(text)).toEqual({ kind: 'rejected', code });
  });
});

describe('a course name', () => {
  it('is kept with its title marks and full-width characters', () => {
    expect(cleanCourseName(' 《NVC 深化工作坊（第12期）》\t')).toBe('《NVC 深化工作坊（第12期）》');
  });

  it.each([
    ['《非暴力沟通入门》', '非暴力沟通入门'],
    ['NVC 深化工作坊（第12期）', 'NVC 深化工作坊(第12期)'],
    ['ＮＶＣ', 'NVC'],
    ['nvc 深化', 'NVC深化'],
    ['NVC  深化 工作坊', '《NVC 深化工作坊》'],
  ])('%s is the same course as %s', (one, other) => {
    expect(courseKey(one)).toBe(courseKey(other));
  });

  it.each([
    ['《入门》与《深化》', '入门》与《深化'],
    ['入门', '深化'],
  ])('%s is another course than %s', (one, other) => {
    expect(courseKey(one)).not.toBe(courseKey(other));
  });

  it.each([
    ['《非暴力沟通入门》-学员名单.2026-05-16.csv', '非暴力沟通入门'],
    ['学员名单《 共情倾听 》（1）.xlsx', '共情倾听'],
    ['20260516_基础班第12期学员名单.csv', '基础班第12期'],
    ['深化班 第十二期（1）.xlsx', '深化班 第十二期'],
    ['《非暴力沟通入门》第12期.csv', '非暴力沟通入门'],
    ['学员名单.csv', null],
    ['第12期.csv', null],
    ['20260516_第12期.csv', null],
    ['《》.csv', null],
  ])('is proposed from the file name %s', (fileName, course) => {
    expect(proposeCourse(fileName)).toBe(course);
  });
});
