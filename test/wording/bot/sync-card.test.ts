import { describe, expect, it } from 'vitest';
import type { SyncView } from '../../../src/bot/notice.ts';
import { type FileRefusal, rowRejectionCodes } from '../../../src/roster/roster.ts';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import type { ReportedWarning, RowFailure } from '../../../src/sync/sync-report.ts';
import type { CardButton } from '../../../src/wording/bot/card-words.ts';
import { syncCardWords } from '../../../src/wording/bot/sync-card.ts';
import {
  sampleFailure,
  sampleNeeds,
  sampleQueue,
  sampleReason,
  sampleReasons,
  sampleReport,
  sampleSummary,
  sampleSync,
} from '../sample-sync.ts';

const inPrivate = { chatId: 'oc', isPrivate: true, messageId: 'om', openId: 'ou_staff', file: null } as const;
const inGroup = { chatId: 'oc', messageId: 'om', openId: 'ou_staff', file: null };

const view = (sync: Partial<SyncRecord> = {}, over: Partial<SyncView> = {}): SyncView => ({
  sync: sampleSync({ source: 'bot', origin: inPrivate, ...sync }),
  about: null,
  othersAwaitDay: 0,
  report: null,
  queue: sampleQueue(),
  baseUrl: null,
  pageUrl: null,
  sandbox: false,
  ...over,
});

const finishedAt = new Date('2026-11-24T02:00:07Z');
const summary = sampleSummary({
  rows: 11,
  learnersCreated: 3,
  learnersUpdated: 2,
  learnersUnchanged: 4,
  enrollmentsCreated: 6,
  enrollmentsSkipped: 5,
  baseCalls: 9,
  durationMs: 3_240,
});
const done = (over: Partial<SyncRecord> = {}): Partial<SyncRecord> => ({
  status: 'succeeded',
  summary,
  finishedAt,
  ...over,
});
const faulty = { ...summary, rows: 12, rowsFailed: 1 };
const partly = (over: Partial<SyncRecord> = {}): Partial<SyncRecord> =>
  done({ status: 'partial', summary: faulty, ...over });
const report = (failures: RowFailure[], warnings: ReportedWarning[] = []) =>
  sampleReport({ summary, failures, warnings });
const failure = (line: number, userId: string | null = null): RowFailure =>
  sampleFailure({ line, userId, code: 'missing_date' });
const nothing = { learnersCreated: 0, learnersUpdated: 0, enrollmentsCreated: 0, enrollmentsSkipped: 0 };
const labelsOf = (shown: SyncView) => {
  const { primary, buttons, rows, details } = syncCardWords(shown);
  const names = (some: readonly CardButton[]) => some.map(({ label }) => label);
  return [
    primary?.label ?? null,
    names(buttons),
    names([...rows.flatMap((list) => list.buttons), ...details.buttons]),
  ];
};

describe('the news on the card', () => {
  const running = { phase: 'writing_enrollments', done: 6, total: 20 } as const;
  const refused = { kind: 'file', refusal: { code: 'empty_file' } } as const;
  it.each<[string, SyncView, string, string, string]>([
    ['received', view(), '已收到 · 名单.csv', 'busy', '排队中，马上开始。'],
    [
      'queued',
      view({}, { queue: sampleQueue({ before: 2 }) }),
      '排队中 · 名单.csv',
      'busy',
      '排队中，前面还有2个。',
    ],
    [
      'running',
      view({ status: 'running', progress: running }),
      '正在处理 · 名单.csv',
      'busy',
      '正在处理第7条记录…（共20条）',
    ],
    [
      'canceling',
      view({ status: 'running', cancelRequested: true }),
      '正在取消 · 名单.csv',
      'busy',
      '正在取消…',
    ],
    [
      'waiting for input',
      view({ status: 'needs_input', needs: sampleNeeds({ day: true }) }),
      '等您选学习日期 · 名单.csv',
      'act',
      '名单里没有学习日期，请填写后继续。',
    ],
    [
      'done',
      view(done()),
      '名单.csv · 新增6条',
      'good',
      '处理完毕！成功创建3位新学员，新增6条学习记录。失败0条。',
    ],
    [
      'partly failed',
      view(partly()),
      '名单.csv · 新增6条，1行要改',
      'act',
      '处理完毕！成功创建3位新学员，新增6条学习记录。失败1条。',
    ],
    [
      'refused',
      view({ status: 'failed', finishedAt, error: refused }),
      '没有写入 · 文件是空的',
      'bad',
      '文件是空的。',
    ],
    [
      'canceled',
      view({ status: 'canceled', finishedAt }),
      '名单.csv · 已取消',
      'plain',
      '已取消，没有写入任何数据。',
    ],
  ])('of a sync that is %s', (_, shown, title, tone, line) => {
    const words = syncCardWords(shown);
    expect(words).toMatchObject({ title, tone });
    expect(words.lines[0]).toBe(line);
  });

  it('begin with the sandbox notice in the sandbox', () => {
    const { title } = syncCardWords(view(done(), { sandbox: true }));
    expect(title).toBe('演示模式，未写入真实飞书 · 名单.csv · 新增6条');
  });

  it('are one sentence, what became of the rows, and what else has changed', () => {
    const { lines, details } = syncCardWords(view(partly()));
    expect(lines).toEqual([
      '处理完毕！成功创建3位新学员，新增6条学习记录。失败1条。',
      '12行 = 6新增 · 5已有 · 1要改',
      '另改了2人资料',
    ]);
    expect(details.lines).toEqual([
      '另更新2位学员资料，5条此前已同步、未重复新增。',
      '用时3.2秒，调用飞书9次',
    ]);
  });

  it('fold nothing away that somebody has to see to', () => {
    const { lines } = syncCardWords(view(partly({ status: 'failed', summary: { ...faulty, ...nothing } })));
    expect(lines).toContain('没有一条学习记录写入成功，请按列出的原因修改后重新上传。');
  });
});

