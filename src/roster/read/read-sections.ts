import { setImmediate as nextTurn } from 'node:timers/promises';
import { isKnownStatus } from '../enrollment-status.ts';
import { type ChosenColumns, chooseColumns } from '../header/choose-columns.ts';
import { bareStatusTitles } from '../header/known-columns.ts';
import { normalizeTitle } from '../header/normalize-title.ts';
import { limitExceeded, RefusedFile } from '../refused-file.ts';
import type { ReadRosterOptions, RosterRow } from '../roster.ts';
import { readUserId } from '../user-id.ts';
import { isFooter } from './footer-row.ts';
import { type IdShapes, idShapes } from './id-shapes.ts';
import { type RowRules, readRow } from './read-row.ts';
import { rejectRow } from './reject-row.ts';
import { doubledFields, pickCells } from './row-cells.ts';
import type { DataRecord, Section } from './section.ts';
import { type Shift, type ShiftColumns, shiftColumns, shiftOf } from './shifted-row.ts';

/** A section whose rows have been read. */
export interface ReadSection {
  section: Section;
  columns: ChosenColumns;
  rows: RosterRow[];
  footers: { line: number; text: string }[];
  hiddenRows: number;
}

export interface ReadSections {
  sections: ReadSection[];
  /** As of a roster. */
  shiftedRows: number;
}

const rowsPerTurn = 500;

/**
 * Reads the rows of all sections of a file, which decide together what its ids look like and whether its columns fit. Where most
 * rows are shifted alike it is the file that is: its rows are read as they stand, and a person has to look at them.
 * Gives other work its turn.
 * @throws RefusedFile `columns_swapped` if then no row can be read, or `limit_exceeded` for a cell that is too long
 */
export async function readSections(
  sections: readonly Section[],
  options: ReadRosterOptions,
): Promise<ReadSections> {
  const prepared = sections.map((section) => ({ section, columns: chosenColumns(section, options) }));
  const ids = idShapes(prepared.flatMap(({ section, columns }) => userIdsOf(section, columns)));
  const readAll = async (shifts: Shifts) => {
    const read: ReadSection[] = [];
    for (const { section, columns } of prepared) {
      const doubled = doubledFields(columns);
      const { today, fill } = options;
      const rules: RowRules = { columns, doubled, ids, today, fill, from1904: section.from1904 };
      read.push(await readSection(section, rules, shifts));
    }
    return read;
  };
  const shifts = new Shifts(true);
  const read = await readAll(shifts);
  if (!shifts.isOfTheFile()) return { sections: read, shiftedRows: 0 };
  const asTheyStand = await readAll(new Shifts(false));
  const isReadable = asTheyStand.some(({ rows }) => rows.some(({ kind }) => kind !== 'rejected'));
  if (!isReadable) throw new RefusedFile({ code: 'columns_swapped' });
  return { sections: asTheyStand, shiftedRows: shifts.most() };
}

/** What the columns of a section are read for. */
export function chosenColumns(
  { columns, places, records }: Section,
  options: ReadRosterOptions,
): ChosenColumns {
  const known = columns.map((column) => ({ ...column, index: places.indexOf(column.index) }));
  const isOfEnrollment = ({ title, index }: { title: string; index: number }) =>
    !bareStatusTitles.includes(normalizeTitle(title)) ||
    records.every(({ cells, oddity }) => oddity?.footer || isKnownStatus(cells[index] ?? ''));
  return chooseColumns(known.filter(isOfEnrollment), options);
}

function userIdsOf({ records }: Section, { userId: [places = []] }: ChosenColumns): string[] {
  return records.flatMap(({ cells, oddity }) => {
    const id = oddity?.footer
      ? null
      : readUserId(places.map((place) => cells[place] ?? '').find(Boolean) ?? '');
    return id?.kind === 'accepted' ? [id.userId] : [];
  });
}

async function readSection(section: Section, rules: RowRules, shifts: Shifts): Promise<ReadSection> {
  const read: ReadSection = { section, columns: rules.columns, rows: [], footers: [], hiddenRows: 0 };
  const shiftRules = shiftColumns(section);
  const header: DataRecord = { line: section.header.line, cells: [], oddity: section.headerOddity };
  if (hasSwallowed(header, rules.ids)) read.rows.push(rejectWhole(header, rules, 'row_swallowed'));
  for (const record of section.records) {
    if (!hasSwallowed(record, rules.ids) && isFooter(record, rules.columns, rules.ids)) {
      read.footers.push({ line: record.line, text: record.oddity?.footer ?? '' });
      continue;
    }
    if (record.oddity?.flaw === 'hidden') read.hiddenRows++;
    if (read.rows.push(readRecord(record, rules, shiftRules, shifts)) % rowsPerTurn === 0) await nextTurn();
  }
  return read;
}

function readRecord(
  record: DataRecord,
  rules: RowRules,
  shiftRules: ShiftColumns,
  shifts: Shifts,
): RosterRow {
  if (hasSwallowed(record, rules.ids)) return rejectWhole(record, rules, 'row_swallowed');
  if (record.oddity?.isTooLong) throw limitExceeded('cell', record.line);
  if (record.oddity?.flaw === 'damaged') return rejectWhole(record, rules, 'damaged_text');
  const shift = shiftOf(record, shiftRules, rules.ids);
  shifts.add(shift);
  const isRefused = shift !== null && shifts.areRefused;
  return isRefused ? rejectWhole(record, rules, 'row_shifted') : readRow(record, rules);
}

/** Whether a quote has taken rows about other learners into this record. */
function hasSwallowed({ oddity }: DataRecord, ids: IdShapes): boolean {
  return oddity !== null && (oddity.flaw === 'unclosed' || oddity.swallowedIds.some(ids.isId));
}

/** For what is wrong with no single cell. */
function rejectWhole(
  record: DataRecord,
  { columns, from1904 }: RowRules,
  code: 'row_swallowed' | 'damaged_text' | 'row_shifted',
): RosterRow {
  return rejectRow(record, pickCells(record.cells, columns, from1904), code, '');
}

/** Counts the rows that are shifted, and to which side. */
class Shifts {
  /** Whether a shifted row is refused. */
  readonly areRefused: boolean;
  readonly #counts = new Map<Shift | null, number>();
  #rows = 0;

  constructor(areRefused: boolean) {
    this.areRefused = areRefused;
  }

  add(shift: Shift | null): void {
    this.#rows++;
    this.#counts.set(shift, (this.#counts.get(shift) ?? 0) + 1);
  }

  /** More than half of the rows alike: then it is not the rows that are wrong. */
  isOfTheFile(): boolean {
    return this.most() * 2 > this.#rows;
  }

  /** How many are shifted to the side to which most are. */
  most(): number {
    return Math.max(this.#counts.get('left') ?? 0, this.#counts.get('right') ?? 0);
  }
}
