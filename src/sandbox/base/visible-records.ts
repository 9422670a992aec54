import type { SandboxContext } from '../context.ts';
import type { BaseRecord, Table } from '../state/base-model.ts';

/** Whether 高级权限 keeps this record from the app. */
export function isHidden({ settings }: SandboxContext, recordId: string): boolean {
  const { isAdvanced, hiddenRecords } = settings();
  return isAdvanced && (hiddenRecords === 'all' || hiddenRecords.includes(recordId));
}

/** Whether every server knows this record by its id. */
export function isKnownById({ settings, now }: SandboxContext, { createdAt }: BaseRecord): boolean {
  return createdAt <= now() - settings().idLagMs;
}

/** The records that search knows: hidden ones and those too new for it are missing, without an error. */
export function visibleRecords(context: SandboxContext, table: Table): BaseRecord[] {
  const newest = context.now() - context.settings().searchLagMs;
  return [...table.records.values()].filter(
    (record) => record.createdAt <= newest && !isHidden(context, record.id),
  );
}
