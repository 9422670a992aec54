import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRawTables } from '../../src/roster/read/read-raw-tables.ts';
import { read, readAsRoster, validRows } from './read.ts';

const id = 'u_7f74bf20f876f_I1JEzO3joO';
const header = '用户ID,昵称,手机号,课程,学习日期';
const goodRow = `${id},小明,19900001234,入门,2026-05-01`;

describe('a row', () => {
  it.each([
    ['missing_user_id', ',小明,1.99E+10,,'],
    ['user_id_scientific', '1.2E+15,小明,1.99E+10,,'],
    ['user_id_excel_error', '#N/A,小明,1.99E+10,,'],
    ['phone_scientific', `${id},小明,1.99E+10,,`],
    ['missing_course', `${id},小明,19900001234,--,`],
    ['missing_course', `${id},小明,19900001234,#REF!,2026-05-01`],
    ['missing_date', `${id},小明,19900001234,入门,`],
    ['invalid_date', `${id},小明,19900001234,入门,2026-02-30`],
    ['date_out_of_range', `${id},小明,19900001234,入门,2099-01-01`],
  ])('is rejected for the first thing that is wrong with it: %s', async (code, row) => {
    const roster = await readAsRoster(`${header}\n${goodRow}\n${row}\n`);
    expect(roster.rows.map((each) => (each.kind === 'rejected' ? each.code : null))).toEqual([null, code]);
  });

  it('that is rejected names its learner where it can', async () => {
    const roster = await readAsRoster(`${header}\n${goodRow}\n ${id}\t,小明,,入门,\n1.2E+15,,,,\n`);
    expect(roster.rows.slice(1)).toEqual([
      {
        ...{ kind: 'rejected', line: 3, userId: id, nickname: '小明', code: 'missing_date', value: null },
        lacks: 'day',
      },
      { kind: 'rejected', line: 4, userId: null, nickname: '', code: 'user_id_scientific', value: '1.2E+15' },
    ]);
  });

  it('that lacks its course or date says what a person has filled in, and nothing else is filled', async () => {
    const rows = [
      `${id},小明,19900001234,,2026-05-01`,
      `${id},小明,19900001234,入门,`,
      `${id},小明,19900001234,,`,
      `${id},小明,19900001234,入门,2026-02-30`,
      ',小明,19900001234,,',
    ];
    const fill = { course: '深化', day: '2026-06-06' };
    const roster = await readAsRoster(`${header}\n${goodRow}\n${rows.join('\n')}\n`, { fill });
    expect(
      roster.rows.map((row) =>
        row.kind === 'valid' ? [row.course, row.day] : row.kind === 'rejected' && row.code,
      ),
    ).toEqual([
      ['入门', '2026-05-01'],
      ['深化', '2026-05-01'],
      ['入门', '2026-06-06'],
      ['深化', '2026-06-06'],
      'invalid_date',
      'missing_user_id',
    ]);
    const half = await readAsRoster(`${header}\n${goodRow}\n${rows[2]}\n`, { fill: { ...fill, day: null } });
    expect(half.rows[1]).toMatchObject({ kind: 'rejected', code: 'missing_date' });
  });

  it.each([
    ['course', 'missing_course', ',2026-05-01'],
    ['day', 'missing_date', '入门,'],
    ['course_and_day', 'missing_course', ','],
    // No course makes up for a date that cannot be read.
    [undefined, 'missing_course', ',2026-02-30'],
    [undefined, 'invalid_date', '入门,2026-02-30'],
  ])('says what it lacks where that is all: %s', async (lacks, code, cells) => {
    const roster = await readAsRoster(`${header}\n${goodRow}\n${id},小明,19900001234,${cells}\n`);
    const [, row] = roster.rows;
    expect(row?.kind === 'rejected' && [row.code, row.lacks]).toEqual([code, lacks]);
  });

  it('that lacks its course lacks no date where the file has no column for it', async () => {
    const roster = await readAsRoster(`用户ID,昵称,课程\n${id},小明,入门\n${id},小明,\n`);
    expect(roster.rows[1]).toMatchObject({ code: 'missing_course', lacks: 'course' });
  });

  it('may have fewer or more cells than the header', async () => {
    const roster = await readAsRoster(`用户ID,昵称,手机号\n${id}\n${id},小明,19900001234,,多余\n`);
    expect(validRows(roster).map(({ learner }) => learner.nickname)).toEqual(['', '小明']);
    expect(validRows(roster)[1]?.warnings).toEqual([{ code: 'row_too_wide' }]);
  });

  it('that is blank is left out', async () => {
    const roster = await readAsRoster(`${header}\n\n,,,,\n \t\n--,—,无,,\n${goodRow}\n\n`);
    expect(roster.rows.map(({ line }) => line)).toEqual([6]);
  });

  it.each(['合计,41,,,', '总计：41', '注：仅供内部使用', '导出时间：2026-05-16 10:00', ',合计,41,,'])(
    'that is the footer %s is left out',
    async (footer) => {
      const roster = await readAsRoster(`${header}\n${goodRow}\n${footer}\n`);
      expect(roster.rows).toHaveLength(1);
    },
  );

  it('of a learner is no footer, whatever it begins with', async () => {
    const roster = await readAsRoster(`昵称,用户ID\n合计小姐,${id}\n总计,ABC-1234\n`);
    expect(validRows(roster)).toHaveLength(2);
  });
});

