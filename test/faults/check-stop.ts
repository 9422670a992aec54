import { expect } from 'vitest';
import type { SyncRecord } from '../../src/sync/sync-record.ts';
import type { SyncReport } from '../../src/sync/sync-report.ts';
import type { FaultHarness } from './fault-harness.ts';
import type { Undisturbed } from './fault-matrix.ts';
import { rosterRows } from './prepared-tables.ts';

/** A sync that stopped or waits says of each row what is true, and nothing that is not. */
export async function checkStop(
  harness: FaultHarness,
  sync: SyncRecord,
  { before }: Pick<Undisturbed, 'before'>,
): Promise<void> {
  const content = await harness.content();
  const report = await harness.reportOf(sync);
  if (report === null) {
    expect(content).toEqual(before);
    return;
  }
  const { summary, failures } = report;
  expect(summary.rows).toBe(
    summary.enrollmentsCreated + summary.enrollmentsSkipped + summary.enrollmentsLinked + summary.rowsFailed,
  );
  expect(failures).toHaveLength(summary.rowsFailed);
  checkLearners(report, content.learners.length - before.learners.length, sync);
  checkEnrollments(report, content.enrollments, before.enrollments);
}

function checkLearners({ summary }: SyncReport, added: number, { error, lastWait }: SyncRecord): void {
  expect(summary.learnersCreated).toBeLessThanOrEqual(added);
  const code = error?.kind === 'stopped' ? error.code : lastWait?.code;
  if (code !== 'in_doubt') expect(added, 'learners said to be created').toBe(summary.learnersCreated);
}

/** For every enrollment: no more than its rows say, and no less than they promise. */
function checkEnrollments({ summary, failures }: SyncReport, content: string[], before: string[]): void {
  const failed = new Map(failures.map(({ line, code }) => [line, code]));
  const added = (start: string) =>
    content.filter((shown) => shown.startsWith(start)).length -
    before.filter((shown) => shown.startsWith(start)).length;
  const starts = new Set(rosterRows.map(startOf));
  for (const start of starts) {
    const codes = rosterRows.flatMap((row, index) =>
      startOf(row) === start ? [failed.get(index + 2) ?? 'written'] : [],
    );
    const possible = codes.filter((code) => code === 'written' || code === 'in_doubt').length;
    expect(added(start), `${start} in Base`).toBeLessThanOrEqual(possible);
  }
  const inDoubt = failures.filter(({ code }) => code === 'in_doubt').length;
  const addedInAll = content.length - before.length;
  expect(addedInAll).toBeGreaterThanOrEqual(summary.enrollmentsCreated);
  expect(addedInAll).toBeLessThanOrEqual(summary.enrollmentsCreated + inDoubt);
}

/** How the content of an enrollment begins, whatever it is linked to. */
function startOf([userId, , , course, day]: (typeof rosterRows)[number]): string {
  return JSON.stringify([{ 用户ID: userId, 课程: course, 学习日期: day }]).slice(0, -1);
}
