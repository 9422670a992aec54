import { keyOf } from '../enrollment-key.ts';
import type { Intent } from '../journal.ts';
import type { ExistingEnrollment, ExistingLearner } from '../ports.ts';
import type { ResolveDeps } from './resolve-deps.ts';

/**
 * What a look at Base says about an intent without a result. Batches are atomic: most rows there means all are. A few
 * mean nothing, since people type rows too.
 */
export type Observation =
  | { kind: 'none' }
  /** Committed, but search does not show every record yet: null for those. */
  | { kind: 'some'; recordIds: (string | null)[] }
  | { kind: 'all'; recordIds: string[] };

/** Clocks differ, ours from Feishu's too. */
const clockSkewMs = 5 * 60_000;
/** Enough to notice a batch without reading all of it. */
const probeSize = 20;

/** Looks in Base for the records of an intent. Costs about one call while there is nothing to see. */
export async function observeIntent(deps: ResolveDeps, intent: Intent): Promise<Observation> {
  switch (intent.kind) {
    case 'create_learners':
      return findCreated(deps, intent, learnerSearch(intent.rows));
    case 'create_enrollments':
      return findCreated(deps, intent, enrollmentSearch(intent.rows));
    case 'update_learners': {
      const { found } = await deps.base.getLearners(intent.rows.map(({ recordId }) => recordId));
      const existing = new Map(found.map((learner) => [learner.recordId, learner.fields]));
      return applied(intent.rows, (row) =>
        Object.entries(row.set).every(([field, value]) => existing.get(row.recordId)?.[field] === value),
      );
    }
    case 'link_enrollments': {
      const { found } = await deps.base.getEnrollments(intent.rows.map(({ recordId }) => recordId));
      const existing = new Map(found.map((enrollment) => [enrollment.recordId, enrollment.learnerRecordIds]));
      return applied(
        intent.rows,
        (row) => existing.get(row.recordId)?.includes(row.learnerRecordId) === true,
      );
    }
  }
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

function isMost(some: readonly unknown[], all: readonly unknown[]): boolean {
  return some.length * 2 > all.length;
}

/** How the rows of a create intent are found and told apart. */
interface CreatedSearch<Row, Existing> {
  rows: readonly Row[];
  find(deps: ResolveDeps, userIds: ReadonlySet<string>): Promise<readonly Existing[]>;
  rowKey(row: Row): string;
  existingKey(existing: Existing): string;
}

function learnerSearch(
  rows: (Intent & { kind: 'create_learners' })['rows'],
): CreatedSearch<{ userId: string }, ExistingLearner> {
  return {
    rows,
    find: (deps, userIds) => deps.base.findLearners(userIds),
    rowKey: ({ userId }) => userId,
    existingKey: ({ userId }) => userId,
  };
}

type EnrollmentRow = (Intent & { kind: 'create_enrollments' })['rows'][number];

/** The link was sent along, which tells an enrollment from one that somebody typed a moment ago. */
function enrollmentSearch(rows: readonly EnrollmentRow[]): CreatedSearch<EnrollmentRow, ExistingEnrollment> {
  return {
    rows,
    find: (deps, userIds) => deps.base.findEnrollments(userIds, []),
    rowKey: ({ userId, course, day, learnerRecordId }) => `${learnerRecordId} ${keyOf(userId, course, day)}`,
    existingKey: ({ userId, course, day, learnerRecordIds: [learnerRecordId] }) =>
      `${learnerRecordId} ${keyOf(userId, course, day ?? '')}`,
  };
}

async function findCreated<
  Row extends { userId: string },
  Existing extends { recordId: string; createdAt: number },
>(deps: ResolveDeps, intent: Intent, search: CreatedSearch<Row, Existing>): Promise<Observation> {
  if (search.rows.length > probeSize) {
    const probe = { ...search, rows: search.rows.slice(0, probeSize) };
    const observation = await matchRows(deps, intent, probe);
    if (observation.kind === 'none') return observation;
  }
  return matchRows(deps, intent, search);
}

async function matchRows<
  Row extends { userId: string },
  Existing extends { recordId: string; createdAt: number },
>(deps: ResolveDeps, intent: Intent, search: CreatedSearch<Row, Existing>): Promise<Observation> {
  const userIds = new Set(search.rows.map(({ userId }) => userId));
  const accounted = await deps.journal.createdRecords(deps.target, userIds);
  const others = new Set(accounted.map(({ recordId }) => recordId));
  const idsByKey = new Map<string, string[]>();
  for (const existing of await search.find(deps, userIds)) {
    if (others.has(existing.recordId) || existing.createdAt < intent.startedAt - clockSkewMs) continue;
    const key = search.existingKey(existing);
    idsByKey.set(key, [...(idsByKey.get(key) ?? []), existing.recordId]);
  }
  const seen = search.rows.map((row) => idsByKey.get(search.rowKey(row))?.shift() ?? null);
  const recordIds = seen.filter((recordId) => recordId !== null);
  if (!isMost(recordIds, seen)) return { kind: 'none' };
  return recordIds.length === seen.length ? { kind: 'all', recordIds } : { kind: 'some', recordIds: seen };
}
