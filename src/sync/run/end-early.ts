import { toAppError } from '../../errors.ts';
import { Interruption } from '../interruption.ts';
import type { SyncChanges } from '../sync-changes.ts';
import type { SyncRecord } from '../sync-record.ts';
import type { SyncReport } from '../sync-report.ts';
import type { Ending } from './ending.ts';
import { nextWait } from './next-wait.ts';
import { placeLines } from './place-lines.ts';
import type { SyncDeps } from './run.ts';

/** How far a sync is that cannot go on. */
export interface Stopped {
  /** What is written by now, if it got that far. */
  report: SyncReport | null;
  changes: SyncChanges | null;
  /** More rows are decided than when it waited last. */
  gotFurther: boolean;
  /** Of the file; none if it was not read. */
  sheets: readonly { name: string }[];
}

/**
 * The end of a run that cannot go on, whatever was thrown; the log learns the cause.
 * @returns null if nothing is wrong and another process will take the sync up again
 */
export function endEarly(
  { log, clock, waits }: Pick<SyncDeps, 'log' | 'clock' | 'waits'>,
  sync: SyncRecord,
  thrown: unknown,
  { report, changes, gotFurther, sheets }: Stopped,
): Ending | null {
  if (thrown instanceof Interruption) {
    return thrown.kind === 'shutdown'
      ? null
      : { kind: 'finished', finished: { status: 'canceled', report, changes, error: null } };
  }
  const { code, cause, details: known } = toAppError(thrown);
  const details = placeLines(known, sheets);
  const wait = nextWait({ code, details }, gotFurther ? null : sync.lastWait, clock.now(), waits);
  if (wait !== null) {
    log.warn({ sync: sync.number, code, details, err: cause }, 'sync waits');
    return { kind: 'waits', wait, report, changes };
  }
  log.error({ sync: sync.number, code, details, err: cause }, 'sync stopped');
  return {
    kind: 'finished',
    finished: { status: 'failed', report, changes, error: { kind: 'stopped', code, details } },
  };
}
