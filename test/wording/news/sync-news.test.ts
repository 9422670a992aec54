import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import type { SyncSummary } from '../../../src/sync/sync-report.ts';
import { syncNews } from '../../../src/wording/news/sync-news.ts';
import { sampleNeeds, sampleReason, sampleReasons, sampleSummary, sampleSync } from '../sample-sync.ts';

const newsOf = (over: Partial<SyncRecord>, around = { before: 0, aboutNumber: null as number | null }) =>
  syncNews(sampleSync(over), around);

const finishedAt = new Date('2026-11-24T02:05:00Z');
const scope = { courses: ['非暴力沟通入门'], firstDay: '2026-05-16', lastDay: '2026-05-16' };

/** A sync that went through its file. */
function ended(summary: Partial<SyncSummary>, over: Partial<SyncRecord> = {}) {
  return newsOf({
    status: 'succeeded',
    finishedAt,
    summary: sampleSummary({ ...scope, ...summary }),
    ...over,
  });
}

const usual = { rows: 63, enrollmentsCreated: 8, enrollmentsSkipped: 52, rowsNotEnrolled: 2, rowsFailed: 1 };

describe('the news of a sync that went through its file', () => {
  it('are what is new, what became of each row, and what else has changed', () => {
    expect(ended({ ...usual, learnersUpdated: 1 }, { status: 'partial' })).toEqual({
      title: '《非暴力沟通入门》5月16日 · 新增8条，1行要改',
      tone: 'act',
      parts: [
        { kind: 'new', count: 8, word: '新增' },
        { kind: 'existing', count: 52, word: '已有' },
        { kind: 'not_enrolled', count: 2, word: '退款' },
        { kind: 'to_mend', count: 1, word: '要改' },
      ],
      split: '63行 = 8新增 · 52已有 · 2退款 · 1要改',
      also: '另改了1人资料',
    });
  });

  it.each<[string, Partial<SyncSummary>, string]>([
    ['one day', { firstDay: '2026-05-16', lastDay: '2026-05-16' }, '《非暴力沟通入门》5月16日'],
    ['days of a month', { firstDay: '2026-05-16', lastDay: '2026-05-18' }, '《非暴力沟通入门》5月16日至18日'],
    [
      'days of two months',
      { firstDay: '2026-05-30', lastDay: '2026-06-01' },
      '《非暴力沟通入门》5月30日至6月1日',
    ],
    ['another year', { firstDay: '2025-05-16', lastDay: '2025-05-16' }, '《非暴力沟通入门》2025年5月16日'],
    [
      'two years',
      { firstDay: '2025-12-30', lastDay: '2026-01-02' },
      '《非暴力沟通入门》2025年12月30日至2026年1月2日',
    ],
    ['several courses', { courses: ['入门', '深化', '陪伴'] }, '《入门》等3门5月16日'],
    ['a very long course', { courses: ['长'.repeat(40)] }, `《${'长'.repeat(30)}…》5月16日`],
  ])('name %s', (_, over, subject) => {
    expect(ended({ rows: 1, enrollmentsCreated: 1, ...over }).title).toBe(`${subject} · 新增1条`);
  });

  it.each<[string, Partial<SyncSummary>, Partial<SyncRecord>, string, string]>([
    ['all is there', { rows: 52, enrollmentsSkipped: 52 }, {}, '没有新的报名', 'quiet'],
    [
      'refunds and warnings',
      { rows: 3, enrollmentsCreated: 1, rowsNotEnrolled: 2, warnings: 4 },
      {},
      '新增1条',
      'quiet',
    ],
    ['a thousand', { rows: 1234, enrollmentsCreated: 1234 }, {}, '新增1,234条', 'quiet'],
    [
      'nothing new, a row to mend',
      { rows: 2, enrollmentsSkipped: 1, rowsFailed: 1 },
      { status: 'partial' },
      '没有新增，1行要改',
      'act',
    ],
    [
      'a row in doubt',
      { rows: 2, enrollmentsCreated: 1, rowsFailed: 1, rowsInDoubt: 1 },
      { status: 'partial' },
      '新增1条，1行待核对',
      'act',
    ],
    [
      'nothing went in',
      { rows: 2, rowsFailed: 2 },
      { status: 'failed' },
      '没有新增，2行要改',
      'nothing_written',
    ],
    [
      'the same as last time',
      { rows: 2, enrollmentsCreated: 1, rowsFailed: 1, asBefore: { failures: 1, warnings: 0 } },
      { status: 'partial' },
      '新增1条',
      'quiet',
    ],
    ['taken back', { rows: 2, enrollmentsCreated: 2 }, { isUndone: true, undoneBy: 'x' }, '已撤销', 'quiet'],
  ])('with %s', (_, summary, over, said, tone) => {
    expect(ended(summary, over)).toMatchObject({ title: `《非暴力沟通入门》5月16日 · ${said}`, tone });
  });

  it('say nothing of what has not changed', () => {
    expect(ended({ rows: 1, enrollmentsSkipped: 1 })).toMatchObject({ split: '1行 = 1已有', also: null });
  });

  it('keep repeated and linked rows apart', () => {
    const summary = {
      rows: 6,
      enrollmentsSkipped: 5,
      enrollmentsRepeated: 2,
      enrollmentsLinked: 1,
      enrollmentsUpdated: 3,
    };
    expect(ended(summary)).toMatchObject({
      split: '6行 = 1补上关联 · 3已有 · 2重复',
      also: '另改了3条已有的学习记录',
    });
  });
});

