import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/bot/commands.ts';
import type { BotRefusal, Message, Notice } from '../../../src/bot/notice.ts';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import { commandWords } from '../../../src/wording/bot/help.ts';
import { noticeWords } from '../../../src/wording/bot/notices.ts';
import { noticeText } from '../../../src/wording/bot/plain-text.ts';
import { sampleDigest } from '../sample-digest.ts';
import {
  sampleFailure,
  sampleNeeds,
  sampleQueue,
  sampleReport,
  sampleSummary,
  sampleSync,
} from '../sample-sync.ts';

const sentAt = Date.UTC(2026, 10, 24, 1, 5);
const finishedAt = new Date(sentAt);
const listed = (over: Partial<SyncRecord>, before = 0) => ({
  sync: sampleSync(over),
  queue: sampleQueue({ before }),
});

const messages: Message[] = [
  { kind: 'help', why: { kind: 'asked' } },
  { kind: 'help', why: { kind: 'not_a_file' } },
  { kind: 'help', why: { kind: 'unknown_command', typed: '/reurn', closest: '/rerun' } },
  { kind: 'welcome' },
  { kind: 'status', syncs: [], others: 0 },
  { kind: 'preview_expected', until: sentAt },
  { kind: 'thanks' },
  { kind: 'history', pageUrl: null, syncs: [listed({}), listed({ status: 'canceled', finishedAt })] },
  { kind: 'offer_file', messageId: 'om_1', fileName: '名单.csv' },
  { kind: 'old_command', text: '/rerun', sentAt },
  { kind: 'template_sent' },
  { kind: 'refused', why: { kind: 'not_allowed' } },
  { kind: 'alert', number: 37, error: { kind: 'stopped', code: 'base_full', details: {} } },
  { kind: 'feishu_back', number: 37, since: sentAt, until: sentAt + 60_000 },
  { kind: 'other_writer', number: 37, count: 5 },
  { kind: 'condition', condition: { key: 'feishu_refuses', code: 'wrong_app_secret', details: {} } },
  { kind: 'condition', condition: { key: 'in_doubt', since: sentAt, syncs: [36, 37] } },
  { kind: 'digest', digest: sampleDigest(), baseUrl: null },
  { kind: 'condition_over', key: 'feishu_refuses' },
  { kind: 'condition_over', key: 'in_doubt' },
  {
    kind: 'nearly_full',
    number: 37,
    tables: [{ table: 'enrollments', rows: 16_012, limit: 20_000, percent: 80 }],
  },
];

describe('everything the bot says', () => {
  it.each(messages)('has a title and something to say: %j', (message) => {
    const { title, lines, list } = noticeWords(message, false);
    expect(title).not.toBe('');
    expect(lines.length + list.length).toBeGreaterThan(0);
  });

  it.each(messages)('begins with the sandbox notice in the sandbox: %j', (message) => {
    expect(noticeWords(message, true).title).toMatch(/^演示模式，未写入真实飞书 · /);
    expect(noticeText(message, true)).toMatch(/^演示模式，未写入真实飞书 · /);
  });

  it.each(messages)('says the same in plain text: %j', (message) => {
    const { title, lines, list } = noticeWords(message, false);
    const text = noticeText(message, false);
    for (const said of [title, ...lines, ...list.flatMap(({ head, detail }) => [head, detail])]) {
      expect(text).toContain(said);
    }
  });
});

describe('help', () => {
  it('names commands that the bot understands', () => {
    for (const { name, example } of commandWords) {
      expect(parseCommand(`/${name}${example}`)).toMatchObject({ kind: name });
    }
  });

  it('quotes an unknown command and proposes the closest', () => {
    const lines = (closest: string | null) =>
      noticeWords({ kind: 'help', why: { kind: 'unknown_command', typed: '/reurn', closest } }, false).lines;
    expect(lines('/rerun')[0]).toBe('我不认识“/reurn”。您是想用 /rerun 吗？');
    expect(lines(null)[0]).toBe('我不认识“/reurn”。');
  });

  it('quotes no phone number', () => {
    const why = { kind: 'unknown_command', typed: '/rerun 19900001234', closest: null } as const;
    expect(noticeWords({ kind: 'help', why }, false).lines[0]).toBe('我不认识“/rerun 199****1234”。');
  });
});