describe('the facts on the card', () => {
  const input = { course: '入门', day: '2026-05-16', addUnderNewDate: false, confirmed: [] };

  it('are what a person said about it, and who that was', () => {
    const { lines, details, footer } = syncCardWords(view({ input }));
    expect(lines.slice(0, 2)).toEqual(['课程：入门', '学习日期：2026-05-16']);
    expect(details.askedBy).toEqual({ label: '提交人', openId: 'ou_staff' });
    expect(footer).toBe('#37 · 名单.csv');
  });

  it('are folded away at the end, when the title has them', () => {
    const { title, lines, details } = syncCardWords(view(done({ input })));
    expect(title).toBe('《入门》5月16日 · 新增6条');
    expect(lines.join('')).not.toContain('课程：');
    expect(details.lines.slice(0, 2)).toEqual(['课程：入门', '学习日期：2026-05-16']);
  });

  it('name a rerun', () => {
    expect(syncCardWords(view({ rerunOf: 'x' })).footer).toBe('#37 · 名单.csv（重新同步）');
  });

  it('name a file whose sender gave it no name', () => {
    expect(syncCardWords(view({ fileName: '' })).footer).toBe('#37 · 未命名文件');
  });

  it('never show a phone number', () => {
    const words = syncCardWords(
      view(partly({ fileName: '19900001234 名单.csv' }), { report: report([failure(3, '19900001234')]) }),
    );
    expect(JSON.stringify(words)).not.toContain('19900001234');
    expect(words.title).toContain('199****1234 名单.csv');
    expect(words.footer).toBe('#37 · 199****1234 名单.csv');
    expect(words.rows[0]?.lines[0]).toContain('第3行 199****1234');
  });

  it('are cut where they are long, and show it', () => {
    const { title, footer } = syncCardWords(view({ fileName: `${'长'.repeat(200)}.csv`, rerunOf: 'x' }));
    expect(title).toBe(`已收到 · ${'长'.repeat(74)}…`);
    expect(footer).toBe(`#37 · ${'长'.repeat(100)}…（重新同步）`);
  });

  it('show no part of a phone number either where they are cut', () => {
    const { footer } = syncCardWords(view({ fileName: `${'长'.repeat(90)}19900001234.csv` }));
    expect(footer).toBe(`#37 · ${'长'.repeat(90)}199****123…`);
  });

  it('name three courses, each so far as it can be told from the others', () => {
    const courses = ['一', '二'.repeat(40), '三', '四'];
    const { details } = syncCardWords(view(done({ summary: { ...summary, courses } })));
    expect(details.lines[0]).toBe(`课程：一、${'二'.repeat(30)}…、三 等 4 门`);
  });
});

