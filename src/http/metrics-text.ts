import { type SyncRecord, syncStatuses } from '../sync/sync-record.ts';

/**
 * Figures in the Prometheus text format: https://prometheus.io/docs/instrumenting/exposition_formats/
 * @param newest the newest syncs; no more than these are counted
 * @param residentBytes memory of this process
 */
export function metricsText(newest: readonly SyncRecord[], residentBytes: number): string {
  const count = (status: SyncRecord['status']) => newest.filter((sync) => sync.status === status).length;
  return [
    '# HELP nvc_recent_syncs The newest syncs, 1000 at most, by status.',
    '# TYPE nvc_recent_syncs gauge',
    ...syncStatuses.map((status) => `nvc_recent_syncs{status="${status}"} ${count(status)}`),
    '# HELP nvc_queue_length Syncs that wait for the worker.',
    '# TYPE nvc_queue_length gauge',
    `nvc_queue_length ${count('queued')}`,
    '# HELP process_resident_memory_bytes Memory of this process.',
    '# TYPE process_resident_memory_bytes gauge',
    `process_resident_memory_bytes ${residentBytes}`,
    '',
  ].join('\n');
}
