import type { RecordEvent } from '../feishu/audit.ts';
import type { EndedSync, History } from '../history.ts';
import type { Invariant } from './invariant.ts';
import { isDone } from './no-row-missing.ts';
import { rowsOfSync } from './uploads.ts';

export const countsAddUp: Invariant = {
  name: 'counts add up',
  reason: 'the sentence on the card is all that most people ever read',
  check: (history) =>
    history.syncs.flatMap(({ sync, report }) => {
      if (report === null || sync.kind === 'undo') return [];
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
    const leavesNothing = ({ sync, report }: EndedSync) =>
      !history.senders.has(sync.id) && (report?.summary.rowsInDoubt ?? 0) === 0;
    const everyoneDone = history.syncs.every((ended) => isDone(ended) || leavesNothing(ended));
    return (['learners', 'enrollments'] as const).flatMap((table) => {
      const said = reported(history, table === 'learners' ? 'learnersCreated' : 'enrollmentsCreated');
      const is = created(history, table);
      // What a sync has left in doubt belongs to it, although it has ended, and a later one may write it. What was in doubt
      // when the zone was changed counts as there already.
      const least = everyoneDone && !changesZone(history) ? is - deletedByPeople(history, table) : 0;
      const most = is + typedMeanwhile(history, table);
      return said >= least && said <= most ? [] : [`${said} ${table} reported as new, ${is} written`];
    });
  },
};

function changesZone({ world }: History): boolean {
  return world.steps.some(({ kind }) => kind === 'zone');
}

/** What is deleted before the service has seen that it was written is not counted. An undo deletes only what it knows. */
function deletedByPeople({ events }: History, table: RecordEvent['table']): number {
  return events.filter((one) => one.table === table && one.after === null && one.cause.kind === 'person')
    .length;
}

const nearMs = 5 * 60_000;

/** What people type around a call in doubt cannot be told from what that would have written. */
function typedMeanwhile({ events }: History, table: RecordEvent['table']): number {
  const created = events.filter((one) => one.table === table && one.before === null);
  const [ours, typed] = [
    created.filter(({ cause }) => cause.kind === 'service'),
    created.filter(({ cause }) => cause.kind === 'person'),
  ];
  return typed.filter(({ at }) => ours.some((own) => Math.abs(own.at - at) < nearMs)).length;
}

function reported(history: History, count: 'learnersCreated' | 'enrollmentsCreated'): number {
  return history.syncs
    .filter(({ sync }) => !sync.dryRun)
    .reduce((sum, { report }) => sum + (report?.summary[count] ?? 0), 0);
}

function created({ events }: History, table: RecordEvent['table']): number {
  return events.filter((one) => one.table === table && one.before === null && one.cause.kind === 'service')
    .length;
}
