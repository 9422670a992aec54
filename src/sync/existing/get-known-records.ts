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
  /** No read shows them yet, and they are so young that this proves nothing. */
  late: string[];
  deleted: string[];
}

/**
 * Reads records by the ids that the journal knows. Some of Feishu's servers can be unaware of a record for seconds, so
 * one counts as deleted only if two reads miss it that are some seconds apart, the second a minute after it was written:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/faq
 */
export async function getKnownRecords<Existing>(
  { base, clock, timing }: Pick<ExistingDeps, 'base' | 'clock' | 'timing'>,
  getById: (recordIds: readonly string[]) => Promise<ById<Existing>>,
  known: readonly KnownRecord[],
): Promise<KnownRecords<Existing>> {
  const writtenAt = new Map(known.map((record) => [record.recordId, record.writtenAt]));
  const first = await getById([...writtenAt.keys()]);
  const secondReadAt = (base.serverTime() ?? Number.NEGATIVE_INFINITY) + timing.absenceGapMs;
  const isOld = (id: string) => secondReadAt >= (writtenAt.get(id) ?? 0) + timing.absenceProofMs;
  const missed = first.absent.filter(isOld);
  const late = first.absent.filter((id) => !isOld(id));
  if (missed.length === 0) return { found: first.found, forbidden: first.forbidden, late, deleted: [] };
  await clock.sleep(timing.absenceGapMs);
  const second = await getById(missed);
  return {
    found: [...first.found, ...second.found],
    forbidden: [...first.forbidden, ...second.forbidden],
    late,
    deleted: second.absent,
  };
}
