import type { EnrollmentRow, LearnerRow } from '../../feishu/admin/scan-tables.ts';
import { keyOf } from '../../sync/enrollment-key.ts';
import * as say from '../../wording/doctor/feishu-findings.ts';
import type { FeishuSettings } from '../config.ts';
import type { Check } from './check.ts';
import { advice, bad, good, type Saying } from './finding.ts';
import { grouped, sameRecords } from './same-records.ts';

/**
 * What the documents say a table holds (1254103); it depends on the plan of the tenant:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app/create
 */
const documentedRows = 20_000;
const nearly = 0.8;
/** Of the 500 records that a link cell holds: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/bitable-record-data-structure-overview */
const manyLinks = 450;

type TableNames = Pick<FeishuSettings, 'learnerTable' | 'enrollmentTable'>;

interface Rows {
  learners: readonly LearnerRow[];
  enrollments: readonly EnrollmentRow[];
}

/** How full the tables are, and the cells that link a learner's enrollments. */
export const checkCapacity: Check = {
  name: 'capacity',
  run: async ({ rows, config: { feishu } }) => sayRoomLeft(await rows(), feishu),
};

/** What is said of as many rows. */
export function sayRoomLeft({ learners, enrollments }: Rows, names: TableNames): Saying[] {
  const counts = [
    { name: names.learnerTable, rows: learners.length },
    { name: names.enrollmentTable, rows: enrollments.length },
  ];
  const isNearlyFull = counts.some(({ rows }) => rows >= documentedRows * nearly);
  const room = isNearlyFull
    ? advice('nearly_full', say.nearlyFull(counts, documentedRows))
    : good(say.roomLeft(counts));
  const perLearner = grouped(enrollments, ({ userId }) => userId);
  const full = learners.filter(({ userId }) => (perLearner.get(userId)?.length ?? 0) >= manyLinks);
  if (full.length === 0) return [room];
  return [room, advice('links_nearly_full', say.linksNearlyFull(full.map(({ recordId }) => recordId)))];
}

/** Records that a sync would take for one. */
export const checkDuplicates: Check = {
  name: 'duplicates',
  async run({ rows, config }) {
    const { learners, enrollments } = await rows();
    const isAppending = config.policy === 'append';
    const problems = [
      ...doubleLearners(learners, config.feishu),
      ...(isAppending ? [] : doubleEnrollments(enrollments, config.feishu)),
    ];
    if (problems.length > 0) return problems;
    return [good(isAppending ? say.duplicatesAllowed : say.noDuplicates)];
  },
};

function doubleLearners(learners: readonly LearnerRow[], { learnerTable }: TableNames): Saying[] {
  const double = sameRecords(learners, ({ userId }) => userId || null);
  return double.length === 0 ? [] : [bad('learners_double', say.learnersDouble(learnerTable, double))];
}

function doubleEnrollments(enrollments: readonly EnrollmentRow[], { enrollmentTable }: TableNames): Saying[] {
  const double = sameRecords(enrollments, ({ userId, course, day }) =>
    userId === '' || day === null ? null : keyOf(userId, course, day),
  );
  if (double.length === 0) return [];
  return [bad('enrollments_double', say.enrollmentsDouble(enrollmentTable, double))];
}