describe('the news of a preview', () => {
  const preview = (summary: Partial<SyncSummary>, over: Partial<SyncRecord> = {}) =>
    ended(summary, { dryRun: true, ...over });

  it('are what would happen', () => {
    expect(preview({ ...usual, learnersUpdated: 1 }, { status: 'partial' })).toMatchObject({
      title: '预览 · 《非暴力沟通入门》5月16日 · 将新增8条，1行要改',
      tone: 'act',
      split: '63行 = 8将新增 · 52已有 · 2退款 · 1要改',
      also: '另将改1人资料',
    });
  });

  it.each<[string, Partial<SyncSummary>, Partial<SyncRecord>, string, string]>([
    ['nothing new', { rows: 1, enrollmentsSkipped: 1 }, {}, '没有新的报名', 'quiet'],
    [
      'nothing that could be written',
      { rows: 1, rowsFailed: 1 },
      { status: 'failed' },
      '没有可新增的，1行要改',
      'act',
    ],
    ['a sync that writes it', { rows: 1, enrollmentsCreated: 1 }, { writtenBy: 'x' }, '已拿去写入', 'quiet'],
  ])('with %s', (_, summary, over, said, tone) => {
    expect(preview(summary, over)).toMatchObject({
      title: `预览 · 《非暴力沟通入门》5月16日 · ${said}`,
      tone,
    });
  });
});

describe('the news of a sync that ended early', () => {
  const stopped = {
    status: 'failed',
    error: { kind: 'stopped', code: 'feishu_busy', details: {} },
  } as const satisfies Partial<SyncRecord>;
  const half = { rows: 800, enrollmentsCreated: 310, rowsFailed: 490, rowsInDoubt: 10, rowsNotWritten: 480 };

  it('are what is written and what is left', () => {
    expect(ended(half, stopped)).toMatchObject({
      title: '《非暴力沟通入门》5月16日 · 中断，已新增310条，还差490条',
      tone: 'act',
      split: '800行 = 310新增 · 10待核对 · 480未写入',
    });
  });

  it.each<[string, Partial<SyncRecord>, string, string]>([
    [
      'stopped before anything was written',
      { ...stopped, finishedAt },
      '没有写入 · 飞书一直繁忙，试了多次都没有成功',
      'nothing_written',
    ],
    [
      'a preview was stopped',
      { ...stopped, finishedAt, dryRun: true },
      '预览没有完成 · 飞书一直繁忙，试了多次都没有成功',
      'nothing_written',
    ],
    [
      'the file was refused',
      { status: 'failed', finishedAt, error: { kind: 'file', refusal: { code: 'empty_file' } } },
      '没有写入 · 文件是空的',
      'nothing_written',
    ],
    ['canceled', { status: 'canceled', finishedAt }, '名单.csv · 已取消', 'quiet'],
  ])('%s', (_, over, title, tone) => {
    expect(newsOf(over)).toMatchObject({ title, tone, parts: [], split: null, also: null });
  });

  it('canceled half way', () => {
    expect(ended(half, { status: 'canceled' })).toMatchObject({
      title: '《非暴力沟通入门》5月16日 · 已取消，已新增310条，还差490条',
      tone: 'quiet',
    });
  });
});

