import type { SandboxContext } from '../context.ts';
import type { BaseRecord, Table } from '../state/base-model.ts';
import { recordsAt } from '../state/record-history.ts';

/** Whether 高级权限 keeps this record from the app. */
export function isHidden({ settings }: SandboxContext, recordId: string): boolean {
  const { isAdvanced, hiddenRecords } = settings();
  return isAdvanced && (hiddenRecords === 'all' || hiddenRecords.includes(recordId));
}

/** Tables as the replica shows them that answers one call; ask for it once per call. */
export type ReplicaView = (table: Table) => ReadonlyMap<string, BaseRecord>;

/** The replica that reads by id. */
export function viewById({ replicas, now }: SandboxContext): ReplicaView {
  const at = now() - replicas.idLagMs();
  const seen = new Map<Table, ReadonlyMap<string, BaseRecord>>();
  return (table) => {
    const records = seen.get(table) ?? recordsAt(table, at);
    seen.set(table, records);
    return records;
  };
}

/** The records that search shows: as old as its replica, and without those 高级权限 hides, all without an error. */
export function searchableRecords(context: SandboxContext, table: Table): BaseRecord[] {
  const records = recordsAt(table, context.now() - context.replicas.searchLagMs());
  return [...records.values()].filter(({ id }) => !isHidden(context, id));
}