describe('the counts on the card', () => {
  it('stand there at the end, with time and calls', () => {
    const { details } = syncCardWords(view(partly()));
    expect(details.numbers).toEqual([
      { label: '新学员', value: 3 },
      { label: '更新', value: 2 },
      { label: '未变', value: 4 },
      { label: '新增学习记录', value: 6 },
      { label: '已有', value: 5 },
      { label: '失败', value: 1 },
    ]);
    expect(details.lines.at(-1)).toBe('用时3.2秒，调用飞书9次');
  });

  it('tell what was there from what the file repeats', () => {
    const repeating = { ...summary, enrollmentsSkipped: 5, enrollmentsRepeated: 2 };
    const { details } = syncCardWords(view(done({ summary: repeating })));
    expect(details.numbers).toContainEqual({ label: '已有', value: 3 });
  });

  it('do not stand there before the end', () => {
    const { details } = syncCardWords(view({ status: 'running', summary }));
    expect(details).toMatchObject({ numbers: [], lines: [] });
  });

  it.each([
    [240, '0.2秒'],
    [9_949, '9.9秒'],
    [9_950, '10秒'],
    [59_499, '59秒'],
    [59_500, '1分0秒'],
    [119_700, '2分0秒'],
    [754_000, '12分34秒'],
  ])('%i ms are %s', (durationMs, text) => {
    const { details } = syncCardWords(view(done({ summary: { ...summary, durationMs } })));
    expect(details.lines.at(-1)).toBe(`用时${text}，调用飞书9次`);
  });
});

describe('the failed rows on the card', () => {
  const rowsOf = (failures: RowFailure[], over: Partial<SyncRecord> = {}) =>
    syncCardWords(view(partly(over), { report: report(failures) })).rows;

  it('are absent where none failed', () => {
    expect(rowsOf([])).toEqual([]);
  });

  const odd = sampleFailure({ line: 3, sheet: '第12期', code: 'invalid_date', value: '上周五' });
  const failures = [odd, failure(51, 'u_1'), { ...failure(52), nickname: '小明' }];

  it('stand under their reason, the most frequent first, with place, person and what is wrong', () => {
    expect(rowsOf(failures)).toEqual([
      {
        title: '失败的行 · 3行',
        lines: [
          '没有学习日期（2）：第51行 u_1、第52行 小明',
          '学习日期看不懂，或者没有这一天；请写成 2026-05-16 这样（1）：第12期!3（“上周五”）',
          '点“下载失败明细”，改好后把它直接发给我；已经写入的不会重复。',
        ],
        buttons: [expect.objectContaining({ label: '下载失败明细' })],
      },
    ]);
  });

  it('are only counted in a group, where everybody reads the card', () => {
    const lines = rowsOf(failures, { origin: inGroup })[0]?.lines;
    expect(lines?.slice(0, 2)).toEqual([
      '没有学习日期（2）',
      '学习日期看不懂，或者没有这一天；请写成 2026-05-16 这样（1）',
    ]);
    expect(lines?.join('')).not.toMatch(/u_1|小明|上周五/);
  });

  it('are not to be corrected where something else stopped the sync', () => {
    const error = { kind: 'stopped', code: 'feishu_busy', details: {} } as const;
    const [list] = rowsOf([failure(51)], { status: 'failed', error });
    expect(list?.lines).toEqual(['没有学习日期（1）：第51行']);
  });

  it('are the first ten of each reason', () => {
    const many = Array.from({ length: 1200 }, (_, index) => failure(index + 2));
    const [list] = rowsOf(many);
    expect(list?.title).toBe('失败的行 · 1,200行');
    expect(list?.lines[0]).toMatch(/^没有学习日期（1,200）：第2行、.*、第11行 等$/);
  });

  it('say at once of a row that it lacks both its course and its date', () => {
    const [list] = rowsOf([
      sampleFailure({ line: 2, code: 'missing_course', lacks: 'course', userId: 'u_2' }),
      sampleFailure({ line: 3, code: 'missing_course', lacks: 'course_and_day', userId: 'u_3' }),
    ]);
    expect(list?.lines.slice(0, 2)).toEqual([
      expect.stringMatching(/^没有课程名称（1）：第2行/),
      expect.stringMatching(/^没有课程名称，也没有学习日期（1）：第3行/),
    ]);
  });

  it('have six reasons at most', () => {
    const codes = [...rowRejectionCodes].slice(0, 8);
    const [list] = rowsOf(codes.map((code, index) => sampleFailure({ line: index + 2, code })));
    expect(list?.lines[6]).toBe('还有2种原因，请看完整的明细。');
  });

  it('mask a phone in what is wrong with a row', () => {
    const phone = sampleFailure({ line: 3, code: 'invalid_date', value: '19900001234' });
    expect(rowsOf([phone])[0]?.lines[0]).toContain('199****1234');
  });
});

