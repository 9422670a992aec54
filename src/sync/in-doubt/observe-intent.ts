import { keyOf } from '../enrollment-key.ts';
import type { CreatedRecord, Intent } from '../journal.ts';
import type { ExistingEnrollment, ExistingLearner } from '../ports.ts';
import { linkedAsSent } from './linked-as-sent.ts';
import { isMost, type Observation } from './observation.ts';
import { observeChange } from './observe-change.ts';
import { observeDeleted } from './observe-deleted.ts';
import type { ResolveDeps } from './resolve-deps.ts';

export interface Look {
  observation: Observation;
  /** Search has shown the record that it was asked for besides. */
  witnessSeen: boolean;
}

/** Both times are Feishu's, but not always of the same server, and the date of an answer counts whole seconds. */
const serverSkewMs = 60_000;
/** Enough to notice a batch without reading all of it. */
const probeSize = 20;

/**
 * Looks in Base for the records of an intent. Costs about one call while there is nothing to see.
 * @param witness a record of the same table that is known to be there, searched for in the same call; null for none
 */
export async function observeIntent(
  deps: ResolveDeps,
  intent: Intent,
  witness: CreatedRecord | null,
): Promise<Look> {
  switch (intent.kind) {
    case 'create_learners':
      return findCreated(deps, intent, learnerSearch(intent.rows), witness);
    case 'create_enrollments':
      return findCreated(deps, intent, enrollmentSearch(intent.rows), witness);
    case 'delete_learners':
    case 'delete_enrollments':
      return { observation: await observeDeleted(deps, intent), witnessSeen: false };
    default:
      return { observation: await observeChange(deps, intent), witnessSeen: false };
  }
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
    find: async (deps, userIds) => linkedAsSent(deps, rows, await deps.base.findEnrollments(userIds, [])),
    rowKey: ({ userId, course, day, learnerRecordId }) => `${learnerRecordId} ${keyOf(userId, course, day)}`,
    existingKey: ({ userId, course, day, learnerRecordIds: [learnerRecordId] }) =>
      `${learnerRecordId} ${keyOf(userId, course, day ?? '')}`,
  };
}

interface Created {
  recordId: string;
  createdAt: number | null;
}

async function findCreated<Row extends { userId: string }, Existing extends Created>(
  deps: ResolveDeps,
  intent: Intent,
  search: CreatedSearch<Row, Existing>,
  witness: CreatedRecord | null,
): Promise<Look> {
  if (search.rows.length <= probeSize) return matchRows(deps, intent, search, witness);
  const probe = { ...search, rows: search.rows.slice(0, probeSize) };
  const look = await matchRows(deps, intent, probe, witness);
  return look.observation.kind === 'none' ? look : matchRows(deps, intent, search, witness);
}

async function matchRows<Row extends { userId: string }, Existing extends Created>(
  deps: ResolveDeps,
  intent: Intent,
  search: CreatedSearch<Row, Existing>,
  witness: CreatedRecord | null,
): Promise<Look> {
  const userIds = new Set(search.rows.map(({ userId }) => userId));
  const accounted = await deps.journal.createdRecords(deps.target, userIds);
  const { deleted } = await deps.journal.recentWrites(deps.target, intent.startedAt - deps.timing.recentMs);
  const others = new Set([...accounted.map(({ recordId }) => recordId), ...deleted.keys()]);
  const found = await search.find(deps, witness === null ? userIds : new Set([...userIds, witness.userId]));
  const idsByKey = new Map<string, string[]>();
  for (const existing of found) {
    // Of unknown age: what was there before the write was found then, and its row is no part of the intent.
    const createdAt = existing.createdAt ?? intent.startedAt;
    if (others.has(existing.recordId) || createdAt < intent.startedAt - serverSkewMs) continue;
    const key = search.existingKey(existing);
    idsByKey.set(key, [...(idsByKey.get(key) ?? []), existing.recordId]);
  }
  const seen = search.rows.map((row) => idsByKey.get(search.rowKey(row))?.shift() ?? null);
  return {
    observation: observationOf(seen),
    witnessSeen: found.some(({ recordId }) => recordId === witness?.recordId),
  };
}

function observationOf(seen: readonly (string | null)[]): Observation {
  const recordIds = seen.filter((recordId) => recordId !== null);
  if (!isMost(recordIds, seen)) return { kind: 'none' };
  return recordIds.length === seen.length
    ? { kind: 'all', recordIds }
    : { kind: 'some', recordIds: [...seen] };
}
