import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PossibleIdColumn } from '../../src/roster/id-column/id-counts.ts';
import { mayBeIdTitle } from '../../src/roster/id-column/may-be-id-title.ts';
import { possibleIdColumns } from '../../src/roster/id-column/possible-id-columns.ts';
import { soleIdColumn, valuesToCompare } from '../../src/roster/id-column/sole-id-column.ts';
import { encodeText } from './encode-text.ts';
import { sheetsXlsx, textRow } from './xlsx-file.ts';

const ids = (count: number) =>
  Array.from({ length: count }, (_, index) => `u_7f74bf20f876f_${String(index).padStart(10, '0')}`);
const [first = '', second = '', third = ''] = ids(3);
const nothingWanted = { extraAliases: {}, learnerFields: [], enrollmentFields: [] };

const look = (content: string | Uint8Array) =>
  possibleIdColumns(typeof content === 'string' ? new TextEncoder().encode(content) : content, nothingWanted);
const sole = async (content: string | Uint8Array, inBase: readonly string[] = []) =>
  soleIdColumn((await look(content))?.columns ?? [], new Set(inBase));

describe('the column that may be the 用户ID', () => {
  it.each([
    ['all values look like ids', `学员编号,昵称\n${first},甲\n${second},乙\n`, '学员编号'],
    ['half of them do', `学员编号,昵称\n${first},甲\nx,乙\n`, '学员编号'],
    ['less than half do', `学员编号,昵称\n${first},甲\nx,乙\ny,丙\n`, null],
    ['blank cells do not count', `学员编号,昵称\n${first},甲\n,乙\n--,丙\n无,丁\n`, '学员编号'],
    ['two columns do', `学员编号,会员号,昵称\n${first},${second},甲\n`, null],
    ['two columns have the same title', `学员编号,学员编号,昵称\n${first},,甲\n`, null],
    ['its title stands for another column too', `学员编号,昵称,学员编号（旧）\n${first},甲,x\n`, null],
    ['it has no title', `,昵称\n${first},甲\n`, null],
    ['its title is no title but a sentence', `${'长'.repeat(21)},昵称\n${first},甲\n`, null],
    ['its title means another field', `商品名称,昵称\n${first},甲\n`, null],
    ['nothing else makes it a roster', `学员编号,备注\n${first},甲\n`, null],
    ['a state alone makes no roster', `学员编号,状态\n${first},正常\n`, null],
    ['lines stand above the header', `直播名单\n\n学员编号,昵称\n${first},甲\n`, '学员编号'],
    ['it is between tabs', `学员编号\t昵称\n${first}\t甲\n`, '学员编号'],
    ['it is in GB18030', encodeText(`学员编号,昵称\n${first},甲\n`, 'gb18030'), '学员编号'],
    ['the header holds an id', `学员编号,昵称,${second}\n${first},甲,x\n`, null],
    ['the 用户ID is empty', `用户ID,学员编号,昵称\n,${first},甲\n--,${second},乙\n`, '学员编号'],
    ['the 用户ID is empty in some rows', `用户ID,学员编号,昵称\n,${first},甲\nu_1,${second},乙\n`, null],
    ['there is a 用户ID', `用户ID,学员编号,昵称\nu_1,${first},甲\n`, null],
    ['the file is no table', '你好\n', null],
    ['there is nothing below the header', '学员编号,昵称\n', null],
  ])('where %s', async (_, content, title) => {
    expect(await sole(content)).toBe(title);
  });

  it('is looked for in all sheets together', async () => {
    const sheet = (name: string, ...cells: string[]) => ({
      name,
      rows: textRow('编号', '昵称') + cells.map((cell) => textRow(cell, '甲')).join(''),
    });
    expect(await sole(sheetsXlsx([sheet('第11期', first), sheet('第12期', second)]))).toBe('编号');
    expect(await sole(sheetsXlsx([sheet('第11期', first), sheet('第12期', 'x', 'y')]))).toBeNull();
  });

  it('is known by the titles of its header, however they are marked', async () => {
    const plain = await look(`学员编号,昵称,城 市\n${first},甲,杭州\n`);
    const marked = await look(`名单\n*学员编号,昵称（微信）,,城市\n${first},甲,,杭州\n`);
    expect(plain?.titleRow).toBe('学员编号\n昵称\n城市');
    expect(marked?.titleRow).toBe(plain?.titleRow);
  });

  it('is known in a list of failed rows that was corrected', async () => {
    const corrected = await look(`学员编号,昵称,行号,原因\n${first},甲,5,没有学习日期\n`);
    expect(corrected?.titleRow).toBe('学员编号\n昵称');
  });

  it('is not shown with its values', async () => {
    expect((await look(`学员编号,昵称\n${first},甲\n`))?.columns).toEqual([
      { title: '学员编号', filled: 1, usual: 1, others: new Map() },
    ]);
  });
});

