import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRawTables } from '../../src/roster/read/read-raw-tables.ts';
import { type TextRow, writeWorkbook } from '../../src/roster/xlsx/write-workbook.ts';
import { readAsRoster } from './read.ts';

async function written(rows: TextRow[], sheetName = '名单'): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeWorkbook(rows, { sheetName, widths: [10, 20] })) pieces.push(piece);
  return Buffer.concat(pieces);
}

const header: TextRow = { cells: ['用户ID', '昵称', '课程', '学习日期'], isHeader: true };
const rowOf = (...cells: TextRow['cells']): TextRow => ({ cells, isHeader: false });

describe('a written workbook', () => {
  it('is read again as the roster that it holds', async () => {
    const bytes = await written([header, rowOf('u_1', { text: '甲', isWrong: true }, '入门', '2026-05-16')]);
    const { file, rows } = await readAsRoster(bytes);
    expect(file.sheets).toEqual([{ name: '名单', rows: 1, read: true }]);
    expect(rows).toMatchObject([
      { learner: { userId: 'u_1', nickname: '甲' }, course: '入门', day: '2026-05-16' },
    ]);
  });

  it('keeps every text as it is, whatever a spreadsheet would make of it', async () => {
    const unit = fc.oneof(
      fc.constantFrom(
        '=1+1',
        '@x',
        '-',
        "'",
        '00123',
        '1.2E+15',
        '_x0041_',
        '_x',
        '\r\n',
        '\t',
        '\0',
        '\x7f',
        '&<>"]]>',
      ),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }).filter((text) => !/[\p{Cs}\ufffe\uffff]/u.test(text)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(unit, { minLength: 1, maxLength: 4 }), async (texts) => {
        const bytes = await written([header, rowOf('u_1', ...texts)]);
        const [table] = (await readRawTables(bytes, {})) ?? [];
        const cells = table?.records[0]?.cells ?? [];
        expect(['u_1', ...texts].map((_, place) => cells[place] ?? '')).toEqual(['u_1', ...texts]);
      }),
      { numRuns: 200 },
    );
  });

  it('has a mark in place of what is no character', async () => {
    const bytes = await written([header, rowOf('u_1', 'a\ud800b')]);
    expect((await readRawTables(bytes, {}))?.[0]?.records[0]?.cells[1]).toBe('a\ufffdb');
  });

  it('breaks off with what broke off its rows', async () => {
    const broken = (async function* () {
      yield header;
      throw new Error('no more rows');
    })();
    const pieces = async () => {
      for await (const _ of writeWorkbook(broken, { sheetName: '名单', widths: [] }));
    };
    await expect(pieces()).rejects.toThrow('no more rows');
  });
});
