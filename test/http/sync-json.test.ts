import { describe, expect, it } from 'vitest';
import { syncJson } from '../../src/http/sync-json.ts';
import { startOf } from '../../src/sync/report-start.ts';
import type { SyncRecord } from '../../src/sync/sync-record.ts';
import type { SyncReport } from '../../src/sync/sync-report.ts';
import {
  sampleFailure,
  sampleNeeds,
  sampleQueue,
  sampleReason,
  sampleReport,
  sampleSummary,
  sampleSync,
  sampleWait,
} from '../wording/sample-sync.ts';

const json = (over: Partial<SyncRecord> = {}, report: SyncReport | null = null, sandbox = false) =>
  syncJson(sampleSync(over), {
    report: report && startOf(report),
    queue: sampleQueue(),
    aboutNumber: 36,
    sandbox,
    baseUrl: 'https://nvc.feishu.cn/base/Base1',
    channel: 'page',
  });

describe('the JSON of a sync', () => {
  it('has every name of the contract from the start, with zeros and nulls', () => {
    expect(json()).toEqual({
      notice: null,
      id: 'b9a7c0de-0000-4000-8000-000000000037',
      number: 37,
      status: 'queued',
      statusText: '已收到',
      news: { title: '已收到 · 名单.csv', tone: 'working', parts: [], split: null, also: null },
      about: { courses: '', days: '' },
      source: 'web',
      askedBy: null,
      fileName: '名单.csv',
      kind: 'sync',
      previewOf: null,
      undoes: null,
      undoneBy: null,
      isUndone: false,
      writtenBy: null,
      writes: null,
      rerunLabel: '重新同步',
      canUndo: false,
      undo: null,
      doubts: [],
      dryRun: false,
      rerunOf: null,
      createdAt: '2026-11-24T02:00:00.000Z',
      finishedAt: null,
      progress: { phase: 'waiting', done: 0, total: 0 },
      cancelRequested: false,
      waiting: null,
      summary: {
        rows: 0,
        learnersCreated: 0,
        learnersUpdated: 0,
        learnersUnchanged: 0,
        enrollmentsCreated: 0,
        enrollmentsSkipped: 0,
        enrollmentsLinked: 0,
        enrollmentsUpdated: 0,
        rowsNotEnrolled: 0,
        courses: [],
        firstDay: null,
        lastDay: null,
        rowsFailed: 0,
        warnings: 0,
        asBefore: { failures: 0, warnings: 0 },
        baseCalls: 0,
        durationMs: 0,
      },
      said: { course: null, date: null, fill: { course: null, date: null } },
      needs: null,
      failures: [],
      failuresTotal: 0,
      failureGroups: [],
      lacking: { course: 0, date: 0, both: 0 },
      warnings: [],
      notEnrolled: [],
      error: null,
      needsAdministrator: false,
      sentences: ['排队中，马上开始。'],
      queuedBefore: 0,
      canAddUnderNewDate: false,
      underNewDate: 0,
      canGoOn: false,
      baseUrl: 'https://nvc.feishu.cn/base/Base1',
    });
  });

  it('says why a sync waits, and when it is tried again; it stays queued, as far as it was', () => {
    const progress = { phase: 'backing_off', done: 120, total: 300 } as const;
    const sync = json({ lastWait: sampleWait(), progress });
    expect(sync).toMatchObject({
      status: 'queued',
      statusText: '等待飞书恢复',
      waiting: {
        since: '2026-11-24T02:03:00.000Z',
        nextTryAt: '2026-11-24T02:21:00.000Z',
        code: 'feishu_unreachable',
      },
      progress,
      error: null,
      finishedAt: null,
    });
    expect(sync.sentences[0]).toBe('飞书暂时连不上，恢复后自动继续，已等12分钟。');
  });

  it.each(['running', 'needs_input', 'succeeded', 'failed'] as const)(
    'says of a sync that is %s that it does not wait any more',
    (status) => {
      expect(json({ status, lastWait: sampleWait() }).waiting).toBeNull();
    },
  );

  it('names a file whose sender gave it no name', () => {
    expect(json({ fileName: '' }).fileName).toBe('未命名文件');
  });

  it('begins with the notice in sandbox mode', () => {
    const [first] = Object.entries(json({}, null, true));
    expect(first).toEqual(['notice', '演示模式，未写入真实飞书']);
  });

  it('names what is needed while it waits, with proposal and suggestions', () => {
    const needs = sampleNeeds({
      course: true,
      day: true,
      proposedCourse: '共情倾听',
      knownCourses: ['非暴力沟通入门'],
      confirm: [sampleReason('empty_learner_table')],
    });
    expect(json({ status: 'needs_input', needs }).needs).toEqual({
      course: true,
      date: true,
      proposedCourse: '共情倾听',
      proposedDate: null,
      confirm: {
        reasons: [
          {
            code: 'empty_learner_table',
            figures: {},
            examples: [],
            sentence: expect.stringContaining('学员总表'),
          },
        ],
        text: expect.stringContaining('学员总表'),
        label: '确认并继续',
      },
      courses: ['非暴力沟通入门'],
      similar: [],
      sheets: [],
      column: null,
    });
    expect(json({ status: 'running', needs }).needs).toBeNull();
  });

  it('shows the first 1,000 failures and warnings, and says how many failed', () => {
    const lines = Array.from({ length: 1200 }, (_, index) => index + 2);
    const report = sampleReport({
      summary: sampleSummary({ rowsFailed: 1200 }),
      failures: lines.map((line) =>
        sampleFailure({ line, userId: 'u_1', nickname: '甲', code: 'invalid_date', value: '上周五' }),
      ),
      warnings: lines.map((line) => ({ line, sheet: null, userId: 'u_1', code: 'phone_masked' })),
    });
    const { failures, failuresTotal, warnings } = json({ status: 'failed', summary: report.summary }, report);
    expect([failures.length, failuresTotal, warnings.length]).toEqual([1000, 1200, 1000]);
    expect(failures[0]).toEqual({
      line: 2,
      sheet: null,
      userId: 'u_1',
      nickname: '甲',
      code: 'invalid_date',
      value: '上周五',
      reason: '学习日期看不懂，或者没有这一天',
      hint: '请写成 2026-05-16 这样',
      asBefore: false,
    });
    expect(warnings[0]).toEqual({
      line: 2,
      sheet: null,
      userId: 'u_1',
      code: 'phone_masked',
      topic: '手机号带星号',
      reason: expect.stringContaining('手机号'),
      asBefore: false,
    });
  });

  it('counts failed rows by their reason, those of most rows first, without what is known from before', () => {
    const failures = [
      sampleFailure({ line: 2, code: 'missing_date' }),
      sampleFailure({ line: 3, code: 'missing_course', firstLine: 2 }),
      ...Array.from({ length: 1_500 }, (_, index) =>
        sampleFailure({ line: 4 + index, code: 'missing_course' }),
      ),
      sampleFailure({ line: 2_000, code: 'missing_user_id', asBefore: true }),
    ];
    expect(json({}, sampleReport({ failures })).failureGroups).toEqual([
      { code: 'missing_course', reason: '没有课程名称', hint: '请补上课程名称', count: 1_501 },
      { code: 'missing_date', reason: '没有学习日期', hint: '请补上学习日期', count: 1 },
    ]);
  });

  it('counts all failed rows for which a person can say what they lack, by what that is', () => {
    const failures = [
      sampleFailure({ line: 2, code: 'missing_date', lacks: 'day' }),
      sampleFailure({ line: 3, code: 'missing_course', lacks: 'course_and_day' }),
      sampleFailure({ line: 4, code: 'missing_course', lacks: 'course_and_day', asBefore: true }),
      // Something else is wrong with it, too.
      sampleFailure({ line: 5, code: 'missing_course' }),
    ];
    expect(json({}, sampleReport({ failures })).lacking).toEqual({ course: 0, date: 1, both: 2 });
  });

  it('says what people have said about a file, and about rows that lack it', () => {
    const input = { course: '入门', day: null, addUnderNewDate: false, confirmed: [] };
    expect(json({ input: { ...input, fill: { course: null, day: '2026-05-16' } } }).said).toEqual({
      course: '入门',
      date: null,
      fill: { course: null, date: '2026-05-16' },
    });
  });

  it('says which rows people know from before', () => {
    const report = sampleReport({
      failures: [sampleFailure({ line: 2, code: 'missing_date', asBefore: true })],
      warnings: [{ line: 3, sheet: null, userId: 'u_1', code: 'phone_masked', asBefore: true }],
    });
    const summary = sampleSummary({ asBefore: { failures: 1, warnings: 1 } });
    const { failures, warnings, summary: shown } = json({ status: 'partial', summary }, report);
    expect([failures[0]?.asBefore, warnings[0]?.asBefore]).toEqual([true, true]);
    expect(shown.asBefore).toEqual({ failures: 1, warnings: 1 });
  });

  it('keeps the number of failures when their rows have been deleted', () => {
    expect(json({ status: 'partial', summary: sampleSummary({ rowsFailed: 3 }) })).toMatchObject({
      failures: [],
      failuresTotal: 3,
    });
  });

  it('explains an error under its code', () => {
    const refusal = { code: 'columns_missing' as const, missing: ['用户ID'], found: ['昵称'], sheets: [] };
    expect(json({ status: 'failed', error: { kind: 'file', refusal } }).error).toEqual({
      code: 'columns_missing',
      message: expect.stringContaining('用户ID'),
      hint: expect.stringContaining('ROSTER_COLUMNS'),
    });
  });
});