describe('the remarks on the card', () => {
  /** Between the sentences about the outcome and the effort. */
  const remarksOf = (warnings: ReportedWarning[]) =>
    syncCardWords(view(done(), { report: report([], warnings) })).details.lines.slice(1, -1);

  const phone = (line: number): ReportedWarning => ({
    line,
    sheet: null,
    code: 'phone_masked',
    userId: 'u',
  });

  it('say once what is true of many rows, and name the line of a single one', () => {
    const warnings: ReportedWarning[] = [
      phone(3),
      { line: 5, sheet: null, code: 'duplicate_row', userId: 'u', firstLine: 2 },
      phone(4),
      { line: null, sheet: null, code: 'link_one_way' },
    ];
    expect(remarksOf(warnings)).toEqual([
      '有2行：手机号带星号，不完整，没有写入手机号。',
      '第5行：与第2行重复，只记一次。',
      '“关联到学员总表”是单向关联，学员总表的“学习记录”不会自动显示；请改成双向关联。',
    ]);
  });

  it('do not repeat whose corrections were kept: the lines of the outcome say that', () => {
    const kept: ReportedWarning = {
      ...{ line: 3, sheet: null, userId: 'u' },
      code: 'kept_by_hand',
      fields: ['nickname'],
    };
    expect(remarksOf([kept])).toEqual([]);
  });

  it('are five kinds at most', () => {
    const warnings: ReportedWarning[] = [2, 3, 4, 5, 6, 7, 8].map((firstLine) => ({
      line: 100,
      sheet: null,
      code: 'duplicate_row',
      userId: 'u',
      firstLine,
    }));
    const remarks = remarksOf(warnings);
    expect(remarks).toHaveLength(6);
    expect(remarks[5]).toBe('还有2种提示，请看上传页面。');
  });
});

describe('what is as it was the last time', () => {
  const known = { asBefore: true } as const;
  const masked: ReportedWarning = { line: 9, sheet: null, code: 'phone_masked', userId: 'u', ...known };
  const card = (failures: RowFailure[], warnings: ReportedWarning[], failed: number) =>
    syncCardWords(
      view(
        done({
          status: 'partial',
          summary: { ...faulty, rowsFailed: failures.length, asBefore: { failures: failed, warnings: 0 } },
        }),
        { report: report(failures, warnings) },
      ),
    );

  it('is folded away, rows that failed and remarks, and does not color the card', () => {
    const words = card([{ ...failure(5, 'u_1'), ...known }], [masked], 1);
    expect(words.tone).toBe('good');
    expect(words.rows).toEqual([
      {
        title: '和上次一样 · 2行',
        lines: ['失败：没有学习日期（1）：第5行 u_1', '第9行：手机号带星号，不完整，没有写入手机号。'],
        buttons: [expect.objectContaining({ label: '下载失败明细' })],
      },
    ]);
    expect(words.details.lines.join('')).not.toContain('手机号');
  });

  it('stands apart from what is news', () => {
    const words = card([{ ...failure(5, 'u_1'), ...known }, failure(6, 'u_2')], [], 1);
    expect(words.tone).toBe('act');
    expect(words.rows.map(({ title }) => title)).toEqual(['失败的行 · 1行', '和上次一样 · 1行']);
    expect(words.rows[0]?.lines[0]).toContain('第6行');
  });

  it('is counted by row, with the first ten that failed', () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ ...failure(index + 2, 'u'), ...known }));
    const [known12] = card(many, [{ ...masked, line: 2 }], 12).rows;
    expect(known12?.title).toBe('和上次一样 · 12行');
    expect(known12?.lines[0]).toMatch(/^失败：没有学习日期（12）：第2行 u、.*、第11行 u 等$/);
  });

  it('is nothing to show where all is news', () => {
    expect(card([failure(5)], [], 0).rows).toHaveLength(1);
  });
});

