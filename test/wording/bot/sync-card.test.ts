import { describe, expect, it } from 'vitest';
import type { SyncView } from '../../../src/bot/notice.ts';
import type { FileRefusal } from '../../../src/roster/roster.ts';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import type { ReportedWarning, RowFailure } from '../../../src/sync/sync-report.ts';
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

const view = (sync: Partial<SyncRecord> = {}, over: Partial<SyncView> = {}): SyncView => ({
  sync: sampleSync({ source: 'bot', ...sync }),
  about: null,
  report: null,
  queue: sampleQueue(),
  baseUrl: null,
  pageUrl: null,
  sandbox: false,
  ...over,
});

const finishedAt = new Date('2026-11-24T02:00:07Z');
const summary = sampleSummary({
  rows: 20,
  learnersCreated: 3,
  learnersUpdated: 2,
  learnersUnchanged: 4,
  enrollmentsCreated: 6,
  enrollmentsSkipped: 5,
  rowsFailed: 1,
  baseCalls: 9,
  durationMs: 3_240,
});
const done = (over: Partial<SyncRecord> = {}): Partial<SyncRecord> => ({
  status: 'succeeded',
  summary,
  finishedAt,
  ...over,
});
const report = (failures: RowFailure[], warnings: ReportedWarning[] = []) =>
  sampleReport({ summary, failures, warnings });
const failure = (line: number, userId: string | null = null): RowFailure =>
  sampleFailure({ line, userId, code: 'missing_date' });
const labels = (shown: SyncView) => syncCardWords(shown).buttons.map(({ label }) => label);

describe('the state on the card', () => {
  const running = { phase: 'writing_enrollments', done: 6, total: 20 } as const;
  it.each<[string, SyncView, string, string, string]>([
    ['received', view(), '已收到', 'busy', '排队中，马上开始。'],
    ['queued', view({}, { queue: sampleQueue({ before: 2 }) }), '排队中', 'busy', '排队中，前面还有2个。'],
    [
      'running',
      view({ status: 'running', progress: running }),
      '正在处理',
      'busy',
      '正在处理第7条记录…（共20条）',
    ],
    ['canceling', view({ status: 'running', cancelRequested: true }), '正在取消', 'busy', '正在取消…'],
    [
      'waiting for input',
      view({ status: 'needs_input', needs: sampleNeeds({ day: true }) }),
      '等待补充',
      'waiting',
      '名单里没有学习日期，请填写后继续。',
    ],
    ['done', view(done()), '处理完毕', 'good', '处理完毕！成功创建3位新学员，新增6条学习记录。失败1条。'],
    [
      'partly failed',
      view(done({ status: 'partial' })),
      '部分失败',
      'partly',
      '处理完毕！成功创建3位新学员，新增6条学习记录。失败1条。',
    ],
    [
      'refused',
      view({ status: 'failed', finishedAt, error: { kind: 'file', refusal: { code: 'empty_file' } } }),
      '没有完成',
      'bad',
      '文件是空的。',
    ],
    ['canceled', view({ status: 'canceled', finishedAt }), '已取消', 'plain', '已取消，没有写入任何数据。'],
  ])('%s', (_, shown, state, tone, line) => {
    const words = syncCardWords(shown);
    expect(words).toMatchObject({ title: '学员同步 #37', state, tone });
    expect(words.lines[0]).toBe(line);
  });

  it('begins with the sandbox notice in the sandbox', () => {
    expect(syncCardWords(view({}, { sandbox: true })).title).toBe('演示模式，未写入真实飞书 · 学员同步 #37');
  });
});

