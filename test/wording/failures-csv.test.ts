import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanCell } from '../../src/roster/clean-cell.ts';
import type { RawTable } from '../../src/roster/raw-table.ts';
import { readRawTables } from '../../src/roster/read/read-raw-tables.ts';
import { readRoster } from '../../src/roster/read/read-roster.ts';
import { nothingFilled } from '../../src/roster/roster.ts';
import type { RowFailure } from '../../src/sync/sync-report.ts';
import { failuresCsv } from '../../src/wording/failures-csv.ts';
import { sampleFailure } from './sample-sync.ts';

/** The one table of a CSV. */
function tables({
  header,
  records,
}: {
  header: string[];
  records: { line: number; cells: string[] }[];
}): RawTable[] {
  return [
    {
      header,
      fields: header.map(() => null),
      records: records.map((record) => ({ ...record, sheet: null })),
    },
  ];
}

const raw = tables({
  header: ['用户ID', '昵称', '学习日期'],
  records: [
    { line: 2, cells: ['u_1', '甲', '2026-05-01'] },
    { line: 3, cells: ['', '乙, "丙"\n丁', '2026-05-02'] },
    { line: 5, cells: ['u_3'] },
    { line: 6, cells: ['u_4', '戊', '2026-05-03', 'one too many'] },
  ],
});
const failed = (line: number): RowFailure => sampleFailure({ line, code: 'missing_date' });

describe('the failed rows as CSV', () => {
  it('have the original columns and cells, then line and reason', () => {
    expect(failuresCsv(raw, [failed(2)])).toBe(
      '\ufeff用户ID,昵称,学习日期,行号,原因\r\nu_1,甲,2026-05-01,2,没有学习日期\r\n',
    );
  });

  it('quote what would break a line or a cell', () => {
    expect(failuresCsv(raw, [failed(3)])).toContain('\r\n,"乙, ""丙""\n丁",2026-05-02,3,没有学习日期\r\n');
  });

  it('keep line and reason under their names, however long the row is', () => {
    const lines = failuresCsv(raw, [failed(5), failed(6)]).split('\r\n');
    expect(lines.slice(1, 3)).toEqual(['u_3,,,5,没有学习日期', 'u_4,戊,2026-05-03,6,没有学习日期']);
  });

  it('name line and reason even where the row is not found', () => {
    expect(failuresCsv(null, [failed(9)])).toBe('\ufeff行号,原因\r\n9,没有学习日期\r\n');
  });

  it('stand below a header of their own where they come from another sheet', () => {
    const sheets = [
      {
        header: ['用户ID', '昵称'],
        fields: [null, null],
        records: [{ sheet: '第11期', line: 2, cells: ['u_1', '甲'] }],
      },
      {
        header: ['昵称', '用户ID'],
        fields: [null, null],
        records: [{ sheet: '第12期', line: 2, cells: ['乙', 'u_2'] }],
      },
    ];
    const failures = ['第11期', '第12期'].map((sheet) => ({ ...failed(2), sheet }));
    expect(failuresCsv(sheets, failures).split('\r\n')).toEqual([
      '\ufeff用户ID,昵称,行号,原因',
      'u_1,甲,第11期!2,没有学习日期',
      '昵称,用户ID,行号,原因',
      '乙,u_2,第12期!2,没有学习日期',
      '',
    ]);
  });

  it('do not get the added columns twice when such a file comes back', () => {
    const again = tables({
      header: ['用户ID', '行号', '原因'],
      records: [{ line: 2, cells: ['u_1', '7', '没有学习日期'] }],
    });
    expect(failuresCsv(again, [failed(2)])).toBe('\ufeff用户ID,行号,原因\r\nu_1,2,没有学习日期\r\n');
  });

  it.each(['=1+1', '+86 199', '-1', '@SUM(A1)', '\tu_1', '\rx', '\nx', '＝1', '＋1', '－1', '＠x'])(
    'cannot run as a formula: %j',
    (cell) => {
      const csv = failuresCsv(tables({ header: ['用户ID'], records: [{ line: 2, cells: [cell] }] }), [
        failed(2),
      ]);
      expect(csv).toMatch(/\r\n"?'[^']/);
    },
  );

  it('guard headers too', () => {
    expect(failuresCsv(tables({ header: ['=cmd'], records: [] }), [])).toContain("\ufeff'=cmd,行号");
  });
});

describe('the failed rows, corrected and sent back', () => {
  it('are read with the guard undone and both added columns ignored', async () => {
    const source = '用户ID,昵称,手机号,课程,学习日期\r\n\tu_1\t,=甲,+86 19900001234,非暴力沟通入门,\r\n';
    const records = await readRawTables(new TextEncoder().encode(source), {});
    const corrected = failuresCsv(records, [failed(2)]).replace(
      '非暴力沟通入门,,',
      '非暴力沟通入门,2026-05-16,',
    );
    const reading = await readRoster(new TextEncoder().encode(corrected), {
      today: '2026-11-24',
      extraAliases: {},
      learnerFields: [],
      enrollmentFields: [],
      sheets: null,
      fill: nothingFilled,
    });
    expect(reading).toMatchObject({
      kind: 'read',
      roster: {
        warnings: [],
        rows: [
          {
            kind: 'valid',
            line: 2,
            learner: { userId: 'u_1', nickname: '=甲', phone: '19900001234' },
            course: '非暴力沟通入门',
            day: '2026-05-16',
          },
        ],
      },
    });
  });

  it('mean what they meant, whatever the cells hold', async () => {
    const character = fc.oneof(
      fc.constantFrom(...'=+-@\t\'"`,＝ 用u1'),
      fc.string({ unit: 'grapheme', maxLength: 1 }),
    );
    const cell = fc.string({ unit: character, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 4 }), async (cells) => {
        const header = ['用户ID', '昵称', ...cells.map((_, index) => `列${index}`)];
        const records = [{ line: 2, cells: ['u_1', '甲', ...cells] }];
        const csv = failuresCsv(tables({ header, records }), [failed(2)]);
        const back = await readRawTables(new TextEncoder().encode(csv), {});
        const cleaned = back?.[0]?.records[0]?.cells.slice(2, -2).map(cleanCell);
        expect(cleaned).toEqual(cells.map(cleanCell));
      }),
    );
  });
});
