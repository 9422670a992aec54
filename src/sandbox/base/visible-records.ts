import type { SandboxContext } from '../context.ts';
import type { BaseRecord, Table } from '../state/base-model.ts';
import { type Records, recordsAsOf, recordsCreatedBy } from '../state/record-history.ts';

/** Whether 高级权限 keeps this record from the app. */
export function isHidden({ settings }: SandboxContext, recordId: string): boolean {
  const { isAdvanced, hiddenRecords } = settings();
  return isAdvanced && (hiddenRecords === 'all' || hiddenRecords.includes(recordId));
}

/** Tables as the replica shows them that answers one call; ask for it once per call. */
export type ReplicaView = (table: Table) => Records;

/** The replica that reads by id. */
export function viewById(context: SandboxContext): ReplicaView {
  const lagMs = context.replicas.idLagMs();
  const seen = new Map<Table, Records>();
  return (table) => {
    const records = seen.get(table) ?? recordsBehind(context, table, lagMs);
    seen.set(table, records);
    return records;
  };
}

/** The records that search shows: as old as its replica, and without those 高级权限 hides, all without an error. */
export function searchableRecords(context: SandboxContext, table: Table): BaseRecord[] {
  const records = recordsBehind(context, table, context.replicas.searchLagMs());
  return [...records.values()].filter(({ id }) => !isHidden(context, id));
}

function recordsBehind({ settings, now }: SandboxContext, table: Table, lagMs: number): Records {
  if (lagMs === 0) return table.records;
  const at = now() - lagMs;
  return settings().lagCovers === 'all_changes'
    ? recordsAsOf(table, at)
    : recordsCreatedBy(table.records, at);
}