describe('the facts on the card', () => {
  it('are the file, who sent it, and what a person said about it', () => {
    const origin = { chatId: 'oc', messageId: 'om', openId: 'ou_staff', file: null };
    const input = { course: '入门', day: '2026-05-16', addUnderNewDate: false, confirmed: [] };
    expect(syncCardWords(view({ origin, input }))).toMatchObject({
      facts: [
        { label: '文件', value: '名单.csv' },
        { label: '课程', value: '入门' },
        { label: '学习日期', value: '2026-05-16' },
      ],
      askedBy: { label: '提交人', openId: 'ou_staff' },
    });
  });

  it('name a rerun', () => {
    expect(syncCardWords(view({ rerunOf: 'x' })).facts[0]?.value).toBe('名单.csv（重新同步）');
  });

  it('name a file whose sender gave it no name', () => {
    expect(syncCardWords(view({ fileName: '' })).facts[0]?.value).toBe('未命名文件');
  });

  it('never show a phone number', () => {
    const words = syncCardWords(
      view(done({ fileName: '19900001234 名单.csv' }), { report: report([failure(3, '19900001234')]) }),
    );
    expect(JSON.stringify(words)).not.toContain('19900001234');
    expect(words.facts[0]?.value).toBe('199****1234 名单.csv');
    expect(words.failedRows?.rows[0]?.who).toBe('199****1234');
  });

  it('are cut where they are long, and show it', () => {
    const [file] = syncCardWords(view({ fileName: `${'长'.repeat(200)}.csv`, rerunOf: 'x' })).facts;
    expect(file?.value).toBe(`${'长'.repeat(100)}…（重新同步）`);
  });

  it('show no part of a phone number either where they are cut', () => {
    const [file] = syncCardWords(view({ fileName: `${'长'.repeat(90)}19900001234.csv` })).facts;
    expect(file?.value).toBe(`${'长'.repeat(90)}199****123…`);
  });

  it('name three courses, each so far as it can be told from the others', () => {
    const courses = ['一', '二'.repeat(40), '三', '四'];
    const { facts } = syncCardWords(view(done({ summary: { ...summary, courses } })));
    expect(facts[1]).toEqual({ label: '课程', value: `一、${'二'.repeat(30)}…、三 等 4 门` });
  });
});

describe('the counts on the card', () => {
  it('stand there at the end, with time and calls', () => {
    const words = syncCardWords(view(done()));
    expect(words.numbers).toEqual([
      { label: '新学员', value: 3 },
      { label: '更新', value: 2 },
      { label: '未变', value: 4 },
      { label: '新增学习记录', value: 6 },
      { label: '已存在跳过', value: 5 },
      { label: '失败', value: 1 },
    ]);
    expect(words.footer).toBe('用时3.2秒，调用飞书9次');
  });

  it('tell what was there from what the file repeats', () => {
    const repeating = { ...summary, enrollmentsSkipped: 5, enrollmentsRepeated: 2 };
    const { numbers } = syncCardWords(view(done({ summary: repeating })));
    expect(numbers).toContainEqual({ label: '已存在跳过', value: 3 });
  });

  it('do not stand there before the end', () => {
    expect(syncCardWords(view({ status: 'running', summary }))).toMatchObject({ numbers: [], footer: null });
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
    const { footer } = syncCardWords(view(done({ summary: { ...summary, durationMs } })));
    expect(footer).toBe(`用时${text}，调用飞书9次`);
  });
});

describe('the failed rows on the card', () => {
  it('are absent where none failed', () => {
    expect(syncCardWords(view(done(), { report: report([]) })).failedRows).toBeNull();
  });

  it('have their place, the person and the reason, with what is wrong', () => {
    const odd = sampleFailure({ line: 3, sheet: '第12期', code: 'invalid_date', value: '上周五' });
    const failures = [failure(51, 'u_1'), { ...failure(52), nickname: '小明' }, odd];
    expect(syncCardWords(view(done(), { report: report(failures) })).failedRows).toEqual({
      title: '失败的记录（共3条）',
      columns: { line: '行号', who: '学员', reason: '原因' },
      rows: [
        { line: '51', who: 'u_1', reason: '没有学习日期' },
        { line: '52', who: '小明', reason: '没有学习日期' },
        {
          line: '第12期!3',
          who: '',
          reason: '学习日期看不懂，或者没有这一天（“上周五”）；请写成 2026-05-16 这样',
        },
      ],
      hint: '点“下载失败明细”，改好后把它直接发给我；已经写入的不会重复。',
    });
  });

  it('are not to be corrected where something else stopped the sync', () => {
    const error = { kind: 'stopped', code: 'feishu_busy', details: {} } as const;
    const stopped = view({ status: 'failed', finishedAt, error }, { report: report([failure(51)]) });
    expect(syncCardWords(stopped).failedRows).toMatchObject({ hint: null });
  });

  it('are the first ten', () => {
    const failures = Array.from({ length: 12 }, (_, index) => failure(index + 2));
    const shown = syncCardWords(view(done(), { report: report(failures) })).failedRows;
    expect(shown?.title).toBe('失败的记录（共12条，先列出前10条）');
    expect(shown?.rows).toHaveLength(10);
  });
});

