import { proveAbsence, readKnownRecords } from '../existing/known-records.ts';
import type { UndoRows } from '../journal.ts';
import type { ById } from '../ports.ts';
import type { Observation } from './observation.ts';
import type { ResolveDeps } from './resolve-deps.ts';

type Deletion = Extract<UndoRows, { kind: 'delete_learners' | 'delete_enrollments' }>;

/**
 * Which records of a delete are gone, by id. A record that was created a moment ago may only be late, so its absence has
 * to be proved like any other.
 */
export async function observeDeleted(deps: ResolveDeps, { kind, rows }: Deletion): Promise<Observation> {
  const userIds = new Set(rows.map(({ userId }) => userId));
  const created = await deps.journal.createdRecords(deps.target, userIds);
  const writtenAt = new Map(created.map((record) => [record.recordId, record.writtenAt]));
  const known = rows.map(({ recordId }) => ({ recordId, writtenAt: writtenAt.get(recordId) ?? 0 }));
  const getById: (ids: readonly string[]) => Promise<ById<unknown>> =
    kind === 'delete_learners' ? (ids) => deps.base.getLearners(ids) : (ids) => deps.base.getEnrollments(ids);
  const { deleted } = await proveAbsence(deps, await readKnownRecords(deps, getById, known));
  const gone = new Set(deleted);
  const recordIds = rows.map(({ recordId }) => (gone.has(recordId) ? recordId : null));
  const ids = recordIds.filter((recordId) => recordId !== null);
  if (ids.length === 0) return { kind: 'none' };
  return ids.length === recordIds.length ? { kind: 'all', recordIds: ids } : { kind: 'some', recordIds };
}
