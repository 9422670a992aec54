import { describe, expect, it } from 'vitest';
import { encodeText } from './encode-text.ts';
import { read, readAsRefusal, readAsRoster, validRows } from './read.ts';
import { textRow, xlsx } from './xlsx-file.ts';

const id = 'u_7f74bf20f876f_I1JEzO3joO';

describe('a header', () => {
  it.each([
    ['用户ID,昵称'],
    ['用户id,用户昵称'],
    ['user_id,nickname'],
    ['学员ID\t,微信昵称\t'],
    ['"用 户 ID","昵 称"'],
    ['="用户ID",="昵称"'],
    ['用户ＩＤ,昵称（微信）'],
    ['\u200b用户ID,昵称'],
    ['小鹅通用户ID,学员昵称'],
    ['用戶ID,暱稱'],
    ['*用户ID,昵称*'],
    ['★用户ID：,昵称（必填）'],
    ['（必填）用户ID,【选填】昵称'],
    ['[必填]用户ID,昵称[可选]'],
    ['\ufeff\ufeff"用户ID","昵称"'],
    ['"用户ID", "昵称"'],
    ['用\u200d户ID,昵\u00ad称'],
    ['【用户ID】,「昵称」'],
    ['（用户ID）,<昵称>'],
    ['‘用户ID’,昵称▲'],
    ['用户ID*（必填）：,昵称【选填，微信】'],
    ['用戶ID,用戶昵稱'],
    ['學員ID,學員暱称'],
  ])('%j is recognised', async (header) => {
    const [row] = validRows(await readAsRoster(`${header}\n${id},小明\n`));
    expect(row?.learner).toMatchObject({ userId: id, nickname: '小明' });
  });

  it.each([[','], ['\t'], [';']])('is recognised between delimiters %j', async (delimiter) => {
    const text = [
      ['用户ID', '昵称', '手机号'],
      [id, '"a,b;c\td"', '19900001234'],
    ];
    const roster = await readAsRoster(text.map((cells) => cells.join(delimiter)).join('\r\n'));
    expect(validRows(roster)[0]?.learner).toMatchObject({ nickname: 'a,b;c d', phone: '19900001234' });
  });

  it('may stand below other lines, but among the first 20 records', async () => {
    const titles = (count: number) => '直播观看详情\n'.repeat(count);
    const roster = await readAsRoster(`${titles(19)}用户ID,昵称\n${id},小明\n`);
    expect(roster.file.headerLine).toBe(20);
    expect(roster.rows).toHaveLength(1);
    expect(await read(`${titles(20)}用户ID,昵称\n${id},小明\n`)).toMatchObject({ kind: 'refused' });
  });

  it.each([
    '推广员昵称',
    '(推广员)昵称',
    '打卡昵称',
    '备注名',
    '紧急联系人手机号',
    '注册时间',
    '支付时间',
    '最近学习时间',
    '购买商品',
    '手机号(秒)',
  ])('of a column that means something else, %s, is not taken', async (title) => {
    expect(await read(`用户ID,${title}\n${id},小明\n`)).toMatchObject({
      refusal: {
        code: 'columns_missing',
        missing: ['昵称', '手机号', '课程', '学习日期'],
        found: ['用户ID', title],
        sheets: [],
      },
    });
  });

  it('without a 用户ID is refused with what was found', async () => {
    expect(await read('序号\t,昵称,,手机号\n1,小明,,19900001234\n')).toEqual({
      kind: 'refused',
      refusal: {
        code: 'columns_missing',
        missing: ['用户ID'],
        found: ['序号', '昵称', '手机号'],
        sheets: [],
      },
    });
  });

  it.each([
    ['between commas', '订单号,金额\n1,2\n', ['订单号', '金额']],
    ['below empty lines', '\n\n订单号\t,金额\n', ['订单号', '金额']],
    ['between tabs', '订单号\t金额\t备注, 状态\n', ['订单号', '金额', '备注, 状态']],
    ['between semicolons', '订单号;金额\n', ['订单号', '金额']],
    ['above a quote that never closes', '订单号,金额\n1,"2\n', ['订单号', '金额']],
    ['above a quote that opens the next row', '订单号,金额\n"1,2\n', ['订单号', '金额']],
    ['in GB18030', encodeText('订单号,金额\n', 'gb18030'), ['订单号', '金额']],
    ['in an xlsx', xlsx({ rows: textRow('订单号', '', '金额') }), ['订单号', '金额']],
  ])('without any known name is refused with what was found: %s', async (_, content, found) => {
    expect(await readAsRefusal(content)).toMatchObject({
      code: 'columns_missing',
      missing: ['用户ID'],
      found,
    });
  });

  it('that is refused is shown in part if it is long, without what is longer than a title', async () => {
    const found = Array<string>(12).fill('明'.repeat(20));
    expect(await readAsRefusal(`${'明'.repeat(20)},`.repeat(13))).toMatchObject({ found });
    expect(await readAsRefusal(`昵称,${'明'.repeat(21)}`)).toMatchObject({ found: ['昵称'] });
  });

  it('that is refused is shown where it names days and years', async () => {
    const found = ['昵称', '2026-05-16', '2026年5月23日签到', '2026', 'Q1', '第1期'];
    expect(await readAsRefusal(`${found.join(',')}\n`)).toMatchObject({ found });
  });

  it.each([
    ...['u_7f74bf20f876f_I1JEzO3joO', '19900001234', '199-0000-1234', '+86 (199) 0000.1234'],
    ...['199****1234', '推荐人199****1234', '０１０-88880001', 'xiaoming@example.com', '10086'],
    ...['XE0012345', '6152e8304a9f4c2b', 'oX3y5xGkS_qPZb7M0n2Qw9aLrTcE'],
  ])('that is refused is not shown at all where it may be about a person: %s', async (cell) => {
    expect(await readAsRefusal(`昵称,备注,${cell}\n`)).toMatchObject({ found: [] });
  });

  it('may use names of its own, which come first', async () => {
    const extraAliases = { 用户ID: ['学员编号'], 昵称: ['称呼'] };
    const roster = await readAsRoster(`学员编号,昵称,称呼\n${id},小明,明明\n`, { extraAliases });
    expect(validRows(roster)[0]?.learner).toMatchObject({ userId: id, nickname: '明明' });
    expect(roster.warnings).toEqual([]);
  });

  it('repeated inside the file, where files were joined, is no row', async () => {
    const roster = await readAsRoster(`用户ID,昵称\n${id},小明\n用户ID,昵称\n${id},小明\n`);
    expect(roster.rows.map(({ line }) => line)).toEqual([2, 4]);
  });
});