describe('the buttons on the card', () => {
  const failedReport = report([failure(3)]);
  const otherDate = { ...summary, enrollmentsOtherDate: 4 };
  const stopped = (code: 'feishu_busy' | 'chat_file_gone') =>
    view({ status: 'failed', finishedAt, error: { kind: 'stopped', code, details: {} } });
  const refused = (refusal: FileRefusal) =>
    view({ status: 'failed', finishedAt, error: { kind: 'file', refusal } });

  const inBase = { baseUrl: 'https://x.feishu.cn/base/b' };
  const page = { pageUrl: 'https://sync.example' };
  const half = { ...faulty, rows: 500, rowsFailed: 490, rowsNotWritten: 490 };

  it.each<[string, SyncView, [string | null, string[], string[]]]>([
    ['waiting', view(), [null, ['取消'], []]],
    ['running', view({ status: 'running' }), [null, ['取消'], []]],
    ['canceling', view({ status: 'running', cancelRequested: true }), [null, [], []]],
    [
      'waiting for input',
      view({ status: 'needs_input', needs: sampleNeeds({ day: true }) }),
      [null, ['取消'], []],
    ],
    ['done', view(done(), { report: report([]) }), [null, [], ['查看变化', '撤销']]],
    [
      'done, with a known Base',
      view(done(), { report: report([]), ...inBase }),
      ['在多维表格中查看', [], ['查看变化', '撤销']],
    ],
    [
      'done with failed rows',
      view(partly(), { report: failedReport, ...inBase }),
      ['看失败的行', [], ['下载失败明细', '在多维表格中查看', '查看变化', '重新同步', '撤销']],
    ],
    [
      'done with rows that failed last time too',
      view(partly(), { report: report([{ ...failure(3), asBefore: true }]), ...inBase }),
      ['在多维表格中查看', [], ['下载失败明细', '看失败的行', '查看变化', '重新同步', '撤销']],
    ],
    [
      'done with courses under other dates',
      view(done({ summary: otherDate }), inBase),
      ['在多维表格中查看', [], ['仍按新日期新增', '撤销']],
    ],
    ['stopped', stopped('feishu_busy'), ['重新同步', [], []]],
    [
      'stopped half way',
      view(
        {
          status: 'failed',
          finishedAt,
          summary: half,
          error: { kind: 'stopped', code: 'feishu_busy', details: {} },
        },
        { report: failedReport, ...inBase },
      ),
      ['继续（还差490条）', [], ['下载失败明细', '看失败的行', '在多维表格中查看', '查看变化', '撤销']],
    ],
    [
      'canceled half way',
      view({ status: 'canceled', finishedAt, summary: half }, inBase),
      ['继续（还差490条）', [], ['在多维表格中查看', '撤销']],
    ],
    ['canceled', view({ status: 'canceled', finishedAt }), [null, [], ['重新同步']]],
    ['without a file to read again', stopped('chat_file_gone'), [null, [], []]],
    ['of a picture', refused({ code: 'other_format', format: 'image' }), [null, [], []]],
    ['of an empty file', refused({ code: 'empty_file' }), [null, [], []]],
    [
      'of a file with other headers',
      refused({ code: 'not_a_roster', looksLike: 'text', sheets: [] }),
      [null, [], ['重新同步']],
    ],
    [
      'of a file without a column',
      refused({ code: 'columns_missing', missing: ['昵称'], found: ['用户ID'], sheets: [] }),
      [null, [], ['重新同步']],
    ],
  ])('of a sync that is %s: one that is useful, and the rest', (_, shown, expected) => {
    expect(labelsOf(shown)).toEqual(expected);
  });

  it('show the failed rows on the page, or send them in private where people cannot open that', () => {
    const shown = view(partly(), { report: failedReport });
    const press = (over: Partial<SyncView>) => syncCardWords({ ...shown, ...over }).primary?.press;
    expect(press(page)).toEqual({ kind: 'open', url: 'https://sync.example/syncs/37' });
    expect(press({})).toEqual({ kind: 'action', action: { do: 'send_failures', syncId: sampleSync().id } });
  });

  it('ask once more before anything is added under a new date', () => {
    const { buttons } = syncCardWords(view(done({ summary: otherDate }))).details;
    expect(buttons[0]).toMatchObject({
      press: { action: { do: 'add_under_new_date', syncId: sampleSync().id } },
      confirm: { text: '会给已有该课程的学员再新增4条学习记录，日期是您填写的日期。' },
    });
  });
});

