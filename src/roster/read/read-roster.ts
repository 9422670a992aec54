import { findHeader } from '../header/find-header.ts';
import { type KnownColumns, knownColumns } from '../header/known-columns.ts';
import { lineInFile, placeOfLine } from '../line-place.ts';
import { RefusedFile } from '../refused-file.ts';
import type { ReadRosterOptions, RosterQuestion, RosterReading } from '../roster.ts';
import { buildRoster } from './build-roster.ts';
import { type CollectedTable, collectRows } from './collect-rows.ts';
import { openFile } from './open-file.ts';
import { chosenColumns, readSections } from './read-sections.ts';
import { RowBudget } from './row-budget.ts';
import { chooseSheets, type SheetsChosen } from './sheet-choice.ts';
import type { OpenedFile } from './table.ts';

/**
 * Reads a roster, CSV or xlsx by its content, whatever its name.
 * Whatever is wrong with the file as a whole comes back as a refusal, what is wrong with a row as a rejected row, what only a person
 * can say as a question; no bytes make it throw. Gives other work its turn while it reads.
 */
export async function readRoster(bytes: Uint8Array, options: ReadRosterOptions): Promise<RosterReading> {
  try {
    return await read(bytes, options);
  } catch (error) {
    if (error instanceof RefusedFile) return { kind: 'refused', refusal: error.refusal };
    throw error;
  }
}

async function read(bytes: Uint8Array, options: ReadRosterOptions): Promise<RosterReading> {
  const known = knownColumns(options);
  const file = await openFile(bytes, (records) => findHeader(records, known));
  options.onHeader?.();
  const tables = await collectAll(file, known);
  const choice = chooseSheets(tables, options.sheets);
  if (choice.kind === 'asks') return { kind: 'asks', question: askAboutSheets(choice, options) };
  const { sections, shiftedRows } = await readSections(
    choice.tables.flatMap((table) => table.sections),
    options,
  ).catch((error: unknown) => {
    throw withSheet(error, file, 0);
  });
  if (sections.every(({ rows }) => rows.length === 0)) throw new RefusedFile({ code: 'header_only' });
  return { kind: 'read', roster: buildRoster({ file, tables, read: choice.tables, sections, shiftedRows }) };
}

function askAboutSheets(
  { tables, sheets }: Extract<SheetsChosen, { kind: 'asks' }>,
  options: ReadRosterOptions,
): RosterQuestion {
  const columns = tables.flatMap((table) => table.sections.map((section) => chosenColumns(section, options)));
  return {
    about: 'sheets',
    sheets,
    hasCourseColumn: columns.some(({ course }) => course.length > 0),
    hasDateColumn: columns.some(({ day }) => day.length > 0),
  };
}

async function collectAll(file: OpenedFile, known: KnownColumns): Promise<CollectedTable[]> {
  const budget = new RowBudget();
  const collected: CollectedTable[] = [];
  for (const table of file.tables) {
    try {
      collected.push(await collectRows(table, known, budget));
    } catch (error) {
      throw withSheet(error, file, table.sheet?.index ?? 0);
    }
  }
  return collected;
}

/**
 * Names the sheet on which a limit is passed, where the workbook has several.
 * @param from the place of the sheet from whose first line the line of the refusal counts
 */
function withSheet(error: unknown, { sheetNames }: OpenedFile, from: number): unknown {
  const refusal = error instanceof RefusedFile ? error.refusal : null;
  if (refusal?.code !== 'limit_exceeded' || refusal.line === null) return error;
  const sheets = sheetNames.map((name) => ({ name }));
  const { sheet, line } = placeOfLine(lineInFile(from, refusal.line), sheets);
  return sheet === null ? error : new RefusedFile({ ...refusal, line, sheet }, error);
}
