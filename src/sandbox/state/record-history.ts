import type { BaseRecord, Table } from './base-model.ts';

/** By id, the oldest first. */
export type Records = ReadonlyMap<string, BaseRecord>;

const keptMs = 20 * 60_000;
const checkedEvery = 10_000;

/** Keeps a record as it is now, before it is changed or deleted at `until`, for at least 20 minutes. */
export function keepPast({ history }: Table, record: BaseRecord, until: number): void {
  history.push({ until, record: { ...record, cells: { ...record.cells } } });
  if (history.length % checkedEvery !== 0) return;
  const firstKept = history.findIndex((past) => past.until >= until - keptMs);
  history.splice(0, Math.max(firstKept, 0));
}

/** The records of a table, by id and the oldest first, without those created after `at`. */
export function recordsCreatedBy(records: Records, at: number): Records {
  return new Map([...records].filter(([, { createdAt }]) => createdAt <= at));
}

/** The same, with changed and deleted records as they were at that moment. */
export function recordsAsOf(table: Table, at: number): Records {
  const records = new Map(table.records);
  for (const { until, record } of table.history.toReversed()) {
    if (until > at) records.set(record.id, record);
  }
  const inOrder = [...records].sort(([, one], [, other]) => one.number - other.number);
  return recordsCreatedBy(new Map(inOrder), at);
}
