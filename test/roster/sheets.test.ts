import { describe, expect, it } from 'vitest';
import { placeOfLine } from '../../src/roster/line-place.ts';
import { read, readAsRoster, validRows } from './read.ts';
import { sheetsXlsx, textRow } from './xlsx-file.ts';

const header = textRow('用户ID', '昵称', '课程', '学习日期');
const learner = (index: number) =>
  textRow(`u_7f74bf20f876f_${String(index).padStart(10, '0')}`, `学员${index}`, '入门', '2026-05-01');
const rosterOf = (...indexes: number[]) => header + indexes.map(learner).join('');

describe('the sheets of a workbook', () => {
  it('are asked about if several hold rows, and those that look like something else are not proposed', async () => {
    const names = ['第11期', '退款名单', '取消', '作废', '旧', '备份', '副本', '示例', '模板', '说明'];
    const reading = await read(sheetsXlsx(names.map((name, index) => ({ name, rows: rosterOf(index, 9) }))));
    expect(reading).toEqual({
      kind: 'asks',
      question: {
        about: 'sheets',
        sheets: names.map((name) => ({ name, rows: 2, proposed: name === '第11期' })),
        hasCourseColumn: true,
        hasDateColumn: true,
      },
    });
  });

  it('come with what none of them says, so that it can be asked about at once', async () => {
    const bare = textRow('用户ID', '昵称') + textRow('u_7f74bf20f876f_0000000001', '小明');
    const dated = textRow('用户ID', '学习日期') + textRow('u_7f74bf20f876f_0000000002', '2026-05-01');
    const sheets = (...rows: string[]) =>
      read(sheetsXlsx(rows.map((each, index) => ({ name: `第${index}期`, rows: each }))));
    expect(await sheets(bare, bare)).toMatchObject({
      question: { hasCourseColumn: false, hasDateColumn: false },
    });
    expect(await sheets(bare, dated)).toMatchObject({
      question: { hasCourseColumn: false, hasDateColumn: true },
    });
  });

  const two = sheetsXlsx([
    { name: '第11期', rows: rosterOf(1, 2) },
    { name: '第12期', rows: rosterOf(3) },
  ]);

  it.each([
    [['第12期'], ['学员3']],
    [
      ['第11期', '第12期'],
      ['学员1', '学员2', '学员3'],
    ],
    [['*'], ['学员1', '学员2', '学员3']],
  ])('are read as a person says: %j', async (sheets, nicknames) => {
    const roster = await readAsRoster(two, { sheets });
    expect(validRows(roster).map((row) => row.learner.nickname)).toEqual(nicknames);
    const places = roster.rows.map(({ line }) => placeOfLine(line, roster.file.sheets));
    expect(new Set(places.map(({ sheet, line }) => `${sheet}!${line}`)).size).toBe(places.length);
    expect(places.at(-1)).toEqual({ sheet: '第12期', line: 2 });
  });

  it('are asked about again if the answer is about another file', async () => {
    expect(await read(two, { sheets: ['第13期'] })).toMatchObject({ kind: 'asks' });
  });

  it.each([
    ['a note', textRow('填写说明')],
    ['nothing', ''],
    ['a template without rows', header],
  ])('are not asked about where the other holds %s', async (_, rows) => {
    const roster = await readAsRoster(
      sheetsXlsx([
        { name: '甲', rows },
        { name: '名单', rows: rosterOf(1) },
      ]),
    );
    expect(validRows(roster)).toHaveLength(1);
    expect(roster.file.sheets).toEqual([
      { name: '甲', rows: 0, read: false },
      { name: '名单', rows: 1, read: true },
    ]);
  });

  it('that are not read although they hold something are named in one remark', async () => {
    const roster = await readAsRoster(
      sheetsXlsx([
        { name: '说明', rows: textRow('请填写') },
        { name: '空', rows: '' },
        { name: '名单', rows: rosterOf(1) },
        { name: '藏', rows: rosterOf(2), isHidden: true },
        { name: '藏空', rows: textRow('x'), isHidden: true },
      ]),
    );
    expect(roster.warnings).toEqual([
      {
        line: null,
        code: 'sheets_not_read',
        sheets: [
          { name: '说明', isHidden: false },
          { name: '藏', isHidden: true },
        ],
      },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['a note', textRow('填写说明')],
    ['another table', textRow('订单号', '金额')],
  ])('are pointed at where the only roster is hidden behind %s', async (_, rows) => {
    const hidden = { name: '藏', rows: rosterOf(1), isHidden: true };
    expect(await read(sheetsXlsx([{ name: '甲', rows }, hidden]))).toMatchObject({
      refusal: { code: 'not_a_roster', sheets: ['甲'], hiddenRosters: ['藏'] },
    });
  });

  it('are not pointed at where the visible roster only lacks a column', async () => {
    const hidden = { name: '藏', rows: rosterOf(1), isHidden: true };
    const visible = { name: '甲', rows: textRow('学员编号', '昵称') };
    expect(await read(sheetsXlsx([visible, hidden]))).toMatchObject({
      refusal: { code: 'columns_missing', missing: ['用户ID'] },
    });
  });

  it.each([
    ['a cell that is too long', textRow('u_7f74bf20f876f_0000000003', '长'.repeat(10_001)), 'cell'],
    ['a row that is too wide', '<row r="22"><c r="XFC22"><v>1</v></c></row>', 'columns'],
  ])('are named where one has %s', async (_, row, limit) => {
    const good = { name: '甲', rows: rosterOf(1) };
    const bad = { name: '乙', rows: header + learner(2).repeat(20) + row };
    expect(await read(sheetsXlsx([good, bad]), { sheets: ['*'] })).toMatchObject({
      refusal: { code: 'limit_exceeded', limit, line: 22, sheet: '乙' },
    });
  });

  it('cannot be left out where one is damaged: nobody knows what stood there', async () => {
    const damaged = { name: '乙', rows: `<row><c></row>${rosterOf(2)}` };
    const good = { name: '甲', rows: rosterOf(1) };
    expect(await read(sheetsXlsx([good, damaged]))).toMatchObject({ refusal: { code: 'damaged_file' } });
    const hidden = { ...damaged, isHidden: true };
    expect(validRows(await readAsRoster(sheetsXlsx([good, hidden])))).toHaveLength(1);
  });

  it('are named too where one is too wide to be a roster', async () => {
    const wide = { name: '透视', rows: '<row r="1"><c r="XFC1"><v>1</v></c></row>' };
    const { rows, warnings } = await readAsRoster(sheetsXlsx([wide, { name: '名单', rows: rosterOf(1) }]));
    expect(rows).toHaveLength(1);
    expect(warnings).toMatchObject([
      { code: 'sheets_not_read', sheets: [{ name: '透视', isHidden: false }] },
    ]);
  });

  it('are all named where none has a header', async () => {
    const rows = textRow('订单号', '金额');
    expect(
      await read(
        sheetsXlsx([
          { name: '甲', rows },
          { name: '乙', rows: '' },
        ]),
      ),
    ).toMatchObject({
      refusal: { code: 'columns_missing', sheets: ['甲', '乙'] },
    });
  });
});

describe('a row of a sheet', () => {
  it('that a filter hides is read, and counted in one remark', async () => {
    const rows = header + learner(1) + learner(2).replace('<row>', '<row hidden="1">');
    const roster = await readAsRoster(sheetsXlsx([{ name: '名单', rows }]));
    expect(validRows(roster)).toHaveLength(2);
    expect(roster.warnings).toEqual([{ line: null, code: 'rows_hidden', count: 1 }]);
  });

  it('in a merge has the value that stands only in the first', async () => {
    const merged = (course: string, row: number) =>
      `<row r="${row}"><c r="A${row}" t="str"><v>u_7f74bf20f876f_000000000${row}</v></c><c r="C${row}" t="str"><v>${course}</v></c></row>`;
    const titles = '<row r="1"><c r="A1" t="str"><v>用户ID</v></c><c r="C1" t="str"><v>课程</v></c></row>';
    const rows = titles + merged('入门', 2) + merged(' ', 3) + merged('--', 4) + merged('', 5);
    const after =
      '<mergeCells><mergeCell ref="C2:C4"/><mergeCell ref="C3:C5"/><mergeCell ref="A9"/></mergeCells>';
    const roster = await readAsRoster(sheetsXlsx([{ name: '名单', rows, after }]));
    expect(roster.rows.map((row) => (row.kind === 'valid' ? row.course : row.kind))).toEqual([
      '入门',
      '入门',
      '入门',
      'rejected',
    ]);
  });

  const cellsOf = (row: number, cells: Readonly<Record<string, string>>) =>
    `<row r="${row}">${Object.entries(cells)
      .map(([column, text]) => `<c r="${column}${row}" t="str"><v>${text}</v></c>`)
      .join('')}</row>`;

  it.each<[string, Record<string, string>[], string[]]>([
    [
      'which would be a header without it',
      [
        { A: '用户ID', B: '昵称', C: '报名' },
        { C: '课程', D: '学习日期' },
      ],
      ['A1:A2', 'B1:B2', 'C1:D1'],
    ],
    [
      'which has only the 用户ID',
      [{ A: '名单' }, { A: '用户ID', B: '学员', C: '报名' }, { B: '昵称', C: '课程', D: '学习日期' }],
      ['A1:D1', 'A2:A3', 'C2:D2'],
    ],
    [
      'of which there are two',
      [
        { A: '用户ID', B: '学员', C: '课程', D: '报名' },
        { B: '资料', D: '学习' },
        { B: '昵称', D: '学习日期' },
      ],
      ['A1:A3', 'C1:C3'],
    ],
  ])('that is the lower part of a header is no learner, below a row %s', async (_, titles, merges) => {
    const learners = [1, 2].map((index) =>
      cellsOf(titles.length + index, {
        A: `u_7f74bf20f876f_000000000${index}`,
        B: '甲',
        C: '入门',
        D: '2026-05-01',
      }),
    );
    const rows = [...titles.map((cells, index) => cellsOf(index + 1, cells)), ...learners].join('');
    const after = `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
    const roster = await readAsRoster(sheetsXlsx([{ name: '名单', rows, after }]));
    expect(roster.file.headerLine).toBe(titles.length);
    expect(roster.rows).toMatchObject(
      [1, 2].map((index) => ({
        line: titles.length + index,
        learner: { nickname: '甲' },
        course: '入门',
        day: '2026-05-01',
      })),
    );
  });

  it('that only explains titles above it takes none of them away', async () => {
    const titles = cellsOf(1, { A: '用户ID', B: '昵称', C: '课程' }) + cellsOf(2, { C: '名称' });
    const rows = titles + cellsOf(3, { A: 'u_7f74bf20f876f_0000000001', B: '甲', C: '入门' });
    const after = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/></mergeCells>';
    const roster = await readAsRoster(sheetsXlsx([{ name: '名单', rows, after }]));
    expect(roster.rows).toMatchObject([
      { line: 2, code: 'missing_user_id' },
      { line: 3, course: '入门' },
    ]);
  });

  it('that lacks a 用户ID below the header is refused where nothing is merged', async () => {
    const rows = cellsOf(1, { A: '用户ID', B: '昵称' }) + cellsOf(2, { B: '昵称' });
    const roster = await readAsRoster(sheetsXlsx([{ name: '名单', rows }]));
    expect(roster.rows).toMatchObject([{ line: 2, code: 'missing_user_id', nickname: '昵称' }]);
  });

  it.each([
    ['without a value', '<c><f>A1</f></c>', 'formula_without_value'],
    ['with an empty value', '<c><f>A1</f><v></v></c>', 'formula_without_value'],
    ['for a text without a value', '<c t="str"><f>A1</f></c>', 'formula_without_value'],
    ['whose value is an empty text', '<c t="str"><f>A1</f><v></v></c>', 'missing_course'],
  ])('with a formula %s is refused for it', async (_, cell, code) => {
    const text = (value: string) => `<c t="str"><v>${value}</v></c>`;
    const row = `<row>${text('u_7f74bf20f876f_0000000003')}${text('甲')}${cell}${text('2026-05-01')}</row>`;
    const roster = await readAsRoster(sheetsXlsx([{ name: '名单', rows: rosterOf(1) + row }]));
    expect(roster.rows[1]).toMatchObject({ kind: 'rejected', code });
  });

  it('with such a formula in a column that only some read is refused for it by those', async () => {
    const cells = textRow('u_7f74bf20f876f_0000000001', '甲').replace('</row>', '<c><f>A1</f></c></row>');
    const bytes = sheetsXlsx([{ name: '名单', rows: textRow('用户ID', '昵称', '城市') + cells }]);
    expect((await readAsRoster(bytes)).rows).toMatchObject([{ kind: 'valid' }]);
    for (const fields of [{ learnerFields: ['城市'] }, { enrollmentFields: ['城市'] }]) {
      const { rows } = await readAsRoster(bytes, fields);
      expect(rows).toMatchObject([{ kind: 'rejected', code: 'formula_without_value' }]);
    }
  });
});
