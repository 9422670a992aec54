import { AppError } from '../../errors.ts';
import type { CreatedContent, CreatedRecord } from '../journal.ts';
import type { ById, ExistingEnrollment, ExistingLearner, ExistingRecords } from '../ports.ts';
import type { ExistingDeps } from './existing-deps.ts';
import { type FirstRead, proveAbsence, provePresence, readKnownRecords } from './known-records.ts';
import { lateEnrollment, lateLearner } from './late-records.ts';
import { asRead, type Overlay, overlayWrites, readOverlay } from './overlay-writes.ts';

export interface ExistingReading {
  records: ExistingRecords;
  /** Records this service once created for these learners that have been deleted in Base since. */
  deleted: number;
  /** Records this service has just created that no read shows yet; they are among the records. */
  late: number;
  /** Base shows no learner, and of what the journal knows of them nothing was asked for by id. */
  nothingKnown: boolean;
  /** Ids of the records that the journal says this service has created for these learners, or has just deleted. */
  ours: ReadonlySet<string>;
}

export interface ExistingQuestion {
  userIds: ReadonlySet<string>;
  /** Under `append` every row becomes a record, whatever is there. */
  needsEnrollments: boolean;
  /** false: a preview, which leaves the journal as it is. */
  writes: boolean;
}

/**
 * What Base holds of these learners: what search returns, and what the journal says was created. Search may lag behind
 * writes, and advanced permissions (高级权限) can hide records from it without an error, so what it lacks is asked for
 * by id: https://open.feishu.cn/document/docs/bitable-v1/app-table-record/search
 * @throws AppError `records_hidden` if records exist that this app cannot find
 */
export async function readExisting(deps: ExistingDeps, question: ExistingQuestion): Promise<ExistingReading> {
  const { base, journal, target, progress } = deps;
  const { userIds } = question;
  const created = await journal.createdRecords(target, userIds);
  const overlay = await readOverlay(deps);
  await progress.enter('reading_learners');
  const learners = await search(deps, {
    searched: await overlayWrites(overlay, await base.findLearners(userIds), (ids) => base.getLearners(ids)),
    created: created.filter(({ kind }) => kind === 'learner'),
    getById: (recordIds) => base.getLearners(recordIds),
  });
  if (question.needsEnrollments) await progress.enter('reading_enrollments');
  const enrollments = await search(deps, {
    searched: question.needsEnrollments
      ? await overlayWrites(
          overlay,
          await base.findEnrollments(userIds, [...learners.searched, ...learners.firstRead.found]),
          (ids) => base.getEnrollments(ids),
        )
      : [],
    created: question.needsEnrollments ? created.filter(({ kind }) => kind === 'enrollment') : [],
    getById: (recordIds) => base.getEnrollments(recordIds),
  });
  // Only now, so that one pause between two reads serves both tables.
  const allLearners = await complete(deps, { userIds, overlay }, learners, lateLearner);
  const allEnrollments = await complete(deps, { userIds, overlay }, enrollments, lateEnrollment);
  const deleted = [...allLearners.deleted, ...allEnrollments.deleted];
  if (question.writes) await forgetDeleted(deps, created, deleted);
  return {
    records: { learners: allLearners.records, enrollments: allEnrollments.records },
    deleted: deleted.length,
    late: allLearners.late + allEnrollments.late,
    ours: new Set([...created.map(({ recordId }) => recordId), ...overlay.recent.deleted.keys()]),
    nothingKnown:
      allLearners.records.length === 0 &&
      created.every(({ kind }) => kind === 'enrollment' && !question.needsEnrollments),
  };
}

interface SearchedTable<Existing> {
  searched: readonly Existing[];
  created: readonly CreatedRecord[];
  getById(recordIds: readonly string[]): Promise<ById<Existing>>;
}

interface ReadTable<Existing> {
  searched: readonly Existing[];
  /** What search lacks of what the journal says was created. */
  missing: readonly CreatedRecord[];
  firstRead: FirstRead<Existing>;
}