describe('the form on the card', () => {
  const form = (needs: Parameters<typeof sampleNeeds>[0]) =>
    syncCardWords(view({ status: 'needs_input', needs: sampleNeeds(needs) })).form;

  it('is there only while a sync waits for input', () => {
    expect(syncCardWords(view(done())).form).toBeNull();
  });

  const syncId = sampleSync().id;
  const give = (said: object) => ({ do: 'give_input', syncId, ...said });

  it('asks for what is missing: courses to choose from, and days by one press', () => {
    expect(form({ course: true, day: true, knownCourses: ['入门', '进阶'] })).toEqual({
      course: {
        label: '课程',
        choice: {
          placeholder: '请选择课程',
          options: [
            { label: '入门', value: '入门' },
            { label: '进阶', value: '进阶' },
          ],
          isFirstProposed: false,
          otherLabel: '新课程…',
        },
        text: { placeholder: '新课程的名称（上面没有时填写）', maxLength: 200 },
      },
      day: {
        label: '学习日期',
        placeholder: '请选择学习日期',
        proposed: null,
        quick: [
          { label: '今天 11月24日', action: give({ day: '2026-11-24' }) },
          { label: '昨天 11月23日', action: give({ day: '2026-11-23' }) },
        ],
      },
      sheets: null,
      idColumn: null,
      quickCourses: null,
      instead: null,
      submitLabel: '继续同步',
      action: give({}),
    });
  });

  it.each([
    ['file_name', '入门（文件名里的）'],
    ['last_time', '入门（上次这样的文件）'],
  ] as const)('chooses a proposed course beforehand, and says that it is from %s', (proposedFrom, label) => {
    const known = { proposedCourse: '入门', proposedFrom, knownCourses: ['进阶', '《入门》'] };
    expect(form({ course: true, ...known })?.course?.choice).toMatchObject({
      options: [
        { label, value: '入门' },
        { label: '进阶', value: '进阶' },
      ],
      isFirstProposed: true,
    });
  });

  it('only lets one type the course where none is known', () => {
    expect(form({ course: true })?.course).toEqual({
      label: '课程',
      choice: null,
      text: { placeholder: '请填写课程名称', maxLength: 200 },
    });
  });

  it('offers no more courses, and no longer ones, than a card holds', () => {
    const knownCourses = ['长'.repeat(61), ...Array.from({ length: 50 }, (_, index) => `课程${index}`)];
    expect(form({ course: true, knownCourses })?.course?.choice?.options).toHaveLength(30);
  });

  it('has a day of the file name chosen beforehand, and says so', () => {
    const day = (proposedDay: string) => form({ day: true, proposedDay })?.day;
    expect(day('2026-05-16')).toMatchObject({
      label: '学习日期（已选文件名里的5月16日，请核对）',
      proposed: '2026-05-16',
      quick: [{ label: '文件名里的5月16日' }, { label: '今天 11月24日' }, { label: '昨天 11月23日' }],
    });
    expect(day('2026-11-23')?.quick.map(({ label }) => label)).toEqual([
      '文件名里的11月23日',
      '今天 11月24日',
    ]);
    expect(day('2025-05-16')?.label).toContain('2025年5月16日');
  });

  it('offers the courses of the last syncs by one press, where none is proposed', () => {
    const recentCourses = ['入门', '《深化》', '长'.repeat(30), '四', '五', '六'];
    const quick = (over: object) =>
      form({ course: true, day: true, recentCourses, ...over })?.quickCourses?.choices;
    expect(quick({})).toEqual([
      { label: '《入门》', action: give({ course: '入门' }) },
      { label: '《深化》', action: give({ course: '《深化》' }) },
      { label: `《${'长'.repeat(20)}…》`, action: give({ course: '长'.repeat(30) }) },
      { label: '《四》', action: give({ course: '四' }) },
      { label: '《五》', action: give({ course: '五' }) },
    ]);
    expect(quick({ proposedCourse: '入门' })).toBeUndefined();
    expect(quick({ sheets: [{ name: '第12期', rows: 3, proposed: true }] })).toBeUndefined();
    expect(quick({ course: false })).toBeUndefined();
  });

  it('offers a day that was given for the other files that wait for one', () => {
    const shown = view(
      { status: 'needs_input', needs: sampleNeeds({ course: true }) },
      { othersAwaitDay: 5 },
    );
    expect(labelsOf(shown)).toEqual([null, ['这个日期用于另外5份', '取消'], []]);
    expect(labelsOf({ ...view(done()), othersAwaitDay: 1 })[1]).toEqual(['这个日期用于另外1份']);
  });

  it('offers the course that may be meant first, and the new one', () => {
    const doubts = [sampleReason('course_similar'), sampleReason('date_far')];
    expect(form({ confirm: doubts, writes: 41 })).toMatchObject({
      instead: {
        label: '用《非暴力沟通入门》',
        action: { do: 'give_input', syncId, confirm: true, useSimilar: true },
      },
      submitLabel: '确实是新课程，写入41条',
      action: { do: 'give_input', syncId, confirm: true },
    });
  });

  it('shows no values of the file: a card is read by everybody in its chat', () => {
    const needs = sampleNeeds({ confirm: sampleReasons.filter(({ examples }) => examples.length > 0) });
    const { lines } = syncCardWords(view({ status: 'needs_input', needs }));
    for (const { examples } of needs.confirm)
      for (const example of examples) expect(lines.join('')).not.toContain(example);
  });

  it('asks whether a column is the 用户ID, and proposes no answer', () => {
    expect(form({ idColumn: { title: '学员编号', titleRow: '学员编号\n昵称' } })).toMatchObject({
      idColumn: { label: '“学员编号”是用户ID吗？', placeholder: '请选择', yes: '是，它是用户ID', no: '不是' },
      submitLabel: '继续同步',
    });
  });

  it('asks which sheets are meant, those proposed that do not look like something else', () => {
    const sheets = [
      { name: '第12期', rows: 40, proposed: true },
      { name: '退款名单', rows: 3, proposed: false },
    ];
    expect(form({ sheets })).toMatchObject({
      course: null,
      day: null,
      sheets: {
        options: [
          { label: '第12期（40行）', value: '第12期' },
          { label: '退款名单（3行）', value: '退款名单' },
        ],
        proposed: ['第12期'],
      },
    });
  });

  it('asks for nothing that is known', () => {
    expect(form({ day: true })).toMatchObject({ course: null, day: { label: '学习日期' } });
  });

  it('confirms what has to be confirmed', () => {
    expect(form({ confirm: [sampleReason('empty_learner_table')] })).toMatchObject({
      course: null,
      day: null,
      submitLabel: '确认并继续',
      action: { confirm: true },
    });
  });
});

