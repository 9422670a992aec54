import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUserId } from '../../src/roster/user-id.ts';
import { readAsRoster } from './read.ts';

const id = 'u_7f74bf20f876f_I1JEzO3joO';

/** Usual ids, for a file in which an odd one stands out. */
const usualIds = (count: number) =>
  Array.from({ length: count }, (_, index) => `u_7f74bf20f876f_${String(index).padStart(10, '0')}`);

async function codesOf(ids: readonly string[]): Promise<(string | null)[]> {
  const rows = ids.map((cell) => `"${cell.replaceAll('"', '""')}",小明`);
  const roster = await readAsRoster(['用户ID,昵称', ...rows].join('\n'));
  return roster.rows.map((row) => (row.kind === 'rejected' ? row.code : null));
}

describe('not everything in the column of ids is a person', () => {
  it.each([
    ...[
      'null',
      'NULL',
      'None',
      'nan',
      'NaN',
      'n/a',
      'N/A',
      'na',
      'undefined',
      'nil',
      '\\N',
      '(null)',
      '(空)',
    ],
    ...['（空）', '空', '暂无', '无', '未填', '未知', '-', '--', '—', '/', 'ＮＵＬＬ', ' 无 ', '\u00a0'],
  ])('a word for nothing is no id: %j', (text) => {
    expect(readUserId(text)).toEqual({ kind: 'rejected', code: 'missing_user_id' });
  });

  it.each([
    ...['#N/A', '#REF!', '#VALUE!', '#NAME?', '#名称?', '#DIV/0!', '#NUM!', '#NULL!', '#SPILL!', '#CALC!'],
    ...['#BUSY!', '#FIELD!', '#BLOCKED!', '#CONNECT!', '#UNKNOWN!', '#GETTING_DATA', '#ERROR!', '#SUPERNEW!'],
    ...['Err:508', 'Err:520', '错误:508', 'Loading...', 'Loading…', '########', '＃ＲＥＦ！', '#名称？'],
    ...['#¡VALOR!', '#¿NOMBRE?', '#ДЕЛ/0!', '#N/D'],
  ])('an error of a program is no id: %s', (text) => {
    expect(readUserId(text)).toEqual({ kind: 'rejected', code: 'user_id_excel_error' });
  });

  it.each([
    `=HYPERLINK("https://x.example/${id}","${id}")`,
    `https://x.example/${id}`,
    `www.x.example/${id}`,
    `[${id}](https://x.example/${id})`,
    'xiaoming@example.org',
    'u_7f74bf20f876f I1JEzO3joO',
    'u_7f74bf20f876f\u3000I1JEzO3joO',
    'u_7f74bf20f876f\nI1JEzO3joO',
    'u_7f74bf20f876f\tI1JEzO3joO',
    'u_7f74bf20\ufffd76f_I1JEzO3joO',
    'TRUE',
    ...[
      '用户ID',
      '学员id',
      'USER_ID',
      '+A2&B2',
      '//x.example/u',
      'h5.x.example/u_1',
      'u_7f74\u2800bf20f876f',
      ...['?', '？？', '***', '_'],
    ],
  ])('a formula, a link, an address, mere marks, something with a gap is no id: %j', (text) => {
    expect(readUserId(text)).toEqual({ kind: 'rejected', code: 'user_id_odd' });
  });

  it.each([
    ['12345.0', '12345'],
    ['123456789012345.00', '123456789012345'],
  ])('a number that became a fraction is the number before it: %s', (text, userId) => {
    expect(readUserId(text)).toMatchObject({ kind: 'accepted', userId });
  });

  it('a fraction of more than 15 digits has lost some of them', () => {
    expect(readUserId('1234567890123456.0')).toEqual({ kind: 'rejected', code: 'user_id_scientific' });
  });

  it.each([
    ...['\u00ad', '\u200b', '\u200d', '\u2060', '\ufeff', '\u061c', '\u180e', '\ufe0f', '\u202d', '\u0000'],
  ])('an invisible character anywhere in an id goes: %j', (character) => {
    for (const text of [character + id, id + character, id.slice(0, 9) + character + id.slice(9)]) {
      expect(readUserId(text)).toEqual({ kind: 'accepted', userId: id, warning: null });
    }
  });

  it('so does every other character that nobody sees', () => {
    const invisible = fc
      .integer({ min: 0x80, max: 0xe0fff })
      .filter((code) => /\p{Cf}|\p{Default_Ignorable_Code_Point}/u.test(String.fromCodePoint(code)))
      .map((code) => String.fromCodePoint(code));
    fc.assert(
      fc.property(invisible, fc.nat(id.length), (character, place) => {
        const text = id.slice(0, place) + character + id.slice(place);
        expect(readUserId(text)).toEqual({ kind: 'accepted', userId: id, warning: null });
      }),
    );
  });

  it.each([
    '小明',
    'さくら',
    'カナ',
    '안녕',
    '「a」',
    '<a>',
    '{a}',
    '［a］',
    '甲:12',
    '甲（乙）',
    'a,b',
    'a.b',
    'a/b',
  ])('what looks like no other id of the file is refused: %s', async (odd) => {
    expect(await codesOf([...usualIds(9), odd])).toEqual([...Array(9).fill(null), 'user_id_odd']);
  });

  it.each(['ABC123', '2026001', 'u_short'])('a plain id of another shape is accepted: %s', async (plain) => {
    expect(await codesOf([...usualIds(9), plain])).toEqual(Array(10).fill(null));
  });

  it('where fewer than nine in ten ids are plain, none is refused for its look', async () => {
    expect(await codesOf([...usualIds(8), 'a.b', 'c.d'])).toEqual(Array(10).fill(null));
  });
});

describe('what is refused is recognized by', () => {
  it('its nickname and the value', async () => {
    const roster = await readAsRoster(`用户ID,昵称\n${id},小红\n${'x'.repeat(100)}@y.example,小明\n`);
    expect(roster.rows[1]).toEqual({
      kind: 'rejected',
      line: 3,
      userId: null,
      nickname: '小明',
      code: 'user_id_odd',
      value: 'x'.repeat(60),
    });
  });
});