async function search<Existing extends { recordId: string }>(
  deps: ExistingDeps,
  { searched, created, getById }: SearchedTable<Existing>,
): Promise<ReadTable<Existing>> {
  const seen = new Set(searched.map(({ recordId }) => recordId));
  const missing = created.filter(({ recordId }) => !seen.has(recordId));
  return { searched, missing, firstRead: await readKnownRecords(deps, getById, missing) };
}

interface Completed<Existing> {
  records: Existing[];
  deleted: string[];
  late: number;
}

async function complete<Existing extends ExistingLearner | ExistingEnrollment>(
  deps: ExistingDeps,
  { userIds, overlay }: { userIds: ReadonlySet<string>; overlay: Overlay },
  { searched, missing, firstRead }: ReadTable<Existing>,
  asCreated: (content: CreatedContent) => Existing[],
): Promise<Completed<Existing>> {
  const { lacking, unseen, deleted } = await readLacking(deps, userIds, missing, firstRead);
  const late = (await deps.journal.createdContent(deps.target, unseen)).flatMap(asCreated);
  // What no server shows is as it was written, whenever that was.
  const asWritten = { ...overlay, shownIfBefore: Number.NEGATIVE_INFINITY };
  const completed = [
    ...lacking.map((record) => asRead(record, overlay)),
    ...late.map((record) => asRead(record, asWritten)),
  ];
  return { records: [...searched, ...completed], deleted, late: late.length };
}

interface Lacking<Existing> {
  /** There, and so young that search need not know them. */
  lacking: Existing[];
  /** Those that no read shows. */
  unseen: CreatedRecord[];
  deleted: string[];
}

/** @throws AppError `records_hidden` for those that search should know */
async function readLacking<Existing extends ExistingLearner | ExistingEnrollment>(
  deps: ExistingDeps,
  userIds: ReadonlySet<string>,
  missing: readonly CreatedRecord[],
  firstRead: FirstRead<Existing>,
): Promise<Lacking<Existing>> {
  const first = await proveAbsence(deps, firstRead);
  refuseHidden(first.forbidden);
  // Somebody may have changed the 用户ID of a record by hand; then search was right not to return it.
  const isAsked = ({ userId }: Existing) => userIds.has(userId);
  const found = first.found.filter(isAsked);
  const recent = recentIds(deps, missing);
  const lasting = found.flatMap(({ recordId }) => (recent.has(recordId) ? [] : [recordId]));
  const again = await provePresence(deps, firstRead, new Set(lasting));
  refuseHidden([...again.forbidden, ...again.found.filter(isAsked)]);
  return {
    lacking: found.filter(({ recordId }) => recent.has(recordId)),
    unseen: withIds(missing, [...first.late, ...again.late]),
    deleted: [...first.deleted, ...again.deleted],
  };
}

function refuseHidden(records: readonly unknown[]): void {
  if (records.length > 0) throw new AppError('records_hidden', { details: { count: records.length } });
}

/** Those that may still be missing from search; all of them where Feishu's time is not known. */
function recentIds({ base, timing }: ExistingDeps, created: readonly CreatedRecord[]): Set<string> {
  const since = (base.serverTime() ?? Number.NEGATIVE_INFINITY) - timing.recentMs;
  return new Set(created.filter(({ writtenAt }) => writtenAt >= since).map(({ recordId }) => recordId));
}

/** What is young stays in the journal: it is what a reading that lags behind is completed with. */
async function forgetDeleted(
  deps: ExistingDeps,
  created: readonly CreatedRecord[],
  deleted: readonly string[],
): Promise<void> {
  const recent = recentIds(deps, created);
  const lasting = deleted.filter((recordId) => !recent.has(recordId));
  await deps.journal.forgetRecords(deps.target, withIds(created, lasting));
}

function withIds(records: readonly CreatedRecord[], recordIds: readonly string[]): CreatedRecord[] {
  const wanted = new Set(recordIds);
  return records.filter(({ recordId }) => wanted.has(recordId));
}
