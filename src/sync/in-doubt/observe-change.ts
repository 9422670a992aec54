import { asRead, readOverlay } from '../existing/overlay-writes.ts';
import type { Intent } from '../journal.ts';
import type { ById, ExistingEnrollment, ExistingLearner } from '../ports.ts';
import { isMost, type Observation } from './observation.ts';
import { observeUpdate } from './observe-update.ts';
import type { ResolveDeps } from './resolve-deps.ts';

type Change = Exclude<
  Intent,
  { kind: 'create_learners' | 'create_enrollments' | 'delete_learners' | 'delete_enrollments' }
>;

/** Whether the records of an intent are as it wanted to change them; they are read by id. */
export async function observeChange(deps: ResolveDeps, intent: Change): Promise<Observation> {
  switch (intent.kind) {
    case 'update_learners':
      return observeUpdate(intent, await readLearners(deps, intent.rows));
    case 'restore_learners': {
      const existing = await readLearners(deps, intent.rows);
      return applied(intent.rows, ({ recordId, set }) => holds(existing.get(recordId), set));
    }
    case 'update_enrollments':
    case 'restore_enrollments': {
      const existing = await readEnrollments(deps, intent.rows);
      return applied(intent.rows, ({ recordId, set }) => holds(existing.get(recordId), set));
    }
    case 'link_enrollments': {
      const existing = await readEnrollments(deps, intent.rows);
      return applied(
        intent.rows,
        (row) => existing.get(row.recordId)?.learnerRecordIds.includes(row.learnerRecordId) === true,
      );
    }
    case 'unlink_enrollments': {
      const existing = await readEnrollments(deps, intent.rows);
      return applied(intent.rows, ({ recordId }) => existing.get(recordId)?.learnerRecordIds.length === 0);
    }
  }
}

type Rows = readonly { recordId: string }[];

function readLearners(deps: ResolveDeps, rows: Rows): Promise<Map<string, ExistingLearner>> {
  return readAsWritten(deps, (ids) => deps.base.getLearners(ids), rows);
}

function readEnrollments(deps: ResolveDeps, rows: Rows): Promise<Map<string, ExistingEnrollment>> {
  return readAsWritten(deps, (ids) => deps.base.getEnrollments(ids), rows);
}

/**
 * Records by id. A server that does not know yet what a sync has written shows what was there before: what an undo puts back,
 * and it would look done.
 */
async function readAsWritten<Existing extends ExistingLearner | ExistingEnrollment>(
  deps: ResolveDeps,
  getById: (recordIds: readonly string[]) => Promise<ById<Existing>>,
  rows: Rows,
): Promise<Map<string, Existing>> {
  const overlay = await readOverlay(deps);
  const { found } = await getById(rows.map(({ recordId }) => recordId));
  return new Map(found.map((record) => [record.recordId, asRead(record, overlay)]));
}

function holds(
  existing: Pick<ExistingLearner, 'fields'> | undefined,
  set: Readonly<Record<string, string>>,
): boolean {
  return (
    existing !== undefined && Object.entries(set).every(([field, value]) => existing.fields[field] === value)
  );
}

/** Most rows prove the batch; the others may have been edited by a person since. */
function applied<Row extends { recordId: string }>(
  rows: readonly Row[],
  isApplied: (row: Row) => boolean,
): Observation {
  return isMost(rows.filter(isApplied), rows)
    ? { kind: 'all', recordIds: rows.map(({ recordId }) => recordId) }
    : { kind: 'none' };
}
