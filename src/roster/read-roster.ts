import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ChosenColumns, chooseColumns } from './choose-columns.ts';
import { collectRows } from './collect-rows.ts';
import type { FoundColumn } from './find-header.ts';
import { knownColumns, type RosterField } from './known-columns.ts';
import { openTable } from './open-table.ts';
import type { RawRecord } from './raw-record.ts';
import { type RowColumns, readRow } from './read-row.ts';
import { RefusedFile } from './refused-file.ts';
import type { CalendarDay, ReadRosterOptions, Roster, RosterReading, RosterRow } from './roster.ts';

const rowsPerTurn = 500;

/**
 * Reads a roster, CSV or xlsx by its content, whatever its name.
 * Whatever is wrong with the file as a whole comes back as a refusal, what is wrong with a row as a rejected row; no bytes make it throw.
 * Gives other work its turn while it reads.
 */
export async function readRoster(bytes: Uint8Array, options: ReadRosterOptions): Promise<RosterReading> {
  try {
    return { kind: 'read', roster: await read(bytes, options) };
  } catch (error) {
    if (error instanceof RefusedFile) return { kind: 'refused', refusal: error.refusal };
    throw error;
  }
}

async function read(bytes: Uint8Array, options: ReadRosterOptions): Promise<Roster> {
  const table = await openTable(bytes, knownColumns(options.extraAliases, options.learnerFields));
  const { records, columns } = await collectRows(table);
  if (records.length === 0) throw new RefusedFile({ code: 'header_only' });
  const chosen = chooseColumns(columns, options.learnerFields);
  const rowColumns = toRowColumns(chosen, options.learnerFields);
  return {
    headerLine: table.header.line,
    hasCourseColumn: rowColumns.course !== null,
    hasDateColumn: rowColumns.day !== null,
    rows: await readRows(records, rowColumns, options.today),
    warnings: chosen.warnings,
  };
}

async function readRows(
  records: readonly RawRecord[],
  columns: RowColumns,
  today: CalendarDay,
): Promise<RosterRow[]> {
  const rows: RosterRow[] = [];
  for (const record of records) {
    if (rows.push(readRow(record, columns, today)) % rowsPerTurn === 0) await nextTurn();
  }
  return rows;
}

function toRowColumns({ byField }: ChosenColumns, learnerFields: readonly string[]): RowColumns {
  const all = (field: string) => (byField.get(field) ?? []).map((column: FoundColumn) => column.index);
  const first = (field: RosterField) => all(field)[0] ?? null;
  return {
    userId: first('用户ID'),
    nickname: first('昵称'),
    phones: all('手机号'),
    course: first('课程'),
    day: first('学习日期'),
    extras: learnerFields.flatMap((field) => all(field).map((index) => ({ field, index }))),
  };
}
