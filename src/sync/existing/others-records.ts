import { keyOf } from '../enrollment-key.ts';
import type { ExistingEnrollment, ExistingLearner } from '../ports.ts';
import type { ExistingReading } from './read-existing.ts';

/** Two services that get the same file are no further apart. */
const sameFileMs = 10 * 60_000;
/** People type a row twice now and then. */
const fewestRecords = 5;
/** How long people have been told for, in ms. */
const toldForMs = 24 * 3_600_000;

/**
 * How many records seem to be written by another service: each repeats one of ours, was created within ten minutes of
 * it, and is unknown to the journal.
 * @param reportedAt when people were last told (epoch ms); null if never
 * @param now epoch ms; both by Feishu's time
 * @returns 0 if they are too few to mean something, or if people know
 */
export function countOthersRecords(
  { records: { learners, enrollments }, ours }: Pick<ExistingReading, 'records' | 'ours'>,
  reportedAt: number | null,
  now: number,
): number {
  if (reportedAt !== null && now < reportedAt + toldForMs) return 0;
  const others = [
    ...repeating(learners, ours, ({ userId }) => userId),
    ...repeating(enrollments, ours, ({ userId, course, day }) => keyOf(userId, course, day ?? '')),
  ].filter(({ createdAt }) => createdAt > (reportedAt ?? 0));
  return others.length < fewestRecords ? 0 : others.length;
}

type Existing = ExistingLearner | ExistingEnrollment;

/** Those of others that stand beside one of ours. */
function repeating<Record extends Existing>(
  records: readonly Record[],
  ours: ReadonlySet<string>,
  key: (record: Record) => string,
): { createdAt: number }[] {
  const oursAt = new Map<string, number[]>();
  for (const record of records) {
    if (record.createdAt === null || !ours.has(record.recordId)) continue;
    oursAt.set(key(record), [...(oursAt.get(key(record)) ?? []), record.createdAt]);
  }
  return records.flatMap((record) => {
    const { recordId, createdAt } = record;
    if (createdAt === null || ours.has(recordId)) return [];
    const beside = oursAt.get(key(record)) ?? [];
    return beside.some((at) => Math.abs(at - createdAt) <= sameFileMs) ? [{ createdAt }] : [];
  });
}
