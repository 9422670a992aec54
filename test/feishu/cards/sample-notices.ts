import type { Notice, SyncView } from '../../../src/bot/notice.ts';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import { sampleDigest } from '../../wording/sample-digest.ts';
import {
  sampleNeeds,
  sampleQueue,
  sampleReason,
  sampleSummary,
  sampleSync,
} from '../../wording/sample-sync.ts';

const syncId = 'b9a7c0de-0000-4000-8000-000000000037';

export function viewOf(sync: Partial<SyncRecord>, over: Partial<SyncView> = {}): SyncView {
  const asked = {
    chatId: 'oc_1',
    messageId: 'om_1',
    openId: 'ou_84aad35d084aa403a838cf73ee18467',
    file: null,
  };
  return {
    sync: sampleSync({
      id: syncId,
      source: 'bot',
      origin: asked,
      fileName: '《非暴力沟通入门》名单.csv',
      ...sync,
    }),
    about: null,
    report: null,
    queue: sampleQueue(),
    baseUrl: 'https://example.feishu.cn/base/bascn',
    pageUrl: null,
    sandbox: false,
    ...over,
  };
}

const finishedAt = new Date('2026-11-24T02:00:08Z');
const given = { course: '非暴力沟通入门', day: '2026-11-20', addUnderNewDate: false, confirmed: [] };
const some = sampleSummary({
  rows: 300,
  learnersCreated: 23,
  learnersUpdated: 4,
  learnersUnchanged: 196,
  enrollmentsCreated: 288,
  enrollmentsSkipped: 12,
  baseCalls: 9,
  durationMs: 8_200,
});

export const partialView = viewOf(
  {
    status: 'partial',
    finishedAt,
    input: given,
    summary: { ...some, enrollmentsSkipped: 0, rowsFailed: 12 },
  },
  {
    report: {
      summary: some,
      failures: Array.from({ length: 12 }, (_, index) => ({
        line: 51 + index,
        sheet: null,
        userId: index === 0 ? null : `u_5f3a_${index}`,
        nickname: `学员${index}`,
        value: index === 0 ? null : '上周五',
        code: index === 0 ? 'missing_user_id' : 'invalid_date',
      })),
      warnings: [{ line: 10, sheet: null, code: 'phone_masked', userId: 'u_5f3a_10' }],
      notEnrolled: [],
      file: null,
    },
  },
);

const syncs: Record<string, SyncView> = {
  received: viewOf({}),
  queued: viewOf({}, { queue: sampleQueue({ before: 2 }) }),
  running: viewOf({
    status: 'running',
    progress: { phase: 'writing_enrollments', done: 120, total: 300 },
  }),
  canceling: viewOf({ status: 'running', cancelRequested: true }),
  'needs-both': viewOf({
    status: 'needs_input',
    needs: sampleNeeds({
      course: true,
      day: true,
      proposedCourse: '非暴力沟通入门',
      knownCourses: ['非暴力沟通入门', '倾听工作坊'],
    }),
  }),
  'needs-sheets': viewOf({
    status: 'needs_input',
    needs: sampleNeeds({
      sheets: [
        { name: '第12期', rows: 40, proposed: true },
        { name: '退款名单', rows: 3, proposed: false },
      ],
    }),
  }),
  'needs-confirmation': viewOf({
    status: 'needs_input',
    needs: sampleNeeds({ confirm: [sampleReason('empty_learner_table')] }),
  }),
  'needs-course': viewOf({
    status: 'needs_input',
    needs: sampleNeeds({ confirm: [sampleReason('course_similar'), sampleReason('date_far')] }),
  }),
  succeeded: viewOf({ status: 'succeeded', finishedAt, input: given, summary: some }),
  'other-date': viewOf({
    status: 'succeeded',
    finishedAt,
    input: given,
    summary: { ...some, enrollmentsCreated: 0, enrollmentsSkipped: 300, enrollmentsOtherDate: 300 },
  }),
  partial: partialView,
  'as-before': viewOf(
    {
      status: 'partial',
      finishedAt,
      input: given,
      summary: { ...some, enrollmentsSkipped: 11, rowsFailed: 1, asBefore: { failures: 1, warnings: 1 } },
    },
    {
      report: {
        summary: some,
        failures: [
          {
            ...{ line: 51, sheet: null, userId: 'u_5f3a_1', nickname: '学员1' },
            ...{ code: 'invalid_date', value: '上周五', asBefore: true },
          },
        ],
        warnings: [{ line: 10, sheet: null, code: 'phone_masked', userId: 'u_5f3a_10', asBefore: true }],
        notEnrolled: [],
        file: null,
      },
    },
  ),
  stopped: viewOf({
    status: 'failed',
    finishedAt,
    summary: { ...some, enrollmentsCreated: 100 },
    error: { kind: 'stopped', code: 'not_collaborator', details: {} },
  }),
  refused: viewOf({
    status: 'failed',
    finishedAt,
    error: { kind: 'file', refusal: { code: 'other_format', format: 'image' } },
  }),
  canceled: viewOf({ status: 'canceled', finishedAt }),
  previewed: viewOf(
    { status: 'partial', dryRun: true, finishedAt, input: given, summary: { ...some, rowsFailed: 12 } },
    { report: partialView.report },
  ),
  undone: viewOf({
    status: 'succeeded',
    finishedAt,
    input: given,
    summary: some,
    undoneBy: 'x',
    isUndone: true,
  }),
  'undo-asks': viewOf(
    { kind: 'undo', status: 'needs_input', needs: sampleNeeds({ confirm: [sampleReason('undo')] }) },
    { about: sampleSync({ number: 36 }) },
  ),
  sandbox: viewOf({ status: 'succeeded', finishedAt, summary: some }, { sandbox: true, baseUrl: null }),
};

const listed = (over: Partial<SyncRecord>) => ({
  sync: sampleSync({ fileName: '名单.csv', summary: some, ...over }),
  queue: sampleQueue({ before: 1 }),
});

const others: Record<string, Notice> = {
  help: { kind: 'help', why: { kind: 'asked' } },
  welcome: { kind: 'welcome' },
  status: { kind: 'status', syncs: [], others: 1 },
  reminder: {
    kind: 'reminder',
    syncs: [listed({ status: 'needs_input', needs: sampleNeeds({ course: true }) })],
  },
  'late-result': { kind: 'late_result', listed: listed({ status: 'succeeded', finishedAt, summary: some }) },
  history: {
    kind: 'history',
    pageUrl: null,
    syncs: [listed({}), listed({ number: 36, status: 'succeeded', finishedAt })],
  },
  'offer-file': { kind: 'offer_file', messageId: 'om_1', fileName: '名单.csv' },
  'old-command': { kind: 'old_command', text: '/rerun 37', sentAt: Date.UTC(2026, 10, 24, 1) },
  refused: { kind: 'refused', why: { kind: 'cannot_read_group', scope: 'im:message.group_msg' } },
  digest: { kind: 'digest', digest: sampleDigest(), baseUrl: 'https://x.feishu.cn/base/b' },
  alert: { kind: 'alert', number: 37, error: { kind: 'stopped', code: 'wrong_app_secret', details: {} } },
};

/** One of each card, by name. */
export const notices: [string, Notice][] = [
  ...Object.entries(syncs).map(([name, view]): [string, Notice] => [`sync-${name}`, { kind: 'sync', view }]),
  ...Object.entries(others),
];
