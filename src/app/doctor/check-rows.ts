import { keyOf } from '../../sync/enrollment-key.ts';
import * as say from '../../wording/doctor/feishu-findings.ts';
import type { Check } from './check.ts';
import { advice, bad, good } from './finding.ts';
import { grouped, sameRecords } from './same-records.ts';

/**
 * What the documents say a table holds (1254103); it depends on the plan of the tenant:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app/create
 */
const documentedRows = 20_000;
const nearly = 0.8;
/** Of the 500 records that a link cell holds: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/bitable-record-data-structure-overview */
const manyLinks = 450;

/** How full the tables are, and the cells that link a learner's enrollments. */
export const checkCapacity: Check = {
  name: 'capacity',
  async run({ rows, config: { feishu } }) {
    const { learners, enrollments } = await rows();
    const counts = [
      { name: feishu.learnerTable, rows: learners.length },
      { name: feishu.enrollmentTable, rows: enrollments.length },
    ];
    const perLearner = grouped(enrollments, ({ userId }) => userId);
    const full = learners.filter(({ userId }) => (perLearner.get(userId)?.length ?? 0) >= manyLinks);
    const isNearlyFull = counts.some((count) => count.rows >= documentedRows * nearly);
    return [
      isNearlyFull
        ? advice('nearly_full', say.nearlyFull(counts, documentedRows))
        : good(say.roomLeft(counts)),
      ...(full.length === 0
        ? []
        : [advice('links_nearly_full', say.linksNearlyFull(full.map(({ recordId }) => recordId)))]),
    ];
  },
};

/** Records that a sync would take for one. */
export const checkDuplicates: Check = {
  name: 'duplicates',
  async run({ rows, config }) {
    const { learners, enrollments } = await rows();
    const { learnerTable, enrollmentTable } = config.feishu;
    const people = sameRecords(
      learners,
      ({ userId }) => userId || null,
      ({ userId }) => userId,
    );
    const repeats =
      config.policy === 'append'
        ? []
        : sameRecords(
            enrollments,
            ({ userId, course, day }) => (userId === '' || day === null ? null : keyOf(userId, course, day)),
            ({ userId, course, day }) => `${userId} ${course} ${day}`,
          );
    const problems = [
      ...(people.length === 0 ? [] : [bad('learners_double', say.learnersDouble(learnerTable, people))]),
      ...(repeats.length === 0
        ? []
        : [bad('enrollments_double', say.enrollmentsDouble(enrollmentTable, repeats))]),
    ];
    if (problems.length > 0) return problems;
    return [good(config.policy === 'append' ? say.duplicatesAllowed : say.noDuplicates)];
  },
};
