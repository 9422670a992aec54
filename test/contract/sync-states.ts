import type {
  FinishedSync,
  OperatorInput,
  SyncNeeds,
  SyncStatus,
  SyncWait,
} from '../../src/sync/sync-record.ts';
import type { SyncReport } from '../../src/sync/sync-report.ts';
import type { SyncStore } from '../../src/sync/sync-store.ts';
import { minuteOf } from './store-place.ts';

export const needs: SyncNeeds = {
  course: true,
  day: true,
  proposedCourse: '非暴力沟通入门',
  knownCourses: ['NVC 工作坊'],
  confirm: [{ code: 'empty_learner_table', figures: {}, examples: [] }],
  sheets: [{ name: '第12期', rows: 3, proposed: true }],
  idColumn: { title: '学员编号', titleRow: '学员编号\n昵称' },
};

export const report: SyncReport = {
  summary: {
    rows: 3,
    learnersCreated: 1,
    learnersUpdated: 0,
    learnersUnchanged: 1,
    enrollmentsCreated: 1,
    enrollmentsSkipped: 1,
    enrollmentsRepeated: 0,
    enrollmentsOtherDate: 0,
    courses: [],
    firstDay: null,
    lastDay: null,
    enrollmentsLinked: 0,
    enrollmentsUpdated: 0,
    rowsNotEnrolled: 1,
    rowsFailed: 1,
    rowsInDoubt: 0,
    warnings: 1,
    footers: { count: 1, texts: ['合计 3人'] },
    baseCalls: 7,
    durationMs: 1_234,
  },
  failures: [
    { line: 4, sheet: '第12期', userId: null, nickname: '甲', code: 'missing_user_id', value: null },
  ],
  warnings: [{ line: 2, sheet: null, code: 'phone_masked', userId: 'u_1' }],
  notEnrolled: [{ line: 3, sheet: null, userId: 'u_2', nickname: '乙', code: 'refunded', value: '已退款' }],
  file: {
    sheets: [{ name: '第12期', rows: 3, read: true }],
    headerLine: 1,
    columns: [{ title: '用户ID', field: '用户ID' }],
    skipped: { beforeHeader: 0, footers: [{ line: 9, text: '合计 3人' }], blank: 2, hidden: 0 },
  },
};

export const partial: FinishedSync = { status: 'partial', report, changes: null, error: null };
export const stopped: FinishedSync = {
  status: 'failed',
  report: null,
  changes: null,
  error: { kind: 'stopped', code: 'table_missing', details: { table: '学员总表' } },
};

/** A wait that was decided in minute `setAt`, until minute `nextTryAt`. */
export function waitFor({ setAt = 1, nextTryAt = 2, ...wait }: Partial<SyncWait> = {}): SyncWait {
  return {
    code: 'feishu_busy',
    details: { lines: ['2', '3'], sync: 4 },
    since: 0,
    count: 2,
    waitedMs: { feishu_busy: 60_000 },
    ...wait,
    setAt: minuteOf(setAt).getTime(),
    nextTryAt: minuteOf(nextTryAt).getTime(),
  };
}

/** Brings the sync `id` into a status, by the way it gets there in practice. */
export const into: Record<SyncStatus, (syncs: SyncStore, id: string) => Promise<unknown>> = {
  queued: async () => {},
  running: async (syncs, id) => {
    await syncs.start(id);
  },
  needs_input: async (syncs, id) => {
    await syncs.start(id);
    await syncs.waitForInput(id, needs, null);
  },
  canceled: (syncs, id) => syncs.requestCancel(id, minuteOf(1)),
  succeeded: (syncs, id) => syncs.finish(id, { ...partial, status: 'succeeded' }, minuteOf(1)),
  partial: (syncs, id) => syncs.finish(id, partial, minuteOf(1)),
  failed: (syncs, id) => syncs.finish(id, stopped, minuteOf(1)),
};

export function said(input: Partial<OperatorInput>): OperatorInput {
  return { course: null, day: null, addUnderNewDate: false, confirmed: [], ...input };
}
