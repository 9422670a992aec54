import type { SameRecords } from '../../wording/doctor/feishu-findings.ts';

/** Rows by key, in the order in which the keys come first. */
export function grouped<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/**
 * The records that share a key with another, with the person they are about.
 * @param keyOf null for a record that is like no other
 */
export function sameRecords<Row extends { recordId: string; userId: string }>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | null,
): SameRecords[] {
  const groups = grouped(rows, keyOf);
  groups.delete(null);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return [];
    return [{ userId: first.userId, recordIds: group.map(({ recordId }) => recordId) }];
  });
}
