import type { Intent } from '../journal.ts';
import type { ExistingLearner, LearnerChange } from '../ports.ts';
import { isMost, type Observation } from './observation.ts';

type Update = Extract<Intent, { kind: 'update_learners' }>;

/**
 * Whether an update of learners was carried out: most of them hold what it sent, or all of them that or something
 * that was not there before. That a person has typed since, and a repetition would turn it back.
 * @param existing what is there now, by record id
 */
export function observeUpdate(
  { rows }: Update,
  existing: ReadonlyMap<string, Pick<ExistingLearner, 'fields'>>,
): Observation {
  const holds = (row: LearnerChange, isRight: (field: string, value: string) => boolean) =>
    Object.keys(row.set).every((field) => isRight(field, existing.get(row.recordId)?.fields[field] ?? ''));
  const asSent = rows.filter((row) => holds(row, (field, value) => value === row.set[field]));
  const isChanged = (row: LearnerChange) =>
    existing.has(row.recordId) && holds(row, (field, value) => value !== (row.before[field] ?? ''));
  return isMost(asSent, rows) || rows.every(isChanged)
    ? { kind: 'all', recordIds: rows.map(({ recordId }) => recordId) }
    : { kind: 'none' };
}