describe('the news of a sync that is not over', () => {
  it.each<[Partial<SyncRecord>, string]>([
    [{ status: 'queued' }, '已收到 · 名单.csv'],
    [{ status: 'running' }, '正在处理 · 名单.csv'],
    [{ status: 'running', dryRun: true }, '正在预览 · 名单.csv'],
    [{ status: 'running', cancelRequested: true }, '正在取消 · 名单.csv'],
    [
      {
        status: 'running',
        input: { course: '入门', day: '2026-05-16', addUnderNewDate: false, confirmed: [] },
      },
      '正在处理 · 《入门》5月16日',
    ],
  ])('%j', (over, title) => {
    expect(newsOf(over)).toEqual({ title, tone: 'working', parts: [], split: null, also: null });
  });

  it.each([
    [{ course: true }, '等您选课程 · 名单.csv'],
    [{ day: true }, '等您选学习日期 · 名单.csv'],
    [{ course: true, day: true }, '等您选课程和学习日期 · 名单.csv'],
    [
      { sheets: [{ name: '第12期', rows: 3, proposed: true }], course: true, day: true },
      '等您选工作表、课程和学习日期 · 名单.csv',
    ],
    [
      { idColumn: { title: '学员编号', titleRow: '学员编号' }, course: true },
      '请看一眼：“学员编号”是用户ID吗？',
    ],
    [{ confirm: [sampleReason('many_updates')] }, '请看一眼：会改掉90位已有学员的资料'],
    [
      { confirm: [sampleReason('course_similar'), sampleReason('date_far')] },
      '请看一眼：课程是《非暴力沟通人门》还是《非暴力沟通入门》，另有1处',
    ],
  ])('asks for %j', (needs, title) => {
    expect(newsOf({ status: 'needs_input', needs: sampleNeeds(needs) })).toMatchObject({
      title,
      tone: 'act',
    });
  });

  it.each(sampleReasons.map((reason) => [reason.code, reason] as const))(
    'has a title for %s',
    (_, reason) => {
      const { title } = newsOf({ status: 'needs_input', needs: sampleNeeds({ confirm: [reason] }) });
      expect(title).toMatch(/^请看一眼：.{4,40}$/);
    },
  );
});

describe('the news of an undo', () => {
  const undo = (over: Partial<SyncRecord>) =>
    newsOf({ kind: 'undo', undoes: 'x', ...over }, { before: 0, aboutNumber: 36 });
  const counts = (undone: number, kept: number, failed: number) => ({
    finishedAt,
    summary: sampleSummary({ ...scope, undo: { undone, kept, failed, reasons: {} } }),
  });

  it.each<[string, Partial<SyncRecord>, string, string]>([
    ['is at work', { status: 'running' }, '撤销 #36 · 正在撤销', 'working'],
    [
      'asks',
      { status: 'needs_input', needs: sampleNeeds({ confirm: [sampleReason('undo')] }) },
      '请确认：撤销 #36',
      'act',
    ],
    ['took all back', { status: 'succeeded', ...counts(41, 0, 0) }, '撤销 #36 · 已撤销41处', 'quiet'],
    [
      'left something',
      { status: 'succeeded', ...counts(41, 2, 0) },
      '撤销 #36 · 已撤销41处，保留2处',
      'quiet',
    ],
    [
      'could not do all',
      { status: 'partial', ...counts(41, 0, 1) },
      '撤销 #36 · 已撤销41处，1处没有撤销',
      'act',
    ],
    ['was canceled', { status: 'canceled', ...counts(0, 0, 0) }, '撤销 #36 · 已取消', 'quiet'],
    [
      'was stopped',
      { status: 'failed', error: { kind: 'stopped', code: 'feishu_busy', details: {} }, ...counts(0, 0, 0) },
      '撤销 #36 · 中断，没有撤销',
      'nothing_written',
    ],
  ])('that %s', (_, over, title, tone) => {
    expect(undo(over)).toMatchObject({ title, tone, parts: [], split: null, also: null });
  });

  it('names no number that it does not know', () => {
    expect(newsOf({ kind: 'undo', status: 'running' }).title).toBe('撤销 · 正在撤销');
  });
});

it('counts every row once, whatever came of it', () => {
  const count = fc.nat(60_000);
  const counts = fc.record({
    created: count,
    linked: count,
    existing: count,
    repeated: count,
    refunded: count,
    faulty: count,
    inDoubt: count,
    notWritten: count,
  });
  fc.assert(
    fc.property(counts, fc.boolean(), (c, dryRun) => {
      const rowsFailed = c.faulty + c.inDoubt + c.notWritten;
      const rows = c.created + c.linked + c.existing + c.repeated + c.refunded + rowsFailed;
      const { parts } = ended(
        {
          rows,
          rowsFailed,
          enrollmentsCreated: c.created,
          enrollmentsLinked: c.linked,
          enrollmentsSkipped: c.existing + c.repeated,
          enrollmentsRepeated: c.repeated,
          rowsNotEnrolled: c.refunded,
          rowsInDoubt: c.inDoubt,
          rowsNotWritten: c.notWritten,
        },
        { dryRun },
      );
      expect(parts.reduce((sum, part) => sum + part.count, 0)).toBe(rows);
      expect(parts.every((part) => part.count > 0)).toBe(true);
    }),
  );
});
