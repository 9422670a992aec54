import * as say from '../../wording/doctor/feishu-findings.ts';
import { explainTableProblem } from '../../wording/table-problems.ts';
import type { Check } from './check.ts';
import { advice, bad, good } from './finding.ts';

/** Whether both tables are there. */
export const checkTables: Check = {
  name: 'tables',
  async run({ tableIds, config: { feishu } }) {
    await tableIds();
    return [good(say.tablesFound([feishu.learnerTable, feishu.enrollmentTable]))];
  },
};

/** Fields by name, their types, where the link leads, and whether it takes several records. */
export const checkFields: Check = {
  name: 'fields',
  async run({ layout }) {
    const reading = await layout();
    if (reading.kind === 'unfit')
      return reading.problems.map((problem) =>
        bad('tables_unfit', say.fieldProblem(explainTableProblem(problem))),
      );
    return reading.layout.linkIsTwoWay
      ? [good(say.fieldsFit)]
      : [good(say.fieldsFit), advice('one_way_link', say.oneWayLink)];
  },
};
