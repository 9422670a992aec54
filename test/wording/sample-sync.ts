import type { AskedReason } from '../../src/sync/asked-reason.ts';
import type { QueueView } from '../../src/sync/queue/queue-view.ts';
import { nothingNeeded, type SyncNeeds, type SyncRecord, type SyncWait } from '../../src/sync/sync-record.ts';
import type { RowFailure, SyncReport, SyncSummary } from '../../src/sync/sync-report.ts';

/** A queued sync, with what a test is about put over it. */
export function sampleSync(over: Partial<SyncRecord> = {}): SyncRecord {
  return {
    id: 'b9a7c0de-0000-4000-8000-000000000037',
    number: 37,
    uploadId: 'b9a7c0de-0000-4000-8000-000000000037',
    kind: 'sync',
    rerunOf: null,
    previewOf: null,
    undoes: null,
    undoneBy: null,
    isUndone: false,
    writtenBy: null,
    source: 'web',
    origin: null,
    askedBy: null,
    fileId: 'f11e',
    fileName: '名单.csv',
    dryRun: false,
    input: { course: null, day: null, addUnderNewDate: false, confirmed: [] },
    target: {
      domain: 'https://open.feishu.cn',
      appId: 'cli_a',
      baseToken: 'bascn',
      tables: '学员总表/学习记录表',
    },
    status: 'queued',
    progress: { phase: 'waiting', done: 0, total: 0 },
    needs: null,
    summary: null,
    error: null,
    lastWait: null,
    cancelRequested: false,
    createdAt: new Date('2026-11-24T02:00:00Z'),
    finishedAt: null,
    ...over,
  };
}

/** The queue around it, a quarter of an hour after it came. */
export function sampleQueue(over: Partial<QueueView> = {}): QueueView {
  return { before: 0, held: false, leftToOthers: false, now: Date.UTC(2026, 10, 24, 2, 15), ...over };
}

/** A wait that began three minutes after the sync came. */
export function sampleWait(over: Partial<SyncWait> = {}): SyncWait {
  const since = Date.UTC(2026, 10, 24, 2, 3);
  const setAt = Date.UTC(2026, 10, 24, 2, 11);
  return {
    code: 'feishu_unreachable',
    details: {},
    since,
    setAt,
    nextTryAt: setAt + 10 * 60_000,
    count: 4,
    waitedMs: { feishu_unreachable: 480_000 },
    ...over,
  };
}

export function sampleSummary(over: Partial<SyncSummary> = {}): SyncSummary {
  return {
    rows: 0,
    learnersCreated: 0,
    learnersUpdated: 0,
    learnersUnchanged: 0,
    enrollmentsCreated: 0,
    enrollmentsSkipped: 0,
    enrollmentsRepeated: 0,
    enrollmentsOtherDate: 0,
    courses: [],
    firstDay: null,
    lastDay: null,
    enrollmentsLinked: 0,
    enrollmentsUpdated: 0,
    rowsNotEnrolled: 0,
    rowsFailed: 0,
    rowsInDoubt: 0,
    warnings: 0,
    footers: { count: 0, texts: [] },
    baseCalls: 0,
    durationMs: 0,
    ...over,
  };
}

export function sampleNeeds(over: Partial<SyncNeeds> = {}): SyncNeeds {
  return { ...nothingNeeded, ...over };
}

/** A failed row of a file with one table. */
export function sampleFailure(over: Pick<RowFailure, 'line' | 'code'> & Partial<RowFailure>): RowFailure {
  return { sheet: null, userId: null, nickname: '', value: null, ...over };
}

export function sampleReport(over: Partial<SyncReport> = {}): SyncReport {
  return { summary: sampleSummary(), failures: [], warnings: [], notEnrolled: [], file: null, ...over };
}

/** One doubt of each kind. */
export const sampleReasons: readonly AskedReason[] = [
  {
    code: 'many_updates',
    figures: { known: 200, learners: 90, nicknames: 90, phones: 80 },
    examples: ['小雨 → 13800001111'],
  },
  { code: 'columns_swapped', figures: { rows: 30, swapped: 28 }, examples: ['13800001111 / 小雨'] },
  { code: 'odd_ids', figures: { ids: 41, odd: 40 }, examples: ['1001'] },
  {
    code: 'course_similar',
    figures: { course: '非暴力沟通人门', similar: '非暴力沟通入门', rows: 41, sameDay: 0 },
    examples: [],
  },
  { code: 'date_far', figures: { day: '2016-05-16', days: -3845 }, examples: [] },
  {
    code: 'same_file_before',
    figures: { number: 36, course: '深化', day: '2026-05-16', enrollments: 41 },
    examples: [],
  },
  { code: 'new_zone', figures: { before: 'Asia/Shanghai', now: 'Asia/Tokyo' }, examples: [] },
  { code: 'empty_learner_table', figures: {}, examples: [] },
  { code: 'restored_journal', figures: {}, examples: [] },
  { code: 'plan_changed', figures: { rows: 2, cells: 1 }, examples: ['u_1'] },
  {
    code: 'undo',
    figures: { enrollments: 41, learners: 12, cells: 3, links: 1, laterSyncs: 2 },
    examples: [],
  },
  { code: 'always', figures: { learners: 12, enrollments: 41, cells: 3 }, examples: [] },
];

/** One doubt of this kind. */
export function sampleReason(code: AskedReason['code']): AskedReason {
  const reason = sampleReasons.find((sample) => sample.code === code);
  if (reason === undefined) throw new Error(`no sample of ${code}`);
  return reason;
}
