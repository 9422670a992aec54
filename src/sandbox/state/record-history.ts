import type { BaseRecord, PastRecord, Table } from './base-model.ts';

const keptMs = 20 * 60_000;
const checkedEvery = 10_000;

/** Keeps a record as it is now, before it is changed, for at least 20 minutes. */
export function keepPast({ history }: Table, past: PastRecord): void {
  history.push(past);
  if (history.length % checkedEvery !== 0) return;
  const firstKept = history.findIndex(({ until }) => until >= past.until - keptMs);
  history.splice(0, Math.max(firstKept, 0));
}

/** The records of a table, by id and the oldest first, as a replica shows them that has all changes up to `at`. */
export function recordsAt(table: Table, at: number): ReadonlyMap<string, BaseRecord> {
  const since = table.history.filter(({ until }) => until > at);
  if (since.length === 0) return table.records;
  const records = new Map(table.records);
  for (const { id, record } of since.reverse()) {
    if (record === null) records.delete(id);
    else records.set(id, record);
  }
  return new Map([...records].sort(([, one], [, other]) => one.number - other.number));
}
