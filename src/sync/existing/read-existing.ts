import { AppError } from '../../errors.ts';
import type { CreatedRecord } from '../journal.ts';
import type { ExistingRecords } from '../plan/plan-sync.ts';
import type { ById, ExistingEnrollment, ExistingLearner } from '../ports.ts';
import type { Run } from '../run/run.ts';
import { getKnown } from './get-known-records.ts';

export interface ExistingReading {
  existing: ExistingRecords;
  /** Records this service once created for these learners that have been deleted in Base since. */
  deleted: number;
  /** Nothing of these learners is known, neither to Base nor to the journal. */
  nothingKnown: boolean;
}

/**
 * What Base holds of these learners: what search returns, and what the journal says was created. Search may lag behind
 * writes, and advanced permissions (高级权限) can hide records from it without an error, so what it lacks is asked for
 * by id: https://open.feishu.cn/document/docs/bitable-v1/app-table-record/search
 * @throws AppError `records_hidden` if records exist that this app cannot find
 */
export async function readExisting(run: Run, userIds: ReadonlySet<string>): Promise<ExistingReading> {
  const created = await run.journal.createdRecords(run.target, userIds);
  await run.progress.enter('reading_learners');
  const learners = await completeSearch(run, {
    searched: await run.base.findLearners(userIds),
    created: created.filter(({ kind }) => kind === 'learner'),
    userIds,
    getById: (recordIds) => run.base.getLearners(recordIds),
  });
  const enrollments = await readEnrollments(run, userIds, learners.records, created);
  const deleted = [...learners.deleted, ...enrollments.deleted];
  if (!run.sync.dryRun) await run.journal.forgetRecords(run.target, deleted);
  return {
    existing: { learners: learners.records, enrollments: enrollments.records },
    deleted: deleted.length,
    nothingKnown: learners.records.length === 0 && created.length === 0,
  };
}

async function readEnrollments(
  run: Run,
  userIds: ReadonlySet<string>,
  learners: readonly ExistingLearner[],
  created: readonly CreatedRecord[],
): Promise<Completed<ExistingEnrollment>> {
  // Every row becomes a record, whatever is there: nothing to read.
  if (run.settings.policy === 'append') return { records: [], deleted: [] };
  await run.progress.enter('reading_enrollments');
  return completeSearch(run, {
    searched: await run.base.findEnrollments(userIds, learners),
    created: created.filter(({ kind }) => kind === 'enrollment'),
    userIds,
    getById: (recordIds) => run.base.getEnrollments(recordIds),
  });
}

interface SearchResult<Existing> {
  searched: readonly Existing[];
  created: readonly CreatedRecord[];
  userIds: ReadonlySet<string>;
  getById(recordIds: readonly string[]): Promise<ById<Existing>>;
}

interface Completed<Existing> {
  records: Existing[];
  deleted: string[];
}

async function completeSearch<Existing extends { recordId: string; userId: string }>(
  run: Run,
  { searched, created, userIds, getById }: SearchResult<Existing>,
): Promise<Completed<Existing>> {
  const seen = new Set(searched.map(({ recordId }) => recordId));
  const missing = created.filter(({ recordId }) => !seen.has(recordId));
  const { found, absent, forbidden } = await getKnown(run, getById, missing);
  if (forbidden.length > 0) throw new AppError('records_hidden', { details: { count: forbidden.length } });
  // Somebody may have changed the 用户ID of a record by hand; then search was right not to return it.
  const lacking = found.filter(({ userId }) => userIds.has(userId));
  const recently = run.clock.now() - run.timing.recentMs;
  const recent = new Set(
    missing.filter(({ writtenAt }) => writtenAt >= recently).map(({ recordId }) => recordId),
  );
  const hidden = lacking.filter(({ recordId }) => !recent.has(recordId));
  if (hidden.length > 0) throw new AppError('records_hidden', { details: { count: hidden.length } });
  return { records: [...searched, ...lacking], deleted: absent };
}
