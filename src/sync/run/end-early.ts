import { toAppError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import { Interruption } from '../interruption.ts';
import type { SyncReport } from '../report.ts';
import type { FinishedSync, SyncRecord } from '../sync-record.ts';

/**
 * The end of a sync that cannot go on, whatever was thrown; the log learns the cause.
 * @param report what is written by now, if it got that far
 * @returns null if nothing is wrong and another process will take the sync up again
 */
export function endEarly(
  log: Logger,
  sync: SyncRecord,
  thrown: unknown,
  report: SyncReport | null,
): FinishedSync | null {
  if (thrown instanceof Interruption) {
    return thrown.kind === 'shutdown' ? null : { status: 'canceled', report, error: null };
  }
  const { code, details, cause } = toAppError(thrown);
  log.error({ sync: sync.number, code, details, err: cause }, 'sync stopped');
  return { status: 'failed', report, error: { kind: 'stopped', code, details } };
}
