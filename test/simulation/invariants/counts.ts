import type { History } from '../history.ts';
import type { Invariant } from './invariant.ts';
import { isDone } from './no-row-missing.ts';
import { rowsOfSync } from './uploads.ts';

export const countsAddUp: Invariant = {
  name: 'counts add up',
  reason: 'the sentence on the card is all that most people ever read',
  check: (history) =>
    history.syncs.flatMap(({ sync, report }) => {
      if (report === null) return [];
      const { summary, failures, notEnrolled } = report;
      const sum =
        summary.enrollmentsCreated +
        summary.enrollmentsSkipped +
        summary.enrollmentsLinked +
        summary.rowsNotEnrolled +
        summary.rowsFailed;
      const rows = rowsOfSync(history, sync).length;
      const wrong = [
        summary.rows === sum ? null : `${summary.rows} rows come to ${sum}`,
        summary.rows === rows ? null : `${summary.rows} rows of ${rows}`,
        summary.rowsFailed === failures.length
          ? null
          : `${summary.rowsFailed} failed, ${failures.length} named`,
        summary.rowsNotEnrolled === notEnrolled.length ? null : 'rows not enrolled are not all named',
        summary.enrollmentsSkipped >= 0 ? null : 'fewer than no rows skipped',
      ];
      return wrong.flatMap((problem) => (problem === null ? [] : [`#${sync.number}: ${problem}`]));
    }),
};

export const countsAreTrue: Invariant = {
  name: 'counts are true',
  reason: 'what a report calls new must be what was written, no more and no less',
  check(history) {
    const everyoneDone = history.syncs.every(
      (ended) => isDone(ended) || wroteNothing(history, ended.sync.id),
    );
    return [
      compare('learners', reported(history, 'learnersCreated'), created(history, 'learners'), everyoneDone),
      compare(
        'enrollments',
        reported(history, 'enrollmentsCreated'),
        created(history, 'enrollments'),
        everyoneDone,
      ),
    ].flat();
  },
};

/** Of a sync that did not get to its end some rows may be written and not known to be. */
function compare(what: string, said: number, is: number, exactly: boolean): string[] {
  const isRight = exactly ? said === is : said <= is;
  return isRight ? [] : [`${said} ${what} reported as new, ${is} written`];
}

function reported(history: History, count: 'learnersCreated' | 'enrollmentsCreated'): number {
  return history.syncs
    .filter(({ sync }) => !sync.dryRun)
    .reduce((sum, { report }) => sum + (report?.summary[count] ?? 0), 0);
}

function created({ events }: History, table: 'learners' | 'enrollments'): number {
  return events.filter((one) => one.table === table && one.before === null && one.cause.kind === 'service')
    .length;
}

function wroteNothing({ events }: History, syncId: string): boolean {
  return !events.some(({ cause }) => cause.kind === 'service' && cause.syncId === syncId);
}
