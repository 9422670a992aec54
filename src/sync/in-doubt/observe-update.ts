import type { Intent } from '../journal.ts';
import type { LearnerChange } from '../ports.ts';
import { isMost, type Observation } from './observation.ts';
import type { ResolveDeps } from './resolve-deps.ts';

type Update = Extract<Intent, { kind: 'update_learners' }>;

/**
 * Whether an update of learners was carried out, by id: most of them hold what it sent, or all of them that or something
 * that was not there before. That a person has typed since, and a repetition would turn it back.
 */
export async function observeUpdate(deps: ResolveDeps, { rows }: Update): Promise<Observation> {
  const { found } = await deps.base.getLearners(rows.map(({ recordId }) => recordId));
  const cells = new Map(found.map(({ recordId, fields }) => [recordId, fields]));
  const holds = (row: LearnerChange, isRight: (field: string, value: string) => boolean) =>
    Object.keys(row.set).every((field) => isRight(field, cells.get(row.recordId)?.[field] ?? ''));
  const asSent = rows.filter((row) => holds(row, (field, value) => value === row.set[field]));
  const isChanged = (row: LearnerChange) =>
    cells.has(row.recordId) && holds(row, (field, value) => value !== (row.before[field] ?? ''));
  return isMost(asSent, rows) || rows.every(isChanged)
    ? { kind: 'all', recordIds: rows.map(({ recordId }) => recordId) }
    : { kind: 'none' };
}