describe('the remarks on the card', () => {
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
    expect(syncCardWords(view(done(), { report: report([], warnings) })).remarks).toEqual([
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
    expect(syncCardWords(view(done(), { report: report([], [kept]) })).remarks).toEqual([]);
  });

  it('are five kinds at most', () => {
    const warnings: ReportedWarning[] = [2, 3, 4, 5, 6, 7, 8].map((firstLine) => ({
      line: 100,
      sheet: null,
      code: 'duplicate_row',
      userId: 'u',
      firstLine,
    }));
    const { remarks } = syncCardWords(view(done(), { report: report([], warnings) }));
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
          summary: { ...summary, rowsFailed: failures.length, asBefore: { failures: failed, warnings: 0 } },
        }),
        { report: report(failures, warnings) },
      ),
    );

  it('is folded away, rows that failed and remarks, and does not color the card', () => {
    const words = card([{ ...failure(5, 'u_1'), ...known }], [masked], 1);
    expect([words.tone, words.failedRows, words.remarks]).toEqual(['good', null, []]);
    expect(words.asBefore).toEqual({
      title: '和上次一样 · 2行',
      lines: ['第5行 u_1：失败，没有学习日期', '第9行：手机号带星号，不完整，没有写入手机号。'],
    });
  });

  it('stands apart from what is news', () => {
    const words = card([{ ...failure(5, 'u_1'), ...known }, failure(6, 'u_2')], [], 1);
    expect([words.tone, words.asBefore?.title]).toEqual(['partly', '和上次一样 · 1行']);
    expect(words.failedRows).toMatchObject({ title: '失败的记录（共1条）', rows: [{ line: '6' }] });
  });

  it('is counted by row, with the first ten that failed', () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ ...failure(index + 2, 'u'), ...known }));
    const { asBefore } = card(many, [{ ...masked, line: 2 }], 12);
    expect(asBefore?.title).toBe('和上次一样 · 12行');
    expect(asBefore?.lines).toHaveLength(12);
    expect(asBefore?.lines[10]).toBe('还有2行失败，请看上传页面。');
  });

  it('is nothing to show where all is news', () => {
    expect(card([failure(5)], [], 0).asBefore).toBeNull();
  });
});

