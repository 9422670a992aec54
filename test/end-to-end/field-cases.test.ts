import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SyncJson } from '../../src/http/sync-json.ts';
import { post, settled, syncFile } from '../support/api.ts';
import {
  type FieldCase,
  fieldCases,
  fieldFile,
  isOneOf,
  type Outcome,
  type Step,
} from '../support/field-cases.ts';
import { type Harness, openHarness, runCli } from '../support/processes.ts';
import { brokenLinks, control, readTables, type ShownTables } from '../support/tables.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());
beforeEach(() => control(harness.sandbox.url, 'POST', 'reset', { seed: 'empty' }));

const tableNames = { learner: '学员总表', enrollment: '学习记录表' } as const;

/** What the Base holds before the first upload, and how its fields differ. */
async function prepareBase({ base }: FieldCase): Promise<void> {
  for (const { table, field, type } of base?.fields ?? []) {
    const edit = { action: 'change', table: tableNames[table], field, type };
    await control(harness.sandbox.url, 'POST', 'fields', edit);
  }
  for (const { table, rows } of base?.records ?? []) {
    const records = rows.map((cells) => ({ cells }));
    await control(harness.sandbox.url, 'POST', 'records', { table: tableNames[table], records });
  }
}

function operatorFields({ course, date }: Step): Record<string, string> {
  return { ...(course === undefined ? {} : { course }), ...(date === undefined ? {} : { date }) };
}

/** Uploads through the API and answers what it is asked; nothing may be written before. */
async function syncByApi(step: Step): Promise<SyncJson> {
  const { url } = harness.service;
  const first = await syncFile(url, fieldFile(step), operatorFields(step));
  const sheets = first.needs?.sheets ?? [];
  if (step.asks !== undefined) expect(sheets.length).toBeGreaterThan(1);
  if (sheets.length === 0) return first;
  expect([step.asks, step.mayAsk]).toContain('sheets');
  if (step.sheets !== undefined) expect(sheets).toEqual(step.sheets);
  const { learners, enrollments } = await readTables(harness.sandbox.url);
  expect([learners.length, enrollments.length]).toEqual([0, 0]);
  await post(url, `/api/syncs/${first.id}/input`, { sheets: answerOf(step, sheets) });
  return settled(url, first.id);
}

function answerOf(step: Step, sheets: readonly { name: string; proposed: boolean }[]): string[] {
  return step.answerSheets ?? sheets.filter(({ proposed }) => proposed).map(({ name }) => name);
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

async function expectOutcome(sync: SyncJson, step: Step): Promise<void> {
  const outcome = outcomeOf(step, sync);
  const failedEither = outcome.message === undefined ? expectRows(sync, outcome) : 0;
  expectWarnings(sync, outcome);
  expectSentences(sync, outcome);
  expectTables(await readTables(harness.sandbox.url), step, outcome, failedEither);
}

describe.each(fieldCases)('the field case %s', (_, fieldCase) => {
  it(`comes to what it must through the API: ${fieldCase.what}`, async () => {
    await prepareBase(fieldCase);
    for (const step of fieldCase.steps) await expectOutcome(await syncByApi(step), step);
  });
});

/** One of each rule: the same core works for it, and each command takes seconds. */
const forTheCommandLine = fieldCases.filter(
  ([, { rule, steps }], index) =>
    steps.every(({ recipe }) => !recipe) &&
    fieldCases.findIndex(([, other]) => other.rule === rule && other.steps.every(({ recipe }) => !recipe)) ===
      index,
);

describe.each(forTheCommandLine)('the field case %s', (_, fieldCase) => {
  it('comes to the same on the command line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nvc-field-'));
    try {
      await prepareBase(fieldCase);
      for (const step of fieldCase.steps) {
        const file = fieldFile(step);
        const path = join(folder, file.name);
        await writeFile(path, file.bytes);
        await expectOutcome(await syncByCli(path, step), step);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/** Without its flag the command says what is missing; with it, it goes through. */
async function syncByCli(path: string, step: Step): Promise<SyncJson> {
  const { course, date } = step;
  const flags = ['--json', ...(course ? ['--course', course] : []), ...(date ? ['--date', date] : [])];
  const first = await runCli([path, ...flags], harness.env);
  const asked = JSON.parse(first.stdout) as SyncJson;
  const sheets = asked.needs?.sheets ?? [];
  if (sheets.length === 0) return asked;
  expect(first.stderr).toContain('--sheet');
  const chosen = answerOf(step, sheets).flatMap((name) => ['--sheet', name]);
  return JSON.parse((await runCli([path, ...flags, ...chosen], harness.env)).stdout) as SyncJson;
}