describe('the card of a preview', () => {
  const failures = [sampleFailure({ line: 51, userId: 'u_1', code: 'missing_date' })];
  const previewed = (over: Partial<SyncRecord> = {}, rows: Partial<typeof summary> = {}) =>
    view(partly({ dryRun: true, summary: { ...faulty, ...rows }, ...over }), {
      report: report(failures),
    });

  it('asks whether to write, and tells of the future only', () => {
    const words = syncCardWords(previewed());
    expect(words).toMatchObject({ title: '预览 · 名单.csv · 将新增6条，1行要改', tone: 'act' });
    expect(words.lines).toEqual([
      '预计创建3位新学员，新增6条学习记录（尚未写入）。',
      '12行 = 6将新增 · 5已有 · 1要改',
      '另将改2人资料',
    ]);
    expect(words.details.lines).toEqual([
      '另将更新2位学员的资料。',
      '另有5条此前已同步，不会重复新增。',
      '1行不能写入，已列出原因。',
      '用时3.2秒，调用飞书9次',
    ]);
    expect(words.rows[0]).toMatchObject({
      title: '不能写入的行 · 1行',
      lines: [
        '没有学习日期（1）：第51行 u_1',
        '能写入的可以先写入；这些行点“下载不能写入的行”，改好后把它直接发给我。',
      ],
    });
    expect(words.primary).toMatchObject({ label: '写入6条', weight: 'primary' });
    expect(labelsOf(previewed())).toEqual([
      '写入6条',
      [],
      ['下载不能写入的行', '看不能写入的行', '查看变化', '重新预览'],
    ]);
    expect(JSON.stringify(words)).not.toMatch(/失败|已经写入|重新同步|撤销|没有写入/);
  });

  it('lists what will have to be confirmed, and that writing it confirms', () => {
    const doubts = [sampleReason('odd_ids')];
    const { lines } = syncCardWords(previewed({}, { doubts }));
    expect(lines.join('')).toContain('确认没有错，再点“写入6条”。');
  });

  it('has no failure either where nothing can be written', () => {
    const none = { ...nothing, rows: 1 };
    const words = syncCardWords(previewed({ status: 'failed' }, none));
    expect(words).toMatchObject({ title: '预览 · 名单.csv · 没有可新增的，1行要改', tone: 'act' });
    expect(words.lines[0]).toBe('没有可以写入的内容：1行不能写入，已列出原因。');
    expect(labelsOf(previewed({ status: 'failed' }, none))).toEqual([
      '看不能写入的行',
      [],
      ['下载不能写入的行', '查看变化', '重新预览'],
    ]);
    expect(JSON.stringify(words)).not.toMatch(/失败|写入\d+条/);
  });

  it('offers it no more once somebody has it written', () => {
    const words = syncCardWords(previewed({ writtenBy: 'x' }));
    expect(words.lines.at(-1)).toBe('这次预览已经拿去写入了，结果在新的那次同步里。');
    expect(labelsOf(previewed({ writtenBy: 'x' })).flat()).not.toContain('写入6条');
  });

  it('leads to the page where people can open it', () => {
    const shown = { ...previewed(), pageUrl: 'https://sync.example' };
    expect(syncCardWords(shown).details.buttons).toContainEqual({
      label: '查看变化',
      weight: 'normal',
      press: { kind: 'open', url: 'https://sync.example/syncs/37' },
      confirm: null,
    });
  });

  it('is named on the card of the sync that writes it, with what was left of it', () => {
    const about = sampleSync({ number: 36 });
    const fewer = { ...summary, fewerThanShown: 2 };
    const words = syncCardWords(view(done({ previewOf: about.id, summary: fewer }), { about }));
    expect(words.footer).toBe('#37 · 名单.csv（写入预览 #36）');
    expect(words.details.lines).toContain('比预览少2条：预览之后表里已经有了，没有重复写入。');
  });
});

