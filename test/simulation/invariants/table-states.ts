import type { Cells, RecordEvent } from '../feishu/audit.ts';

/** A record that is there, and the event that created it. */
export interface LiveRecord {
  cells: Cells;
  created: RecordEvent;
}

/**
 * Goes through what happened to one table.
 * @param see told each event, with the records that were there before it, by id
 */
export function replay(
  events: readonly RecordEvent[],
  table: RecordEvent['table'],
  see: (event: RecordEvent, before: ReadonlyMap<string, LiveRecord>) => void,
): Map<string, LiveRecord> {
  const live = new Map<string, LiveRecord>();
  for (const event of events.filter((one) => one.table === table)) {
    see(event, live);
    const { recordId, after } = event;
    if (after === null) live.delete(recordId);
    else live.set(recordId, { cells: after, created: live.get(recordId)?.created ?? event });
  }
  return live;
}
