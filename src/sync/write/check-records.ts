import { type GetById, type KnownRecord, proveAbsence, readKnownRecords } from '../existing/known-records.ts';
import type { ResolveDeps } from '../in-doubt/resolve-deps.ts';

export interface CheckDeps extends ResolveDeps {
  checkpoint(): Promise<void>;
}

/** Records that rows change or link to. */
export interface RecordsUsed {
  table: 'learners' | 'enrollments';
  /** 用户IDs by record id. */
  userIds: ReadonlyMap<string, string>;
}

/** What became of records that Feishu does not know, or not everywhere yet. */
export type RecordsCheck =
  /** Deleted in Base. */
  | { kind: 'gone'; table: RecordsUsed['table']; recordIds: ReadonlySet<string> }
  /** One of them was written a moment ago, so that some servers may not know it yet: worth another try. */
  | { kind: 'late' }
  | { kind: 'all_there' };

/** Reads the records of a refused batch by id; where one may only be late, waits before it says so. */
export async function checkRecords(deps: CheckDeps, used: readonly RecordsUsed[]): Promise<RecordsCheck> {
  await deps.checkpoint();
  await deps.progress.enter('resolving');
  const checks: RecordsCheck[] = [];
  for (const records of used) checks.push(await checkTable(deps, records));
  const gone = checks.find(({ kind }) => kind === 'gone');
  if (gone !== undefined) return gone;
  if (checks.every(({ kind }) => kind === 'all_there')) return { kind: 'all_there' };
  await deps.clock.sleep(deps.timing.absenceGapMs);
  return { kind: 'late' };
}

/** The same once a minute has gone by: until then a read may not know of a deletion that a write has met. */
export async function checkRecordsLater(
  deps: CheckDeps,
  used: readonly RecordsUsed[],
): Promise<RecordsCheck> {
  const { clock, timing } = deps;
  const end = clock.monotonic() + timing.absenceProofMs;
  while (clock.monotonic() < end) {
    await deps.checkpoint();
    await clock.sleep(timing.absenceGapMs);
  }
  return checkRecords(deps, used);
}

async function checkTable(deps: CheckDeps, { table, userIds }: RecordsUsed): Promise<RecordsCheck> {
  const { base, timing } = deps;
  const writtenAt = await writingTimes(deps, new Set(userIds.values()));
  const known = [...userIds.keys()].map((recordId) => ({
    recordId,
    writtenAt: writtenAt.get(recordId) ?? 0,
  }));
  const feishuTime = base.serverTime() ?? Number.POSITIVE_INFINITY;
  const mayBeLate = known.some((record) => record.writtenAt + timing.absenceProofMs > feishuTime);
  const deleted =
    table === 'learners'
      ? await findDeleted(deps, (ids) => base.getLearners(ids), known)
      : await findDeleted(deps, (ids) => base.getEnrollments(ids), known);
  if (deleted.length > 0) return { kind: 'gone', table, recordIds: new Set(deleted) };
  return { kind: mayBeLate ? 'late' : 'all_there' };
}

async function findDeleted<Existing>(
  deps: CheckDeps,
  getById: GetById<Existing>,
  known: readonly KnownRecord[],
): Promise<string[]> {
  const firstRead = await readKnownRecords(deps, getById, known);
  return (await proveAbsence(deps, firstRead)).deleted;
}

/** When (epoch ms, by Feishu's time) each record of ours was written, by record id. */
async function writingTimes(
  { journal, target }: CheckDeps,
  userIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number>> {
  const created = await journal.createdRecords(target, userIds);
  return new Map(created.map(({ recordId, writtenAt }) => [recordId, writtenAt]));
}