describe('lists', () => {
  const lines = (...syncs: ReturnType<typeof listed>[]) =>
    noticeWords({ kind: 'history', pageUrl: null, syncs }, false).list;

  it.each<[string, Partial<SyncRecord>, string]>([
    ['waiting', {}, '排队中，前面还有2个。'],
    [
      'running',
      { status: 'running', progress: { phase: 'writing_learners', done: 4, total: 9 } },
      '正在处理第5条记录…（共9条）',
    ],
    [
      'asking',
      { status: 'needs_input', needs: sampleNeeds({ day: true }) },
      '等待补充，请在它的卡片上填写后继续。',
    ],
    [
      'done',
      {
        status: 'succeeded',
        finishedAt,
        summary: sampleSummary({ learnersCreated: 2, enrollmentsCreated: 3 }),
      },
      '处理完毕，新学员2位，新增3条，失败0条',
    ],
    ['canceled', { status: 'canceled', finishedAt }, '已取消'],
  ])('name each sync, since when, and what it is doing or what came of it: %s', (_, over, said) => {
    expect(lines(listed({ number: 38, ...over }, 2))).toMatchObject([
      { head: '#38 名单.csv', detail: `11月24日 10:00，${said}` },
    ]);
  });

  it('have room for every name', () => {
    const [line] = lines(listed({ fileName: `${'长'.repeat(59)}19900001234.csv` }));
    expect(line?.head).toBe(`#37 ${'长'.repeat(59)}1…`);
  });

  it('say so when they are empty', () => {
    expect(noticeWords({ kind: 'status', syncs: [], others: 0 }, false).lines).toEqual([
      '现在没有正在进行或排队的同步。',
    ]);
  });
});

describe('the history', () => {
  const of = (over: Partial<SyncRecord>, pageUrl: string | null = null) =>
    noticeWords({ kind: 'history', pageUrl, syncs: [listed(over)] }, false).list[0];
  const summary = sampleSummary({ courses: ['入门'], firstDay: '2026-05-16', lastDay: '2026-05-16' });

  it('names course and date, and leads to what was done', () => {
    const line = of({ status: 'succeeded', finishedAt, summary });
    expect(line?.head).toBe('#37 入门 2026-05-16 · 名单.csv');
    expect(line?.button).toMatchObject({
      label: '查看',
      press: { kind: 'action', action: { do: 'send_changes' } },
    });
    expect(of({ status: 'succeeded', finishedAt, summary }, 'https://sync.example')?.button).toMatchObject({
      press: { kind: 'open', url: expect.stringMatching(/^https:\/\/sync\.example\/syncs\/\d+$/) },
    });
  });

  it('leads nowhere where there is nothing to see', () => {
    expect(of({})?.button).toBeNull();
  });

  it.each<[Partial<SyncRecord>, string]>([
    [
      { status: 'partial', dryRun: true, finishedAt, summary },
      '预览完成，预计新学员0位，新增0条，0行不能写入',
    ],
    [{ status: 'succeeded', finishedAt, summary, undoneBy: 'x', isUndone: true }, '已撤销'],
  ])('says in a line what %o came to', (over, said) => {
    expect(of(over)?.detail).toBe(`11月24日 10:00，${said}`);
  });
});

describe('the status', () => {
  it('says that others are at work too, and nothing else about them', () => {
    const { lines } = noticeWords({ kind: 'status', syncs: [], others: 2 }, false);
    expect(lines).toEqual([
      '您现在没有正在进行或排队的同步。',
      '另有别人的2个同步正在进行、排队或等待补充。',
    ]);
  });
});

describe('questions', () => {
  it('offer to take a file', () => {
    const { buttons, lines } = noticeWords(
      { kind: 'offer_file', messageId: 'om_1', fileName: '19900001234.csv' },
      false,
    );
    expect(buttons).toMatchObject([
      { label: '同步这个文件', press: { action: { do: 'take_file', messageId: 'om_1' } } },
    ]);
    expect(lines[0]).toBe('199****1234.csv');
  });

  it('ask about an old command, with its time in China', () => {
    const { buttons, lines } = noticeWords({ kind: 'old_command', text: '/rerun 3', sentAt }, false);
    expect(lines[0]).toBe('11月24日 09:05 的命令“/rerun 3”刚刚才送到。为免误操作，还没有执行。');
    expect(buttons).toMatchObject([
      { label: '执行', press: { action: { do: 'run_command', text: '/rerun 3' } } },
    ]);
  });
});

