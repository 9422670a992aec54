import type { Roster } from '../../roster/roster.ts';
import type { Journal } from '../journal.ts';
import type { SyncRecord } from '../sync-record.ts';
import { emptySummary, type RowProblem, type SyncReport } from '../sync-report.ts';
import { footersOf } from './build-report.ts';
import { countWritten } from './counts.ts';
import { notEnrolledRows, toFailures } from './report-rows.ts';
import { linesSent, openIntentsOf } from './rows-in-doubt.ts';

/** What is known of a sync that ends before it has planned anything. */
export interface Unplanned {
  /** null if its file was not read. */
  roster: Roster | null;
  baseCalls: number;
  durationMs: number;
}

/**
 * The account of a sync that ends before it has planned anything: what earlier runs of it have written or left in doubt,
 * as the journal says. null if there is nothing of the kind.
 */
export async function reportUnplanned(
  journal: Journal,
  sync: SyncRecord,
  { roster, baseCalls, durationMs }: Unplanned,
): Promise<SyncReport | null> {
  const written = await journal.writtenByUpload(sync.uploadId);
  const own = written.filter(({ syncId }) => syncId === sync.id);
  const inDoubt = linesSent(await openIntentsOf(journal, sync));
  if (own.length === 0 && inDoubt.size === 0) return null;
  const { learnersCreated, learnersUpdated, enrollmentsCreated, enrollmentsLinked } = countWritten(own);
  const done = new Set([...enrollmentsCreated, ...enrollmentsLinked]);
  const rows = roster?.rows.length ?? Math.max(sync.progress.total, done.size);
  const failures = roster === null ? [] : toFailures(roster, problemsOf(roster, done, inDoubt));
  const notEnrolled = roster === null ? [] : notEnrolledRows(roster);
  const rowsFailed = rows - done.size - notEnrolled.length;
  // Of a file that was not read nobody knows which rows are faulty.
  const rowsNotWritten =
    roster === null
      ? rowsFailed - inDoubt.size
      : failures.filter(({ code }) => code === 'not_written').length;
  const summary = {
    ...emptySummary,
    rows,
    learnersCreated: learnersCreated.size,
    learnersUpdated: learnersUpdated.size,
    enrollmentsCreated: enrollmentsCreated.size,
    enrollmentsLinked: enrollmentsLinked.size,
    rowsNotEnrolled: notEnrolled.length,
    rowsFailed,
    rowsInDoubt: inDoubt.size,
    ...(rowsNotWritten > 0 && { rowsNotWritten }),
    footers: roster === null ? emptySummary.footers : footersOf(roster),
    baseCalls,
    durationMs,
  };
  return { summary, failures, warnings: [], notEnrolled, file: roster?.file ?? null };
}

function problemsOf(roster: Roster, done: ReadonlySet<number>, inDoubt: ReadonlySet<number>): RowProblem[] {
  return roster.rows.flatMap((row): RowProblem[] => {
    const { line } = row;
    if (row.kind === 'rejected') return [{ line, userId: row.userId, code: row.code }];
    if (row.kind === 'not_enrolled' || done.has(line)) return [];
    return [{ line, userId: row.learner.userId, code: inDoubt.has(line) ? 'in_doubt' : 'not_written' }];
  });
}
