import { type FinishedSync, isFinal } from '../../../src/sync/sync-record.ts';
import type { SyncSummary } from '../../../src/sync/sync-report.ts';
import type { PlantedBug } from './planted-bug.ts';
import { withSyncs } from './wrap.ts';

/** What people are told. */
export const reportBugs: readonly PlantedBug[] = [
  {
    name: 'a repeat is counted as written',
    harm: 'the card says more new records than there are',
    deps: (deps) =>
      withSyncs(deps, {
        finish: (id, finished, at) =>
          deps.syncs.finish(
            id,
            counted(finished, (summary) => ({
              ...summary,
              enrollmentsCreated: summary.enrollmentsCreated + summary.enrollmentsRepeated,
              enrollmentsSkipped: summary.enrollmentsSkipped - summary.enrollmentsRepeated,
            })),
            at,
          ),
      }),
  },
  {
    name: 'an updated learner is counted as new',
    harm: 'the card says more new learners than there are',
    deps: (deps) =>
      withSyncs(deps, {
        finish: (id, finished, at) =>
          deps.syncs.finish(
            id,
            counted(finished, (summary) => ({
              ...summary,
              learnersCreated: summary.learnersCreated + summary.learnersUpdated,
            })),
            at,
          ),
      }),
  },
  {
    name: 'a failed row is not named',
    harm: 'a row is neither in Base nor in the report',
    deps: (deps) =>
      withSyncs(deps, {
        finish(id, finished, at) {
          const { report } = finished;
          const short = report === null ? null : { ...report, failures: report.failures.slice(1) };
          return deps.syncs.finish(id, { ...finished, report: short }, at);
        },
      }),
  },
  {
    name: 'a sync that has ended is ended again',
    harm: 'a result that people have read changes',
    deps: (deps) =>
      withSyncs(deps, {
        async finish(id, finished, at) {
          await deps.syncs.finish(id, finished, at);
          const earlier = (await deps.syncs.list(10)).find((sync) => isFinal(sync) && sync.id !== id);
          if (earlier !== undefined) await deps.syncs.finish(earlier.id, finished, at);
        },
      }),
  },
];

function counted(finished: FinishedSync, count: (summary: SyncSummary) => SyncSummary): FinishedSync {
  const { report } = finished;
  return report === null ? finished : { ...finished, report: { ...report, summary: count(report.summary) } };
}