describe('the phone', () => {
  const header = '用户ID,最近采集手机号,手机号,账户绑定手机号';

  it.each([
    ['19900000003', '19900000002', '19900000001', '19900000001'],
    ['19900000003', '19900000002', '--', '19900000002'],
    ['19900000003', '', '\t', '19900000003'],
    ['', '', '', ''],
  ])('of collected %j, plain %j and bound %j is %j', async (collected, plain, bound, phone) => {
    const other = 'u_7f74bf20f876f_0000000000,19900000009,19900000009,19900000009';
    const roster = await readAsRoster(`${header}\n${id},${collected},${plain},${bound}\n${other}\n`);
    expect(validRows(roster)[0]?.learner.phone).toBe(phone);
    expect(roster.warnings).toEqual([]);
  });
});

describe('a column', () => {
  it('without any value counts as absent, and the operator is asked', async () => {
    const roster = await readAsRoster(`用户ID,课程,学习日期\n${id},--,\n`);
    expect(roster).toMatchObject({ hasCourseColumn: false, hasDateColumn: false });
    expect(validRows(roster)[0]).toMatchObject({ course: null, day: null });
  });

  it('without any value gives way to a lesser one', async () => {
    const roster = await readAsRoster(`用户ID,学习日期,报名时间\n${id},,2026-05-01\n`);
    expect(validRows(roster)[0]?.day).toBe('2026-05-01');
  });

  it('that is better wins without a word', async () => {
    const roster = await readAsRoster(`用户ID,加入时间,学习日期\n${id},2026-05-02,2026-05-01\n`);
    expect(validRows(roster)[0]?.day).toBe('2026-05-01');
    expect(roster.warnings).toEqual([]);
  });

  it.each([
    ['左', '右', '左', [{ code: 'columns_differ', field: '昵称' }]],
    ['', '右', '右', []],
    ['左', '--', '左', []],
    ['同', '同', '同', []],
  ])('that stands twice, with %j and %j, is read as %s', async (left, right, nickname, warnings) => {
    const roster = await readAsRoster(`用户ID,昵称,用户昵称\n${id},${left},${right}\n`);
    expect(validRows(roster)).toMatchObject([{ learner: { nickname }, warnings }]);
  });

  it('of phones that stands twice holds one number with and without its prefix', async () => {
    const roster = await readAsRoster(
      `用户ID,手机号,手机号码\n${id},+4915112345678,4915112345678\n${id},19900001234,+86 199 0000 1234\n`,
    );
    expect(validRows(roster).map(({ warnings }) => warnings)).toEqual([[], []]);
  });

  it.each(['无', '空', '未知', 'Nan'])(
    'of names holds a value where everybody is called %s',
    async (name) => {
      const roster = await readAsRoster(`用户ID,昵称\n${id},${name}\n`);
      expect(validRows(roster)[0]?.learner.nickname).toBe(name);
    },
  );

  it('for a static field may have its title in traditional characters', async () => {
    const roster = await readAsRoster(`用戶ID,暱稱,來源渠道\n${id},小明,微信\n`, {
      learnerFields: ['来源渠道'],
    });
    expect(validRows(roster)[0]?.learner.extras).toEqual({ 来源渠道: '微信' });
  });

  it.each([
    ['姓名', '小明', { line: null, code: 'nickname_from_name' }],
    ['购买时间', '2026-05-01', { line: null, code: 'date_from_purchase' }],
  ])('%s is the last resort, with a warning', async (title, value, warning) => {
    const roster = await readAsRoster(`用户ID,${title}\n${id},${value}\n`);
    expect(validRows(roster)).toHaveLength(1);
    expect(roster.warnings).toEqual([warning]);
  });

  it('for a static field is read by its name or another name 小鹅通 uses', async () => {
    const roster = await readAsRoster(`用户ID,昵称,城 市,渠道来源,真实姓名\n${id},小明,上海\t,#N/A,王明\n`, {
      learnerFields: ['城市', '来源渠道', '姓名', '行业'],
    });
    expect(validRows(roster)[0]?.learner).toMatchObject({
      nickname: '小明',
      extras: { 城市: '上海', 姓名: '王明' },
    });
    expect(roster.warnings).toEqual([
      { line: null, code: 'learner_field_absent', field: '来源渠道' },
      { line: null, code: 'learner_field_absent', field: '行业' },
    ]);
  });

  it('of an earlier list of failed rows is ignored', async () => {
    const roster = await readAsRoster(`行号,原因,用户ID,昵称\n51,缺少用户ID,${id},'=小明\n`);
    expect(validRows(roster)[0]?.learner).toMatchObject({ userId: id, nickname: '=小明' });
  });
});