describe('the buttons on the card', () => {
  const failedReport = report([failure(3)]);
  const otherDate = { ...summary, enrollmentsOtherDate: 4 };
  const stopped = (code: 'feishu_busy' | 'chat_file_gone') =>
    view({ status: 'failed', finishedAt, error: { kind: 'stopped', code, details: {} } });
  const refused = (refusal: FileRefusal) =>
    view({ status: 'failed', finishedAt, error: { kind: 'file', refusal } });

  it.each<[string, SyncView, string[]]>([
    ['waiting', view(), ['取消']],
    ['running', view({ status: 'running' }), ['取消']],
    ['canceling', view({ status: 'running', cancelRequested: true }), []],
    ['waiting for input', view({ status: 'needs_input', needs: sampleNeeds({ day: true }) }), ['取消']],
    ['done', view(done(), { report: report([]) }), ['重新同步', '查看变化', '撤销']],
    [
      'with failed rows',
      view(done(), { report: failedReport }),
      ['重新同步', '下载失败明细', '查看变化', '撤销'],
    ],
    [
      'with a known Base',
      view(done(), { baseUrl: 'https://x.feishu.cn/base/b' }),
      ['重新同步', '撤销', '打开多维表格'],
    ],
    [
      'with courses under other dates',
      view(done({ summary: otherDate })),
      ['重新同步', '仍按新日期新增', '撤销'],
    ],
    ['stopped', stopped('feishu_busy'), ['重新同步']],
    ['without a file to read again', stopped('chat_file_gone'), []],
    ['of a picture', refused({ code: 'other_format', format: 'image' }), []],
    ['of an empty file', refused({ code: 'empty_file' }), []],
    [
      'of a file with other headers',
      refused({ code: 'not_a_roster', looksLike: 'text', sheets: [] }),
      ['重新同步'],
    ],
    [
      'of a file without a column',
      refused({ code: 'columns_missing', missing: ['昵称'], found: ['用户ID'], sheets: [] }),
      ['重新同步'],
    ],
  ])('of a sync that is %s', (_, shown, expected) => {
    expect(labels(shown)).toEqual(expected);
  });

  it.each<[string, SyncView, string[]]>([
    ['done', view(done(), { report: report([]) }), []],
    ['done with failed rows', view(done({ status: 'partial' }), { report: failedReport }), ['下载失败明细']],
    ['stopped', stopped('feishu_busy'), ['重新同步']],
    ['of an unknown kind of file', refused({ code: 'not_a_roster', looksLike: 'text', sheets: [] }), []],
    ['canceled', view({ status: 'canceled', finishedAt }), []],
  ])('make the next step of a sync that is %s stand out', (_, shown, expected) => {
    const next = syncCardWords(shown).buttons.filter(({ weight }) => weight === 'primary');
    expect(next.map(({ label }) => label)).toEqual(expected);
  });

  it('ask once more before anything is added under a new date', () => {
    const button = syncCardWords(view(done({ summary: otherDate }))).buttons[1];
    expect(button).toMatchObject({
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

  it('asks for what is missing, with the proposal and what is known', () => {
    expect(form({ course: true, day: true, proposedCourse: '入门', knownCourses: ['入门', '进阶'] })).toEqual(
      {
        course: {
          label: '课程',
          placeholder: '请填写课程名称',
          value: '入门',
          hint: '已有的课程：入门、进阶',
          maxLength: 200,
        },
        day: { label: '学习日期', placeholder: '请选择学习日期' },
        sheets: null,
        instead: null,
        submitLabel: '继续同步',
        action: { do: 'give_input', syncId: sampleSync().id },
      },
    );
  });

  it('offers the course that may be meant first, and the new one', () => {
    const syncId = sampleSync().id;
    expect(form({ confirm: [sampleReason('course_similar'), sampleReason('date_far')] })).toMatchObject({
      instead: {
        label: '用《非暴力沟通入门》',
        action: { do: 'give_input', syncId, confirm: true, useSimilar: true },
      },
      submitLabel: '确实是新课程，确认并继续',
      action: { do: 'give_input', syncId, confirm: true },
    });
  });

  it('shows no values of the file: a card is read by everybody in its chat', () => {
    const needs = sampleNeeds({ confirm: sampleReasons.filter(({ examples }) => examples.length > 0) });
    const { lines } = syncCardWords(view({ status: 'needs_input', needs }));
    for (const { examples } of needs.confirm)
      for (const example of examples) expect(lines.join('')).not.toContain(example);
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

  it('masks a phone in what is wrong with a row', () => {
    const odd = sampleFailure({ line: 3, code: 'invalid_date', value: '19900001234' });
    const words = syncCardWords(view(done(), { report: report([odd]) }));
    expect(words.failedRows?.rows[0]?.reason).toContain('199****1234');
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
    view(done({ dryRun: true, status: 'partial', summary: { ...summary, ...rows }, ...over }), {
      report: report(failures),
    });

  it('asks whether to write, and tells of the future only', () => {
    const words = syncCardWords(previewed());
    expect(words).toMatchObject({ title: '预览 #37', state: '预览完成', tone: 'waiting' });
    expect(words.lines).toEqual([
      '预计创建3位新学员，新增6条学习记录（尚未写入）。',
      '另将更新2位学员的资料。',
      '另有5条此前已同步，不会重复新增。',
      '1行不能写入，下面列出了原因。',
    ]);
    expect(words.failedRows).toMatchObject({
      title: '不能写入的行（共1条）',
      hint: '能写入的可以先写入；这些行点“下载不能写入的行”，改好后把它直接发给我。',
    });
    expect(words.buttons.map(({ label, weight }) => [label, weight])).toEqual([
      ['写入6条', 'primary'],
      ['重新预览', 'normal'],
      ['下载不能写入的行', 'normal'],
      ['查看变化', 'normal'],
    ]);
    expect(JSON.stringify(words)).not.toMatch(/失败|已经写入|重新同步|撤销|没有写入/);
  });

  it('lists what will have to be confirmed, and that writing it confirms', () => {
    const doubts = [sampleReason('odd_ids')];
    const { lines } = syncCardWords(previewed({}, { doubts }));
    expect(lines.join('')).toContain('确认没有错，再点“写入6条”。');
  });

  it('has no failure either where nothing can be written', () => {
    const none = { learnersCreated: 0, learnersUpdated: 0, enrollmentsCreated: 0, enrollmentsSkipped: 0 };
    const words = syncCardWords(previewed({ status: 'failed' }, none));
    expect(words).toMatchObject({ state: '没有可写入的', tone: 'plain' });
    expect(words.lines).toEqual(['没有可以写入的内容：1行不能写入，下面列出了原因。']);
    expect(words.buttons.map(({ label }) => label)).toEqual(['重新预览', '下载不能写入的行', '查看变化']);
    expect(JSON.stringify(words)).not.toMatch(/失败|写入\d+条/);
  });

  it('offers it no more once somebody has it written', () => {
    const words = syncCardWords(previewed({ writtenBy: 'x' }));
    expect(words.lines.at(-1)).toBe('这次预览已经拿去写入了，结果在新的那次同步里。');
    expect(words.buttons.map(({ label }) => label)).not.toContain('写入6条');
  });

  it('leads to the page where people can open it', () => {
    const shown = { ...previewed(), pageUrl: 'https://sync.example' };
    expect(syncCardWords(shown).buttons).toContainEqual({
      label: '查看变化',
      weight: 'normal',
      press: { kind: 'open', url: `https://sync.example/upload#sync=${shown.sync.id}` },
      confirm: null,
    });
  });

  it('is named on the card of the sync that writes it, with what was left of it', () => {
    const about = sampleSync({ number: 36 });
    const fewer = { ...summary, fewerThanShown: 2 };
    const words = syncCardWords(view(done({ previewOf: about.id, summary: fewer }), { about }));
    expect(words.facts[0]).toEqual({ label: '文件', value: '名单.csv（写入预览 #36）' });
    expect(words.lines).toContain('比预览少2条：预览之后表里已经有了，没有重复写入。');
  });
});

describe('a sync that is taken back', () => {
  it('is grey, and can neither be repeated nor taken back again', () => {
    const words = syncCardWords(view(done({ undoneBy: 'x', isUndone: true }), { report: report([]) }));
    expect(words).toMatchObject({ state: '已撤销', tone: 'plain' });
    expect(words.lines).toEqual(['这次同步已经撤销。', '当时新增了3位学员、6条学习记录。']);
    expect(words.buttons.map(({ label }) => label)).toEqual(['查看变化']);
  });

  it('offers nothing while that goes on, and everything again where it came to nothing', () => {
    const labelsAt = (over: Partial<SyncRecord>) => labels(view(done(over), { report: report([]) }));
    expect(labelsAt({ undoneBy: 'x', isUndone: false })).toEqual(['查看变化']);
    expect(labelsAt({ undoneBy: null })).toEqual(['重新同步', '查看变化', '撤销']);
  });

  it('is offered for seven days', () => {
    const daysLater = (days: number) =>
      labels(view(done(), { queue: sampleQueue({ now: finishedAt.getTime() + days * 86_400_000 }) }));
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
    expect(words).toMatchObject({ title: '撤销同步 #36（#37）', state: '等待确认' });
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
    expect(words.numbers).toEqual([
      { label: '已撤销', value: 50 },
      { label: '保留', value: 3 },
      { label: '没有撤销', value: 1 },
    ]);
    expect(words.failedRows?.rows.map(({ reason }) => reason)).toEqual([
      '学员：保留（后来用到了）',
      '昵称：保留（改过了）',
      '关联：没有撤销（飞书不接受），请到多维表格里核对',
    ]);
    expect(words.buttons).toEqual([]);
  });
});
