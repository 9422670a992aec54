import { describe, expect, it } from 'vitest';
import { readRawTables } from '../../src/roster/read/read-raw-tables.ts';
import { type TextRow, writeWorkbook } from '../../src/roster/xlsx/write-workbook.ts';
import { failuresRows, failuresWidths } from '../../src/wording/failures-sheet.ts';
import { readAsRoster } from '../roster/read.ts';
import { sampleFailure } from './sample-sync.ts';

const csv = [
  '用户ID,昵称,学员手机,手机号,手机号码,学习日期',
  ',甲,,,,2026-05-01',
  'u_2,乙,,19900000001,1.99E+10,2026-05-01',
  'u_3,丙,,,,某天',
].join('\n');

const rawOf = (text: string) => readRawTables(Buffer.from(text), {});
const marked = (row: TextRow | undefined) =>
  row?.cells.flatMap((cell, place) => (typeof cell === 'string' ? [] : place));

describe('the failed rows as a sheet', () => {
  it.each([
    ['the cell that is empty', 2, 'missing_user_id', null, [0]],
    ['of several columns the one that holds the fault', 3, 'phone_scientific', '1.99E+10', [4]],
    ['the cell whose value is wrong', 4, 'invalid_date', '某天', [5]],
    [
      'every column of the field where none holds the value as it is told',
      3,
      'phone_scientific',
      '1.99',
      [3, 4],
    ],
    ['nothing where the fault is in no cell', 4, 'not_written', null, []],
  ] as const)('color %s', async (_, line, code, value, places) => {
    const [header, row] = failuresRows(await rawOf(csv), [sampleFailure({ line, code, value })]);
    expect([header?.isHeader, marked(header), row?.isHeader, marked(row)]).toEqual([true, [], false, places]);
  });

  it('color both cells of a row that lacks its course and its date', async () => {
    const raw = await rawOf('用户ID,课程,学习日期\nu_1,入门,2026-05-01\nu_2,,');
    const failure = sampleFailure({ line: 3, code: 'missing_course', lacks: 'course_and_day' });
    const [, row] = failuresRows(raw, [failure]);
    expect(marked(row)).toEqual([1, 2]);
    expect(row?.cells.at(-1)).toBe('没有课程名称，也没有学习日期');
  });

  it('come back as a roster once they are mended, their added columns and all', async () => {
    const failures = [sampleFailure({ line: 4, code: 'invalid_date', value: '某天' })];
    const rows = failuresRows(await rawOf(csv), failures);
    const mended = rows.map(({ cells, isHeader }) => ({
      isHeader,
      cells: cells.map((cell) => (typeof cell === 'string' ? cell : '2026-05-02')),
    }));
    const pieces: Uint8Array[] = [];
    for await (const piece of writeWorkbook(mended, {
      sheetName: '没有写入的行',
      widths: failuresWidths(rows),
    }))
      pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    expect((await readAsRoster(bytes)).rows).toMatchObject([
      { kind: 'valid', learner: { userId: 'u_3', nickname: '丙' }, day: '2026-05-02' },
    ]);
    // Failed once more, it gets no second pair of added columns.
    const again = failuresRows(await readRawTables(bytes, {}), [
      sampleFailure({ line: 2, code: 'not_written' }),
    ]);
    expect(again[0]?.cells.slice(-3)).toEqual(['学习日期', '行号', '原因']);
  });

  it('have columns as wide as what stands in them, within bounds', () => {
    const cells = ['a', '课程名称课程名称', { text: 'x'.repeat(100), isWrong: true as const }];
    expect(failuresWidths([{ cells, isHeader: false }])).toEqual([8, 18, 40]);
  });
});