describe('ids of another shape', () => {
  const own = '学员编号,昵称,城市,积分\nS001,甲,杭州,10\nS002,乙,上海,20\nS003,丙,北京,30\n';

  it('are those that Base has, at least half of them', async () => {
    expect(await sole(own)).toBeNull();
    expect(await sole(own, ['S001'])).toBeNull();
    expect(await sole(own, ['S001', 'S003'])).toBe('学员编号');
  });

  it('count together with those of the usual shape', async () => {
    const mixed = `学员编号,昵称\n${first},甲\nS001,乙\nS002,丙\nS003,丁\n`;
    expect(await sole(mixed, ['S002'])).toBe('学员编号');
  });

  it('in a second column leave the question open which it is', async () => {
    expect(await sole(own, ['S001', 'S003', '10', '20'])).toBeNull();
    expect(await sole(`学员编号,旧编号,昵称\n${first},S1,甲\n`, ['S1'])).toBeNull();
  });

  it('are what Base is asked about, and nothing that can be no id', async () => {
    const { columns = [] } = (await look(own)) ?? {};
    expect([...valuesToCompare(columns)]).toEqual(['S001', 'S002', 'S003', '10', '20', '30']);
  });

  it('need not be asked about where the usual shape says it all', async () => {
    const { columns = [] } = (await look(`学员编号,昵称,城市\n${first},甲,杭州\n`)) ?? {};
    expect(valuesToCompare(columns).size).toBe(0);
  });

  it('of a long file are asked about in part, so that the question costs a few calls', () => {
    const column = (title: string): PossibleIdColumn => {
      const others = new Map(Array.from({ length: 1_000 }, (_, index) => [`${title}${index}`, 1]));
      return { title, filled: 1_000, usual: 0, others };
    };
    expect(valuesToCompare([column('a')]).size).toBe(50);
    const many = Array.from({ length: 40 }, (_, index) => column(`c${index}_`));
    expect(valuesToCompare(many).size).toBeLessThanOrEqual(200);
    const known = [...valuesToCompare([column('a')])];
    expect(soleIdColumn([column('a')], new Set(known.slice(0, 25)))).toBe('a');
    expect(soleIdColumn([column('a')], new Set(known.slice(0, 24)))).toBeNull();
  });
});

/** As the reference lists them, and what is written with their words. */
const never = [
  ...[
    '序号',
    '订单号',
    '员工ID',
    '推广员ID',
    'union id',
    'open_id',
    'wx_union_id',
    '课程ID',
    'sdk 用户ID',
    'ID',
  ],
  ...['推广员昵称', '打卡昵称', '备注名', '最近收货手机号', '收货人手机', '推广员手机号', '紧急联系人'],
  ...['购买商品', '最近购买商品', '所属主题', '任务名称', '店铺名称', '订单标题', '支付时间', '首次支付时间'],
  ...['创建时间', '注册时间', '最近访问时间', '最近学习时间', '上次播放时间', '完成时间', '首次进入时间'],
  ...['最近进入时间', '打卡时间', '到期时间', '导出时间', '日期', '时间'],
  ...['推广编号', '学员订单编号', '收货编号', '紧急编号', '员工编号', '课程编号', '編號（訂單）', '員工編號'],
];

describe('a column that the reference lists as never automatic', () => {
  it.each(never)('%s is never asked about', async (title) => {
    expect(mayBeIdTitle(title)).toBe(false);
    expect(await sole(`${title},昵称\n${first},甲\n${second},乙\n`, [first, second])).toBeNull();
  });

  it('nor is it in any spelling, with whatever stands below it', async () => {
    const spelled = fc.tuple(
      fc.constantFrom('', '*', '（必填）', '\u200b', ' '),
      fc.constantFrom(...never),
      fc.constantFrom('', '*', '：', '（自动）', '\t', '　'),
    );
    const cell = fc.constantFrom(first, second, third, 'S001', '', '甲');
    await fc.assert(
      fc.asyncProperty(spelled, fc.array(cell, { maxLength: 5 }), async (title, cells) => {
        const text = [`${title.join('')},昵称`, ...cells.map((each) => `${each},甲`)].join('\n');
        expect((await look(text))?.columns ?? []).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['学员编号', '会员号', 'UID', '用户编码', '小鹅通账号', '编号'])('%s is none', (title) => {
    expect(mayBeIdTitle(title)).toBe(true);
  });
});

it('whatever stands in a file, at most one column is asked about, and at least half of it are ids', async () => {
  const cell = fc.constantFrom(first, second, 'S001', 'S002', '', '甲', '10', '2026-05-01', '=1+1', '无');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
      const inBase = new Set(['S001']);
      const isId = (value: string) => value.startsWith('u_') || inBase.has(value);
      const share = (place: 0 | 1 | 2) => {
        const values = rows.map((row) => row[place]).filter((value) => value !== '' && value !== '无');
        return values.length > 0 && values.filter(isId).length * 2 >= values.length;
      };
      const fit = (['编号', '会员号', 'UID'] as const).filter((_, place) => share(place as 0 | 1 | 2));
      const text = ['编号,会员号,UID,昵称', ...rows.map((row) => `${row.join(',')},甲`)].join('\n');
      expect(await sole(text, [...inBase])).toBe(fit.length === 1 ? fit[0] : null);
    }),
    { numRuns: 300 },
  );
});
