import type { ById } from '../ports.ts';
import type { ExistingDeps } from './existing-deps.ts';

/** A record that this service has created or linked, and since when that is known. */
export interface KnownRecord {
  recordId: string;
  /** Epoch milliseconds, by Feishu's time. */
  writtenAt: number;
}

/** What reading by id tells about records that were written once. */
export interface KnownRecords<Existing> {
  found: Existing[];
  /** There, but this app may not see them. */
  forbidden: string[];
  /** No read shows them, and nothing proves that they are deleted. */
  late: string[];
  deleted: string[];
}

type KnownDeps = Pick<ExistingDeps, 'base' | 'clock' | 'timing'>;
export type GetById<Existing> = (recordIds: readonly string[]) => Promise<ById<Existing>>;

/** What a first read by id has told. */
export interface FirstRead<Existing> extends ById<Existing> {
  getById: GetById<Existing>;
  known: readonly KnownRecord[];
  /** On the monotonic clock. */
  readAt: number;
}

/** Reads records by the ids that the journal knows; that it does not find them proves nothing yet. */
export async function readKnownRecords<Existing>(
  { clock }: KnownDeps,
  getById: GetById<Existing>,
  known: readonly KnownRecord[],
): Promise<FirstRead<Existing>> {
  const answer = await getById([...new Set(known.map(({ recordId }) => recordId))]);
  return { ...answer, getById, known, readAt: clock.monotonic() };
}

/**
 * Finds out what became of those that a first read has missed. Some of Feishu's servers can be unaware of a record for
 * seconds, so one counts as deleted only if two reads miss it that are some seconds apart, the second a minute after it
 * was written; until then it is asked for again: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/faq
 */
export async function proveAbsence<Existing>(
  deps: KnownDeps,
  { found, forbidden, absent, getById, known, readAt }: FirstRead<Existing>,
): Promise<KnownRecords<Existing>> {
  const { clock, timing } = deps;
  const writtenAt = new Map(known.map((record) => [record.recordId, record.writtenAt]));
  const result: KnownRecords<Existing> = { found: [...found], forbidden, late: absent, deleted: [] };
  const farApart = readAt + timing.absenceGapMs;
  const end = clock.monotonic() + timing.absenceProofMs + timing.absenceGapMs;
  for (let pause = timing.pollMs; result.late.length > 0 && clock.monotonic() < end; pause *= 2) {
    if (deps.base.serverTime() === null) break;
    const isYoung = result.late.some((id) => !isOld(deps, writtenAt.get(id) ?? 0));
    const wait = isYoung ? Math.min(pause, timing.absenceGapMs) : farApart - clock.monotonic();
    if (wait > 0) await clock.sleep(wait);
    const again = await getById(result.late);
    const isDeleted = (id: string) => clock.monotonic() >= farApart && isOld(deps, writtenAt.get(id) ?? 0);
    result.found.push(...again.found);
    result.forbidden = [...result.forbidden, ...again.forbidden];
    result.deleted.push(...again.absent.filter(isDeleted));
    result.late = again.absent.filter((id) => !isDeleted(id));
  }
  return result;
}

/**
 * Finds out whether records are there that a first read has found and that search, which should know them, has not: it may
 * know of a deletion of which a server that is asked by id is unaware for as long as of a new record. Believed a minute later.
 * @param doubtful ids of such records
 */
export async function provePresence<Existing>(
  deps: KnownDeps,
  { getById, known, readAt }: FirstRead<Existing>,
  doubtful: ReadonlySet<string>,
): Promise<KnownRecords<Existing>> {
  const { clock, timing } = deps;
  const wait = readAt + timing.absenceProofMs - clock.monotonic();
  if (doubtful.size > 0 && wait > 0) await clock.sleep(wait);
  const again = known.filter(({ recordId }) => doubtful.has(recordId));
  return proveAbsence(deps, await readKnownRecords(deps, getById, again));
}

/** Whether a read now comes so long after the record was written that every server should know it. */
function isOld({ base, timing }: KnownDeps, writtenAt: number): boolean {
  return (base.serverTime() ?? Number.NEGATIVE_INFINITY) >= writtenAt + timing.absenceProofMs;
}