describe('refusals', () => {
  it.each<[BotRefusal, string]>([
    [{ kind: 'not_allowed' }, '您没有使用学员同步的权限。如有需要，请联系本企业的飞书管理员。'],
    [{ kind: 'nothing_to_rerun' }, '这里还没有同步过名单。请先把名单文件发给我。'],
    [{ kind: 'unknown_number', number: 5 }, '没有找到您可以操作的 #5。发送“历史”，可以看到最近的编号。'],
    [{ kind: 'still_running', number: 5 }, '#5 还没有结束，请等它结束后再试。'],
    [{ kind: 'awaits_person', number: 5 }, '#5 正在等人回答。请先在它的卡片上回答或取消。'],
    [{ kind: 'file_deleted' }, '原文件已按保存期限删除，请重新发送。'],
    [{ kind: 'file_gone' }, '聊天里的原文件已被撤回或删除，下载不了。'],
    [{ kind: 'other_target' }, '这次同步属于另一个多维表格、数据表或飞书应用，按现在的配置不能继续。'],
    [
      { kind: 'no_file_in_reply' },
      '请用“回复”引用一个 CSV 或 xlsx 文件，再发送 /sync；也可以把文件私聊发给我。',
    ],
    [
      { kind: 'cannot_read_group', scope: 'im:message.group_msg' },
      '我还没有读取群消息的权限，看不到您回复的文件。请把文件私聊发给我。',
    ],
  ])('%j is one polite sentence, with what to do', (why, sentence) => {
    expect(noticeWords({ kind: 'refused', why }, false).lines[0]).toBe(sentence);
  });

  it('name the scope that an administrator can add', () => {
    const why: BotRefusal = { kind: 'cannot_read_group', scope: 'im:message.group_msg' };
    expect(noticeWords({ kind: 'refused', why }, false).lines[1]).toContain('im:message.group_msg');
  });
});

describe('a card as plain text', () => {
  const notice = (over: Parameters<typeof sampleSync>[0]): Notice => ({
    kind: 'sync',
    view: {
      sync: sampleSync(over),
      report: sampleReport({
        failures: [
          sampleFailure({ line: 51, userId: 'u_1', code: 'missing_date' }),
          sampleFailure({ line: 52, code: 'missing_user_id' }),
        ],
      }),
      queue: sampleQueue(),
      about: null,
      othersAwaitDay: 0,
      baseUrl: 'https://x.feishu.cn/base/b',
      pageUrl: null,
      sandbox: false,
    },
  });

  it('has every fact, and how to do what buttons do', () => {
    const finished = {
      status: 'partial' as const,
      finishedAt: new Date(sentAt),
      summary: sampleSummary({
        rows: 5,
        enrollmentsCreated: 3,
        rowsFailed: 2,
        baseCalls: 9,
        durationMs: 1_000,
      }),
    };
    expect(noticeText(notice(finished), false).split('\n')).toEqual([
      '名单.csv · 新增3条，2行要改',
      '处理完毕！成功创建0位新学员，新增3条学习记录。失败2条。',
      '5行 = 3新增 · 2要改',
      '新学员 0，更新 0，未变 0，新增学习记录 3，已有 0，失败 2',
      '失败的行 · 2行',
      '没有学习日期（1）',
      '没有用户ID（1）',
      '点“下载失败明细”，改好后把它直接发给我；已经写入的不会重复。',
      '用时1.0秒，调用飞书9次',
      '完整的失败明细请到上传页面下载。',
      '在多维表格中查看：https://x.feishu.cn/base/b',
      '每一行的变化请到上传页面查看。',
      '重新同步请发送：/rerun 37',
      '要撤销，请发送：/undo 37',
      '#37 · 名单.csv',
    ]);
  });

  it('says where to answer a question', () => {
    const waiting = { status: 'needs_input' as const, needs: sampleNeeds({ day: true }) };
    expect(noticeText(notice(waiting), false)).toContain('请在上传页面填写后继续。');
  });
});
