import { toAppError } from '../../errors.ts';
import type { IntentRows } from '../journal.ts';
import type { SyncPlan } from '../plan/plan-sync.ts';
import { saidOf } from '../plan/said-values.ts';
import type { SyncCounts } from '../report/counts.ts';
import type { SaidValues } from '../roster-values.ts';
import type { Run } from './run.ts';

/**
 * Remembers what the roster says of the learners that this sync is done with: of nobody whose values may not be in Base.
 * If the disk is full, those values will count as new the next time.
 */
export function noteSaid(run: Run, plan: SyncPlan, counts: SyncCounts): Promise<void> {
  return note(run, run.sync.uploadId, settledValues(plan, counts));
}

/** The same of what earlier runs of an upload have written: people may have corrected it before another one goes on. */
export function noteWritten(run: Run, uploadId: string, earlier: readonly IntentRows[]): Promise<void> {
  return note(run, uploadId, earlier.flatMap(valuesIn));
}

async function note(run: Run, uploadId: string, values: readonly SaidValues[]): Promise<void> {
  try {
    await run.journal.noteSaid(run.target, uploadId, values);
  } catch (thrown) {
    const { code } = toAppError(thrown);
    if (code !== 'disk_full') throw thrown;
    run.log.warn({ sync: run.sync.number, code }, 'values of the roster not remembered');
  }
}

function valuesIn(intent: IntentRows): SaidValues[] {
  switch (intent.kind) {
    case 'create_learners':
      return intent.rows.map(({ userId, fields }) => saidOf(userId, fields, fields));
    case 'update_learners':
      return intent.rows.map(({ userId, set }) => saidOf(userId, set, set));
    default:
      return [];
  }
}

function settledValues({ learners }: SyncPlan, counts: SyncCounts): SaidValues[] {
  const unsettled = new Set([
    ...learners.create.flatMap(({ userId }) => (counts.learnersCreated.has(userId) ? [] : userId)),
    ...learners.update.flatMap(({ userId }) => (counts.learnersUpdated.has(userId) ? [] : userId)),
    ...counts.warnings.flatMap((warning) =>
      warning.code === 'learner_update_refused' ? warning.userId : [],
    ),
  ]);
  return learners.said.filter(({ userId }) => !unsettled.has(userId));
}
