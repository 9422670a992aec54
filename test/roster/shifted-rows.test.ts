import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAsRefusal, readAsRoster, validRows } from './read.ts';

const ids = Array.from({ length: 12 }, (_, index) => `u_7f74bf20f876f_${String(index).padStart(10, '0')}`);
const header = '用户ID,昵称,手机号,课程,学习日期';
const rowOf = (index: number) =>
  `${ids[index]},小明${index},199000012${String(index).padStart(2, '0')},入门,2026-05-01`;
const goodRows = [0, 1, 2].map(rowOf).join('\n');

async function lastRow(row: string, titles = header) {
  return (await readAsRoster(`${titles}\n${goodRows}\n${row}\n`)).rows.at(-1);
}

describe('a row whose cells stand under the wrong titles is refused', () => {
  it.each([
    ['a comma in the nickname', `${ids[3]},阳光,大男孩,19900001299,入门,2026-05-01`],
    ['the same without a phone', `${ids[3]},阳光,大男孩,,入门,2026-05-01`],
    ['a cell that is missing', `${ids[3]},19900001299,入门,2026-05-01`],
    ['a cell too many in front', `x,${ids[3]},小明,19900001299,入门,2026-05-01`],
    ['the id that is missing', '小明,19900001299,入门,2026-05-01'],
  ])('after %s', async (_, row) => {
    expect(await lastRow(row)).toMatchObject({ kind: 'rejected', code: 'row_shifted', line: 5 });
  });

  it.each(['小红,19900001299', '小红,19900001299,'])('for want of its id: %s', async (row) => {
    const titles = '用户ID,昵称,手机号';
    const rows = ids.slice(0, 3).map((id) => `${id},小明,19900001234`);
    const roster = await readAsRoster([titles, ...rows, row].join('\n'));
    expect(roster.rows.at(-1)).toMatchObject({ code: 'row_shifted' });
  });

  it('if the phone has gone over the edge', async () => {
    const titles = '用户ID,昵称,手机号';
    const rows = ids.slice(0, 3).map((id) => `${id},小明,19900001234`);
    const roster = await readAsRoster([titles, ...rows, `${ids[3]},小,红,19900001299`].join('\n'));
    expect(roster.rows.at(-1)).toMatchObject({ code: 'row_shifted' });
  });
});

describe('a row that lacks a cell, and ends with an empty one that must be filled,', () => {
  const titles = '用户ID,昵称,手机号,课程';
  const rows = ids.slice(0, 3).map((id) => `${id},小明,19900001234,入门`);
  const codeOf = async (row: string) => {
    const last = (await readAsRoster([titles, ...rows, row].join('\n'))).rows.at(-1);
    return last?.kind === 'rejected' ? last.code : null;
  };

  it.each([`${ids[3]},19900001299,入门`, `${ids[3]},19900001299,入门,`])('is shifted: %s', async (row) => {
    expect(await codeOf(row)).toBe('row_shifted');
  });

  it.each([`${ids[3]},小红,请加微信,`, `${ids[3]},小红`, `${ids[3]},19900001299,,`])(
    'only lacks its course where one cell at most is odd: %s',
    async (row) => {
      expect(await codeOf(row)).toBe('missing_course');
    },
  );
});

describe('a row is not refused', () => {
  it.each([
    ['for a remark in the place of the phone', `${ids[3]},小红,请加微信,入门,2026-05-01`],
    ['for cells behind the last title', `${ids[3]},小红,19900001299,入门,2026-05-01,老学员,已缴费`],
    ['for a course that is called like its day', `${ids[3]},小红,19900001299,2026-05-16,2026-05-16`],
    ['for empty cells', `${ids[3]},,,入门,2026-05-01`],
    ['for a nickname that is a phone', `${ids[3]},19900001299,19900001299,入门,2026-05-01`],
    ['for a nickname of digits', `${ids[3]},2026,19900001299,21天,2026-05-01`],
  ])('%s', async (_, row) => {
    expect(await lastRow(row)).toMatchObject({ kind: 'valid', line: 5 });
  });

  it('for the place of its phone, which is left out, at the end of the row', async () => {
    const titles = '用户ID,昵称,手机号';
    const roster = await readAsRoster(`${titles}\n${ids[0]},甲,19900001234\n${ids[1]},乙,请加微信\n`);
    expect(validRows(roster)[1]?.warnings).toEqual([{ code: 'phone_invalid' }]);
  });
});

describe('a file of which more than half of the rows are shifted alike', () => {
  const shifted = ids.slice(0, 3).map((id) => `${id},阳光,男孩,19900001299,入门,2026-05-01`);

  it('is read as it stands: it is not the rows that are wrong, and a person has to look at it', async () => {
    const { rows, shiftedRows } = await readAsRoster([header, rowOf(4), ...shifted].join('\n'));
    expect(shiftedRows).toBe(3);
    expect(rows).toMatchObject([
      { kind: 'valid' },
      { code: 'invalid_date' },
      { code: 'invalid_date' },
      { code: 'invalid_date' },
    ]);
  });

  it('is refused as a whole if no row can be read as it stands', async () => {
    expect(await readAsRefusal([header, ...shifted].join('\n'))).toEqual({ code: 'columns_swapped' });
  });

  it('is read where it is just half of them', async () => {
    const shifted = ids.slice(0, 2).map((id) => `${id},阳光,男孩,19900001299,入门,2026-05-01`);
    const { rows, shiftedRows } = await readAsRoster([header, rowOf(4), rowOf(5), ...shifted].join('\n'));
    expect(shiftedRows).toBe(0);
    expect(rows.map(({ kind }) => kind)).toEqual(['valid', 'valid', 'rejected', 'rejected']);
  });
});

it('no sound row is ever taken for a shifted one, in whatever order the columns stand', async () => {
  const titles = ['用户ID', '昵称', '手机号', '课程', '学习日期', '备注', '城市'];
  const cell: Record<string, fc.Arbitrary<string>> = {
    用户ID: fc.constantFrom(...ids),
    昵称: fc.constantFrom('小明', 'Tom', '19900001234', '2026', '', '阳光 大男孩'),
    手机号: fc.constantFrom('19900001234', '', '+86 199-0000-1234', '199****1234', '请加微信', '01012345678'),
    课程: fc.constantFrom('入门', '第12期', '21天', '2026-05-16', 'NVC'),
    学习日期: fc.constantFrom('2026-05-01', '2026/5/1 9:05', '46143', '20260501'),
    备注: fc.constantFrom('', '老学员', '19900009999', '2026-01-01'),
    城市: fc.constantFrom('', '上海'),
  };
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(titles, { minLength: titles.length }),
      fc.array(fc.record(cell), { minLength: 1, maxLength: 8 }),
      async (order, rows) => {
        const lines = rows.map((row) => order.map((title) => row[title] ?? '').join(','));
        const roster = await readAsRoster([order.join(','), ...lines].join('\n'));
        expect(roster.rows.filter((row) => row.kind === 'rejected')).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
});
