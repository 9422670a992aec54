import { expect } from 'vitest';
import type { SyncJson } from '../../src/http/sync-json.ts';
import { isOneOf, type Outcome, type Step } from './field-cases.ts';
import { brokenLinks, readTables, type ShownTables } from './tables.ts';

/**
 * Expects that a step came to what it must: counts, rows, words and tables.
 * @param sandboxUrl where the stand-in Feishu is
 */
export async function expectFieldOutcome(sync: SyncJson, step: Step, sandboxUrl: string): Promise<void> {
  const outcome = outcomeOf(step, sync);
  const failedEither = outcome.message === undefined ? expectRows(sync, outcome) : 0;
  expectWarnings(sync, outcome);
  expectSentences(sync, outcome);
  expectTables(await readTables(sandboxUrl), step, outcome, failedEither);
}

/** Of several outcomes that are right, the one that fits. */
function outcomeOf({ expect: outcomes }: Step, sync: SyncJson): Outcome {
  const fits = (outcome: Outcome) =>
    outcome.status.includes(sync.status) && (outcome.message === undefined || sync.error !== null);
  const outcome = outcomes.find(fits);
  if (outcome === undefined) throw new Error(`not expected: ${JSON.stringify(sync).slice(0, 1000)}`);
  return outcome;
}

function expectRows(sync: SyncJson, outcome: Outcome): number {
  const { summary } = sync;
  if (outcome.rows !== undefined) expect([outcome.rows].flat()).toContain(summary.rows);
  const either = sync.failures.filter(({ line }) => outcome.either?.some((each) => each.line === line));
  const certain = sync.failures.filter((failure) => !either.includes(failure));
  if (outcome.rejected !== undefined) {
    expect(certain.map(({ line }) => line)).toHaveLength(outcome.rejected.length);
    for (const [index, { line, codes, sheet, says }] of outcome.rejected.entries()) {
      const failure = certain[index];
      expect([line].flat()).toContain(failure?.line);
      if (codes !== undefined) expect(codes).toContain(failure?.code);
      if (sheet !== undefined) expect(failure?.sheet).toBe(sheet);
      if (says !== undefined) expect(`${failure?.reason}${failure?.hint}`).toMatch(new RegExp(says));
    }
  }
  const { enrollmentsCreated, enrollmentsSkipped, enrollmentsLinked, rowsNotEnrolled, rowsFailed } = summary;
  const valid = enrollmentsCreated + enrollmentsSkipped + enrollmentsLinked;
  if (outcome.validRows !== undefined) expect(valid).toBe(outcome.validRows - either.length);
  if (outcome.notEnrolled !== undefined) expect(rowsNotEnrolled).toBe(outcome.notEnrolled);
  expect(valid + rowsNotEnrolled + rowsFailed).toBe(summary.rows);
  return either.length;
}

function expectWarnings({ warnings, failures }: SyncJson, outcome: Outcome): void {
  for (const wanted of outcome.warnings ?? []) {
    const found = [wanted]
      .flat()
      .some(({ line, codes, says }) =>
        warnings.some(
          (warning) =>
            (line === undefined || warning.line === line) &&
            (codes === undefined || codes.includes(warning.code)) &&
            (says === undefined || new RegExp(says).test(warning.reason)),
        ),
      );
    expect(found ? wanted : warnings).toEqual(wanted);
  }
  for (const line of outcome.unwarned ?? []) expect(warnings.map((each) => each.line)).not.toContain(line);
  for (const line of outcome.skipped ?? []) expect(failures.map((each) => each.line)).not.toContain(line);
  for (const text of outcome.onlyOnce ?? []) {
    const said = warnings.filter(({ reason }) => new RegExp(text).test(reason));
    expect(said.length).toBeLessThanOrEqual(1);
  }
}

function expectSentences(sync: SyncJson, { message, report }: Outcome): void {
  const { fileName: _, ...answer } = sync;
  if (message !== undefined) {
    const said = [sync.error?.message, sync.error?.hint, ...sync.sentences].join('');
    for (const text of message.contains) expect(said).toMatch(new RegExp(text));
    for (const text of message.lacks) expect(JSON.stringify(answer)).not.toMatch(new RegExp(text));
  }
  for (const text of report?.contains ?? []) expect(JSON.stringify(answer)).toMatch(new RegExp(text));
  for (const text of report?.lacks ?? []) expect(JSON.stringify(answer)).not.toMatch(new RegExp(text));
}

const textOf = (cell: unknown) => String(cell ?? '').replace(/\s+/g, ' ');

function expectTables(tables: ShownTables, step: Step, outcome: Outcome, failedEither: number): void {
  const blank = outcome.blankEnrollments ?? 0;
  expect(tables.learners).toHaveLength(outcome.uniqueLearners - failedEither);
  expect(tables.enrollments).toHaveLength(outcome.enrollments - failedEither);
  expect(brokenLinks(tables)).toHaveLength(blank);
  for (const spot of outcome.spotChecks ?? []) expectSpot(tables, step, spot);
  const ids = tables.learners.map(({ cells }) => cells.用户ID);
  for (const id of outcome.absent ?? []) expect(ids).not.toContain(id);
}

function expectSpot(
  { learners, enrollments }: ShownTables,
  { course: givenCourse, date: givenDate }: Step,
  { userId, nickname, phone, course, date, ifPresent }: NonNullable<Outcome['spotChecks']>[number],
): void {
  const learner = learners.find(({ cells }) => textOf(cells.用户ID).trim() === userId);
  if (learner === undefined && ifPresent) return;
  expect([textOf(learner?.cells.昵称), textOf(learner?.cells.手机号)]).toEqual([
    isOneOf(nickname, textOf(learner?.cells.昵称)) ? textOf(learner?.cells.昵称) : nickname,
    isOneOf(phone, textOf(learner?.cells.手机号)) ? textOf(learner?.cells.手机号) : phone,
  ]);
  const own = enrollments.filter(({ cells }) => textOf(cells.用户ID).trim() === userId);
  const isThere = own.some(
    ({ cells }) =>
      isOneOf(course ?? givenCourse, textOf(cells.课程)) &&
      isOneOf(date ?? givenDate, textOf(cells.学习日期).replaceAll('/', '-')),
  );
  expect(isThere ? userId : own.map(({ cells }) => cells)).toBe(userId);
}