describe('the line of a row', () => {
  const lineBreak = fc.constantFrom('\n', '\r\n', '\r');
  const nickname = fc.string({
    unit: fc.constantFrom('明', 'a', ',', ';', '"', '\t', ' ', '\n', '\r\n', '\r', '😀'),
    maxLength: 8,
  });
  const gap = fc.array(lineBreak, { maxLength: 3 });

  /** Independent of the reader: splits the text in front of the record. */
  const lineAfter = (text: string) => text.split(/\r\n|\r|\n/).length;

  it('is the physical line on which its record starts, and quoted cells come back whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(nickname, lineBreak, gap), { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        async (rows, endsWithBreak) => {
          let text = `${header}\n`;
          const expected: { line: number; cell: string }[] = [];
          for (const [index, [cell, end, empty]] of rows.entries()) {
            // A lone CR followed by LF would be one line break, not two.
            text += empty.join('').replaceAll('\r\n', '\n').replaceAll('\r', '\n');
            expected.push({ line: lineAfter(text), cell });
            const isLast = index === rows.length - 1;
            text += `${id},"${cell.replaceAll('"', '""')}",,入门,2026-05-01${isLast && !endsWithBreak ? '' : end}`;
            if (end === '\r' && !isLast) text += '\r';
          }
          const raw = await readRawTables(Buffer.from(text), {});
          expect(raw?.[0]?.records.map(({ line, cells }) => ({ line, cell: cells[1] }))).toEqual(expected);
          const roster = await readAsRoster(text);
          expect(roster.rows.map(({ line }) => line)).toEqual(expected.map(({ line }) => line));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('stays right over the slices in which a long file is read', async () => {
    const rows = Array.from(
      { length: 3000 },
      (_, index) => `${id},"第${index}位\r\n同学",,入门,2026-05-01\r\n`,
    );
    const roster = await readAsRoster(`${header}\r\n${rows.join('')}`);
    expect(roster.rows.map(({ line }) => line)).toEqual(rows.map((_, index) => 2 + 2 * index));
  });
});

describe('a quote', () => {
  it.each([
    ['inside a cell', `${id},小"明"`, '小"明"'],
    ['around a part of a cell', `${id},"小"明`, '"小"明'],
    ['of a text formula', `="${id}",="小明"`, '小明'],
    ['that is doubled', `"${id}","小""明"`, '小"明'],
  ])('%s is read as people mean it', async (_, row, nickname) => {
    const [valid] = validRows(await readAsRoster(`用户ID,昵称\n${row}\n`));
    expect(valid?.learner).toMatchObject({ userId: id, nickname });
  });

  it('that never closes costs its row and those behind it, and names them', async () => {
    const text = `${header}\n${goodRow}\n${goodRow}\n${id},"小明,,入门,2026-05-01\n${goodRow}\n`;
    const { rows } = await readAsRoster(text);
    expect(rows.map(({ kind }) => kind)).toEqual(['valid', 'valid', 'rejected']);
    expect(rows[2]).toMatchObject({
      code: 'row_swallowed',
      line: 4,
      lastLine: 5,
      userId: id,
      nickname: '小明',
    });
  });

  it('that closes only in a later row does not swallow learners silently', async () => {
    const text = `${header}\n${id},"小明,,入门,2026-05-01\n${goodRow}\n${id},"小雨",,入门,2026-05-01\n${goodRow}\n`;
    const { rows } = await readAsRoster(text);
    expect(rows).toMatchObject([
      { kind: 'rejected', code: 'row_swallowed', line: 2, lastLine: 4, nickname: '小明' },
      { kind: 'valid', line: 5 },
    ]);
  });

  it('is recognized by the ids that it has taken with it, however these are made', async () => {
    const word = (unit: string, length: number) =>
      fc.string({ unit: fc.constantFrom(...unit), minLength: length, maxLength: length });
    const kinds = [fc.uuid(), word('0123456789', 5), word('0123456789abcdef', 24), word('aB3_', 28)];
    const ids = kinds.map((kind) => fc.uniqueArray(kind, { minLength: 6, maxLength: 6 }));
    await fc.assert(
      fc.asyncProperty(fc.oneof(...ids), async ([last, ...others]) => {
        const rows = others.map((each) => `${each},小明,,入门,2026-05-01`);
        const swallowing = `${last},"小雨,,入门,2026-05-01\n${rows[0]}\n${last},小雪",,入门,2026-05-01`;
        const roster = await readAsRoster([header, ...rows, swallowing].join('\n'));
        expect(roster.rows.slice(0, -1).map(({ kind }) => kind)).toEqual(rows.map(() => 'valid'));
        expect(roster.rows.at(-1)).toMatchObject({ code: 'row_swallowed', line: 7, lastLine: 9 });
      }),
    );
  });

  it.each([
    ['first', ''],
    ['repeated', `用户ID,昵称,备注\n${id},小雪,\n`],
  ])('that opens in the %s header names the rows that it has swallowed', async (_, before) => {
    const text = `${before}用户ID,昵称,"备注\n${id},小明,\n${id},"小雨",\n${id},小雷,\n`;
    const { rows } = await readAsRoster(text);
    const line = before === '' ? 1 : 3;
    const swallowed = { kind: 'rejected', code: 'row_swallowed', line, lastLine: line + 2, userId: null };
    expect(rows.slice(-2)).toMatchObject([swallowed, { kind: 'valid', line: line + 3 }]);
  });

  it('that opens in the header and never closes leaves no row to read, and says so', async () => {
    const { rows } = await readAsRoster(`用户ID,昵称,"备注\n${id},小明,\n${id},小雨,\n`);
    expect(rows).toMatchObject([{ kind: 'rejected', code: 'row_swallowed', line: 1, lastLine: 3 }]);
  });

  it('is no swallowed row where a long remark has as many commas', async () => {
    const remark = '"他说,好,是,的,\n再见,今天,明天,后天,不来"';
    const { rows } = await readAsRoster(`${header},备注\n${goodRow},${remark}\n${goodRow},\n`);
    expect(rows.map(({ kind }) => kind)).toEqual(['valid', 'valid']);
  });
});

it('a cell of notes may hold line breaks and ids', async () => {
  const roster = await readAsRoster(`用户ID,昵称,备注\n${id},小明,"推荐人：\n${id}\n老学员, 已联系"\n`);
  expect(roster.rows).toHaveLength(1);
});

describe('raw records', () => {
  it('hold the cells as they stand in the file', async () => {
    const raw = await readRawTables(Buffer.from(`名单\n学员编号\t,昵称,其他\n\n${id}\t,="小明",' x\n`), {
      用户ID: ['学员编号'],
    });
    expect(raw).toEqual([
      {
        fields: ['用户ID', '昵称', null],
        header: ['学员编号\t', '昵称', '其他'],
        records: [{ sheet: null, line: 4, cells: [`${id}\t`, '="小明"', "' x"] }],
      },
    ]);
  });

  it('of a file that is refused are null', async () => {
    expect(await readRawTables(Buffer.from('你好'), {})).toBeNull();
    expect(await read('你好')).toMatchObject({ kind: 'refused' });
  });
});
