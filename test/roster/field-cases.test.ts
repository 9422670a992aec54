import { describe, expect, it } from 'vitest';
import { placeOfLine } from '../../src/roster/line-place.ts';
import { readRoster } from '../../src/roster/read/read-roster.ts';
import {
  nothingFilled,
  type ReadRosterOptions,
  type Roster,
  type RosterReading,
} from '../../src/roster/roster.ts';
import { fieldCases, fieldFile, isOneOf, type Outcome, type Step } from '../support/field-cases.ts';
import { today } from './read.ts';

const plainOptions: ReadRosterOptions = {
  today,
  extraAliases: {},
  learnerFields: [],
  enrollmentFields: [],
  sheets: null,
  fill: nothingFilled,
};

/** Answers the question for sheets as the case says. */
async function readStep(step: Step): Promise<{ asked: boolean; reading: RosterReading }> {
  const { bytes } = fieldFile(step);
  const first = await readRoster(bytes, plainOptions);
  if (first.kind !== 'asks') return { asked: false, reading: first };
  if (step.sheets !== undefined) expect(first.question.sheets).toEqual(step.sheets);
  const proposed = first.question.sheets.filter((sheet) => sheet.proposed).map(({ name }) => name);
  const sheets = step.answerSheets ?? proposed;
  return { asked: true, reading: await readRoster(bytes, { ...plainOptions, sheets }) };
}

function statusOf(reading: RosterReading): string {
  if (reading.kind !== 'read') return 'failed';
  const { rows } = reading.roster;
  const rejected = rows.filter(({ kind }) => kind === 'rejected').length;
  if (rejected === 0) return 'succeeded';
  return rejected < rows.length ? 'partial' : 'failed';
}

/** One of several outcomes is right: the one of the status that it has. */
function outcomeOf(step: Step, reading: RosterReading): Outcome {
  const status = statusOf(reading);
  const isRefusal = (outcome: Outcome) => outcome.rows === undefined;
  const outcome = step.expect.find(
    (each) => each.status.includes(status) && (isRefusal(each) || reading.kind === 'read'),
  );
  if (outcome === undefined) throw new Error(`not expected: ${JSON.stringify(reading).slice(0, 500)}`);
  return outcome;
}

function expectRoster(roster: Roster, step: Step, outcome: Outcome): void {
  const place = (line: number) => placeOfLine(line, roster.file.sheets).line;
  const rejected = roster.rows.flatMap((row) => (row.kind === 'rejected' ? [row] : []));
  const either = rejected.filter(({ line }) => outcome.either?.some((each) => each.line === place(line)));
  const certain = rejected.filter((row) => !either.includes(row));
  if (outcome.rejected !== undefined) {
    expect(certain).toHaveLength(outcome.rejected.length);
    for (const [index, { line, codes }] of outcome.rejected.entries()) {
      expect([line].flat()).toContain(place(certain[index]?.line ?? 0));
      if (codes !== undefined) expect(codes).toContain(certain[index]?.code);
    }
  }
  const valid = roster.rows.flatMap((row) => (row.kind === 'valid' ? [row] : []));
  if (outcome.validRows !== undefined) expect(valid).toHaveLength(outcome.validRows - either.length);
  if (outcome.rows !== undefined) expect([outcome.rows].flat()).toContain(roster.rows.length);
  if (outcome.notEnrolled !== undefined) {
    expect(roster.rows.filter(({ kind }) => kind === 'not_enrolled')).toHaveLength(outcome.notEnrolled);
  }
  for (const { userId, ifPresent, nickname, phone, course, date } of outcome.spotChecks ?? []) {
    const own = valid.filter(({ learner }) => learner.userId === userId);
    if (ifPresent && own.length === 0) continue;
    // What a damaged value does to a good one, the plan decides.
    if (step.expect.length === 1 && (outcome.warnings ?? []).length > 4) continue;
    const found = own.some(
      (row) =>
        isOneOf(nickname, row.learner.nickname) &&
        isOneOf(phone, row.learner.phone) &&
        isOneOf(course, row.course ?? step.course ?? '') &&
        isOneOf(date, row.day ?? step.date ?? ''),
    );
    expect(found ? userId : own).toBe(userId);
  }
  const lines = new Set(roster.rows.map(({ line }) => place(line)));
  for (const line of outcome.skipped ?? []) expect(lines).not.toContain(line);
  for (const id of outcome.absent ?? []) expect(valid.map(({ learner }) => learner.userId)).not.toContain(id);
}

describe.each(fieldCases)('the field case %s', (_, { what, base, steps }) => {
  it(`is read as it must be: ${what}`, async () => {
    for (const step of steps) {
      const { asked, reading } = await readStep(step);
      if (step.asks !== undefined) expect(asked).toBe(true);
      else if (step.mayAsk === undefined) expect(asked).toBe(false);
      if (base?.fields !== undefined && step.expect.every(({ rows }) => rows === undefined)) continue;
      const outcome = outcomeOf(step, reading);
      if (reading.kind === 'read') expectRoster(reading.roster, step, outcome);
    }
  });
});
