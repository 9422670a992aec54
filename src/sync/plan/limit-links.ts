import type { ExistingLearner } from '../ports.ts';
import type { RowProblem, SyncWarning } from '../sync-report.ts';
import type { EnrollmentPlan } from './plan-enrollments.ts';

/**
 * Records that the link cell of one learner can hold:
 * https://open.feishu.cn/document/docs/bitable-v1/app-table-record/bitable-record-data-structure-overview
 */
const maximumLinks = 500;
/** From here on staff are warned, while there is still room. */
const nearLimit = 450;

/**
 * Takes out of the plan what would not fit into a learner's link cell, row by row in file order. Matters only with a
 * two-way link, where Base fills that cell itself.
 */
export function limitLinks(
  plan: EnrollmentPlan,
  existingLearners: readonly ExistingLearner[],
): { plan: EnrollmentPlan; failures: RowProblem[] } {
  const links = new Map<string, number>();
  for (const { userId, enrollmentIds } of existingLearners)
    if (!links.has(userId)) links.set(userId, enrollmentIds.length);
  const failures: RowProblem[] = [];
  const warned = new Map<string, SyncWarning>();
  const fits = ({ line, userId }: { line: number; userId: string }) => {
    const count = (links.get(userId) ?? 0) + 1;
    if (count > maximumLinks) {
      failures.push({ line, userId, code: 'learner_links_full' });
      return false;
    }
    links.set(userId, count);
    if (count >= nearLimit)
      warned.set(userId, { line, code: 'learner_links_near_limit', userId, links: count });
    return true;
  };
  const link = plan.link.filter(fits);
  const create = plan.create.filter(fits);
  return { plan: { ...plan, link, create, warnings: [...plan.warnings, ...warned.values()] }, failures };
}
