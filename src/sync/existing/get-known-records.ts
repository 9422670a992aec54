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

/**
 * Reads records by the ids that the journal knows. Some of Feishu's servers can be unaware of a record for seconds, so
 * one counts as deleted only if two reads miss it that are some seconds apart, the second a minute after it was written;
 * until then it is asked for again: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/faq
 */
export async function getKnownRecords<Existing>(
  deps: KnownDeps,
  getById: (recordIds: readonly string[]) => Promise<ById<Existing>>,
  known: readonly KnownRecord[],
): Promise<KnownRecords<Existing>> {
  const { clock, timing } = deps;
  const writtenAt = new Map(known.map((record) => [record.recordId, record.writtenAt]));
  const { found, forbidden, absent } = await getById([...writtenAt.keys()]);
  const result: KnownRecords<Existing> = { found, forbidden, late: absent, deleted: [] };
  const firstMissAt = clock.monotonic();
  const end = firstMissAt + timing.absenceProofMs + timing.absenceGapMs;
  for (let pause = timing.pollMs; result.late.length > 0 && clock.monotonic() < end; pause *= 2) {
    if (deps.base.serverTime() === null) break;
    const isYoung = result.late.some((id) => !isOld(deps, writtenAt.get(id) ?? 0));
    await clock.sleep(isYoung ? Math.min(pause, timing.absenceGapMs) : timing.absenceGapMs);
    const again = await getById(result.late);
    const isFarApart = clock.monotonic() - firstMissAt >= timing.absenceGapMs;
    const isDeleted = (id: string) => isFarApart && isOld(deps, writtenAt.get(id) ?? 0);
    result.found.push(...again.found);
    result.forbidden.push(...again.forbidden);
    result.deleted.push(...again.absent.filter(isDeleted));
    result.late = again.absent.filter((id) => !isDeleted(id));
  }
  return result;
}

/** Whether a read now comes so long after the record was written that every server should know it. */
function isOld({ base, timing }: KnownDeps, writtenAt: number): boolean {
  return (base.serverTime() ?? Number.NEGATIVE_INFINITY) >= writtenAt + timing.absenceProofMs;
}