it.each([
  ['a scope is missing', { kind: 'stopped', code: 'missing_scope', details: {} }, true],
  ['the service is at fault', { kind: 'stopped', code: 'internal', details: {} }, true],
  ['Feishu is busy', { kind: 'stopped', code: 'feishu_busy', details: {} }, false],
  ['the file is empty', { kind: 'file', refusal: { code: 'empty_file' } }, false],
] as const)('says whether an administrator is needed where %s', (_, error, needsAdministrator) => {
  expect(json({ status: 'failed', error }).needsAdministrator).toBe(needsAdministrator);
});

it('tells of a sync that ended early that it can go on, and what it was about', () => {
  const scope = { courses: ['入门'], firstDay: '2026-05-16', lastDay: '2026-05-18' };
  const summary = sampleSummary({
    ...scope,
    rows: 800,
    rowsFailed: 490,
    rowsInDoubt: 10,
    rowsNotWritten: 480,
  });
  const error = { kind: 'stopped', code: 'feishu_busy', details: {} } as const;
  expect(
    json({ status: 'failed', finishedAt: new Date('2026-11-24T02:05:00Z'), error, summary }),
  ).toMatchObject({ canGoOn: true, about: { courses: '入门', days: '2026-05-16 至 2026-05-18' } });
});

describe('仍按新日期新增 is offered', () => {
  const summary = sampleSummary({ enrollmentsOtherDate: 4 });
  const asked = { course: null, day: '2026-05-23', addUnderNewDate: true, confirmed: [] };

  it.each<[string, Partial<SyncRecord>, boolean]>([
    ['where rows were skipped for another date', { status: 'succeeded', summary }, true],
    ['also where some rows failed', { status: 'partial', summary }, true],
    ['not where none was', { status: 'succeeded', summary: sampleSummary() }, false],
    ['not after a preview', { status: 'succeeded', summary, dryRun: true }, false],
    ['not again', { status: 'succeeded', summary, input: asked }, false],
    ['not after a stop', { status: 'failed', summary }, false],
  ])('%s', (_name, over, offered) => {
    expect(json(over)).toMatchObject({ canAddUnderNewDate: offered, underNewDate: offered ? 4 : 0 });
  });
});
