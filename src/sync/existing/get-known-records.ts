import type { ById } from '../ports.ts';
import type { ExistingDeps } from './existing-deps.ts';

/** A record that this service has created or linked, and since when that is known. */
export interface KnownRecord {
  recordId: string;
  /** Epoch milliseconds. */
  writtenAt: number;
}

/**
 * Reads records by the ids that the journal knows. A record that was written a moment ago can be unknown to some of
 * Feishu's servers, so for that long it is asked for again before it counts as deleted:
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/faq
 */
export async function getKnownRecords<Existing>(
  { clock, timing }: Pick<ExistingDeps, 'clock' | 'timing'>,
  getById: (recordIds: readonly string[]) => Promise<ById<Existing>>,
  known: readonly KnownRecord[],
): Promise<ById<Existing>> {
  const writtenAt = new Map(known.map((record) => [record.recordId, record.writtenAt]));
  const freshUntil = (id: string) => (writtenAt.get(id) ?? 0) + timing.idLagMs;
  const isFresh = (id: string) => clock.now() < freshUntil(id);
  let got = await getById([...writtenAt.keys()]);
  for (let pause = timing.pollMs; got.absent.some(isFresh); pause *= 2) {
    const doubtful = got.absent.filter(isFresh);
    const left = doubtful.reduce((latest, id) => Math.max(latest, freshUntil(id)), 0) - clock.now();
    await clock.sleep(Math.min(pause, left));
    const again = await getById(doubtful);
    got = {
      found: [...got.found, ...again.found],
      absent: [...got.absent.filter((id) => !doubtful.includes(id)), ...again.absent],
      forbidden: [...got.forbidden, ...again.forbidden],
    };
  }
  return got;
}
