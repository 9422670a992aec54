import type { RecentWrite, RecentWrites } from '../journal.ts';
import type { ById, ExistingEnrollment, ExistingLearner } from '../ports.ts';
import type { ExistingDeps } from './existing-deps.ts';

type Existing = ExistingLearner | ExistingEnrollment;

/** What this service has done a moment ago, and from when on (epoch ms by Feishu's time) no server is unaware of a write. */
export interface Overlay {
  recent: RecentWrites;
  shownIfBefore: number;
}

/** Whatever a server shows of the last minutes, what this service itself has done by then holds. */
export async function readOverlay({ base, journal, target, clock, timing }: ExistingDeps): Promise<Overlay> {
  const now = base.serverTime() ?? clock.now();
  return {
    recent: await journal.recentWrites(target, now - timing.recentMs),
    shownIfBefore: now - timing.absenceProofMs,
  };
}

/**
 * Records that search returned, as they are after what this service did: those that it has deleted are not there, and cells
 * and links hold what it wrote. Where search says otherwise, the record is read by id, which is believed a minute after
 * the write.
 */
export async function overlayWrites<Record extends Existing>(
  overlay: Overlay,
  searched: readonly Record[],
  getById: (recordIds: readonly string[]) => Promise<ById<Record>>,
): Promise<Record[]> {
  const { recent, shownIfBefore } = overlay;
  const differing = searched.filter((record) => {
    const deletedAt = recent.deleted.get(record.recordId);
    return deletedAt === undefined ? !isAsWritten(record, recent) : deletedAt <= shownIfBefore;
  });
  const { found } = await getById(differing.map(({ recordId }) => recordId));
  const byId = new Map(found.map((record) => [record.recordId, record]));
  const wanted = new Set(differing.map(({ recordId }) => recordId));
  return searched.flatMap((record) => {
    const { recordId } = record;
    const read = byId.get(recordId);
    if (recent.deleted.has(recordId)) return read === undefined ? [] : [read];
    return wanted.has(recordId) ? [asRead(read ?? record, overlay)] : [record];
  });
}

/** A record read by id, or as it was created, with the cells that a server may not show yet. */
export function asRead<Record extends Existing>(record: Record, { recent, shownIfBefore }: Overlay): Record {
  const fields = { ...record.fields };
  for (const [field, write] of recent.cells.get(record.recordId) ?? [])
    if (isStale(fields[field] ?? '', write, shownIfBefore)) fields[field] = write.value;
  const link = recent.links.get(record.recordId);
  if (link === undefined || !('learnerRecordIds' in record)) return { ...record, fields };
  const isOld = isSame(record.learnerRecordIds, link.before) && link.at > shownIfBefore;
  return { ...record, fields, ...(isOld && { learnerRecordIds: link.value }) };
}

/** It shows what was there before the write, which came so recently that the server may not know it. */
function isStale(shown: string, { before, at }: RecentWrite<string>, shownIfBefore: number): boolean {
  return shown === before && at > shownIfBefore;
}

function isAsWritten(record: Existing, { cells, links }: RecentWrites): boolean {
  const written = [...(cells.get(record.recordId) ?? [])];
  const link = links.get(record.recordId);
  return (
    written.every(([field, { value }]) => (record.fields[field] ?? '') === value) &&
    (link === undefined || !('learnerRecordIds' in record) || isSame(record.learnerRecordIds, link.value))
  );
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}