describe('a sync that is taken back', () => {
  it('is grey, and can neither be repeated nor taken back again', () => {
    const undone = view(done({ undoneBy: 'x', isUndone: true }), { report: report([]) });
    const words = syncCardWords(undone);
    expect(words).toMatchObject({ title: '名单.csv · 已撤销', tone: 'plain' });
    expect(words.lines).toEqual(['这次同步已经撤销。', '当时新增了3位学员、6条学习记录。']);
    expect(labelsOf(undone)).toEqual([null, [], ['查看变化']]);
  });

  it('offers nothing while that goes on, and everything again where it came to nothing', () => {
    const labelsAt = (over: Partial<SyncRecord>) => labelsOf(view(partly(over), { report: report([]) }))[2];
    expect(labelsAt({ undoneBy: 'x', isUndone: false })).toEqual(['查看变化']);
    expect(labelsAt({ undoneBy: null })).toEqual(['查看变化', '重新同步', '撤销']);
  });

  it('is offered for seven days', () => {
    const daysLater = (days: number) =>
      labelsOf(
        view(done(), { queue: sampleQueue({ now: finishedAt.getTime() + days * 86_400_000 }) }),
      ).flat();
    expect([daysLater(6.9).includes('撤销'), daysLater(7).includes('撤销')]).toEqual([true, false]);
  });
});

describe('the card of an undo', () => {
  const about = sampleSync({ number: 36 });
  const undo = (over: Partial<SyncRecord>, reported: SyncView['report'] = null) =>
    view({ kind: 'undo', undoes: about.id, ...over }, { about, report: reported });

  it('asks with its figures', () => {
    const needs = sampleNeeds({ confirm: [sampleReason('undo')] });
    const words = syncCardWords(undo({ status: 'needs_input', needs }));
    expect(words).toMatchObject({ title: '请确认：撤销 #36', tone: 'act', footer: '#37 · 名单.csv' });
    expect(words.lines[0]).toBe('最多撤销41条学习记录、12位新学员、3个改过的单元格、1个关联，请先确认。');
    expect(words.lines.join('')).toContain('再点“确认撤销41条学习记录”');
    expect(words.lines.at(-1)).toBe('还没有撤销任何内容。');
    expect(words.form?.submitLabel).toBe('确认撤销41条学习记录');
    expect(words.buttons.map(({ label }) => label)).toEqual(['取消']);
  });

  it('says what was taken back, what was left and why', () => {
    const counts = { undone: 50, kept: 3, failed: 1, reasons: { edited: 2, used_later: 1, refused: 1 } };
    const ended = { ...summary, undo: counts };
    const row = { line: 2, sheet: null, userId: 'u_1', field: null } as const;
    const undone = [
      { ...row, what: 'enrollment', outcome: 'undone', reason: null },
      { ...row, what: 'learner', outcome: 'kept', reason: 'used_later' },
      { ...row, what: 'cell', field: 'nickname', outcome: 'kept', reason: 'edited' },
      { ...row, what: 'link', outcome: 'failed', reason: 'refused' },
    ] as const;
    const words = syncCardWords(
      undo({ status: 'partial', finishedAt, summary: ended }, { ...report([]), undone: [...undone] }),
    );
    expect(words.lines).toEqual(['已撤销 50 · 保留 3（改过了2、后来用到了1、飞书不接受1） · 失败 1']);
    expect(words.title).toBe('撤销 #36 · 已撤销50处，保留3处，1处没有撤销');
    expect(words.details.numbers).toEqual([
      { label: '已撤销', value: 50 },
      { label: '保留', value: 3 },
      { label: '没有撤销', value: 1 },
    ]);
    expect(words.rows).toEqual([
      {
        title: '保留的和没有撤销的 · 3处',
        lines: [
          '学员：保留（后来用到了）（1）：第2行 u_1',
          '昵称：保留（改过了）（1）：第2行 u_1',
          '关联：没有撤销（飞书不接受），请到多维表格里核对（1）：第2行 u_1',
        ],
        buttons: [],
      },
    ]);
    expect(words.buttons).toEqual([]);
  });
});
