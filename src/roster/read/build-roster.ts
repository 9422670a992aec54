import { cleanCell, cleanCode } from '../clean-cell.ts';
import { isKnownStatus } from '../enrollment-status.ts';
import { shownTitle } from '../header/shown-titles.ts';
import type { FileWarning, Roster, RosterFile } from '../roster.ts';
import type { CollectedTable } from './collect-rows.ts';
import type { ReadSection } from './read-sections.ts';
import { rowsOf } from './sheet-choice.ts';
import type { OpenedFile } from './table.ts';

interface ReadFile {
  file: OpenedFile;
  /** Every table with a header. */
  tables: readonly CollectedTable[];
  /** Those of them that are read. */
  read: readonly CollectedTable[];
  sections: readonly ReadSection[];
  shiftedRows: number;
}

/** Puts together what was read of a file and what was seen of it. */
export function buildRoster(seen: ReadFile): Roster {
  const filled = seen.sections.filter(({ rows }) => rows.length > 0);
  return {
    file: fileOf(seen),
    hasCourseColumn: filled.every(({ columns }) => columns.course.length > 0),
    hasDateColumn: filled.every(({ columns }) => columns.day.length > 0),
    rows: filled.flatMap(({ rows }) => rows),
    shiftedRows: seen.shiftedRows,
    warnings: warningsOf(seen),
  };
}

function fileOf({ file, tables, read, sections }: ReadFile): RosterFile {
  const [first] = sections;
  return {
    sheets: file.sheetNames.map((name, index) => {
      const table = tables.find((each) => each.table.sheet?.index === index);
      return {
        name,
        rows: table === undefined ? 0 : rowsOf(table),
        read: read.some((each) => each === table),
      };
    }),
    headerLine: first?.section.header.line ?? 1,
    columns: first === undefined ? [] : columnsOf(first),
    skipped: {
      beforeHeader: read.reduce((sum, { table }) => sum + table.header.recordsBefore, 0),
      footers: sections.flatMap(({ footers }) => footers),
      blank: read.reduce((sum, { blankRows }) => sum + blankRows, 0),
      hidden: hiddenRows(sections),
    },
  };
}

/** A title that may not be shown is left blank; see `shownTitles`. */
function columnsOf({ section, columns }: ReadSection): RosterFile['columns'] {
  const fields = new Map([...columns.used].map(({ index, field }) => [section.places[index], field]));
  return section.header.cells.flatMap((cell, index) =>
    cleanCell(cell) === '' ? [] : [{ title: shownTitle(cell) ?? '', field: fields.get(index) ?? null }],
  );
}

function warningsOf({ file, sections }: ReadFile): FileWarning[] {
  const ofColumns = sections.flatMap(({ columns }) => columns.warnings);
  const hidden = hiddenRows(sections);
  const unknown = unknownStatuses(sections);
  return [
    ...new Map(ofColumns.map((warning) => [JSON.stringify(warning), warning])).values(),
    ...changedSections(sections),
    ...(file.unread.length === 0
      ? []
      : [{ line: null, code: 'sheets_not_read' as const, sheets: file.unread }]),
    ...(hidden === 0 ? [] : [{ line: null, code: 'rows_hidden' as const, count: hidden }]),
    ...(unknown.length === 0 ? [] : [{ line: null, code: 'status_unknown' as const, values: unknown }]),
  ];
}

/** The first section of a sheet begins with the sheet; the others with another header among its rows. */
function changedSections(sections: readonly ReadSection[]): FileWarning[] {
  return sections.flatMap(({ section }, index): FileWarning[] => {
    const before = sections[index - 1]?.section;
    const isChange = before !== undefined && before.sheet?.index === section.sheet?.index;
    return isChange ? [{ line: section.header.line, code: 'section_changed' }] : [];
  });
}

function hiddenRows(sections: readonly ReadSection[]): number {
  return sections.reduce((sum, each) => sum + each.hiddenRows, 0);
}

const longestStatus = 20;
const mostStatuses = 10;

function unknownStatuses(sections: readonly ReadSection[]): { value: string; rows: number }[] {
  const counts = new Map<string, number>();
  for (const { section, columns, rows } of sections) {
    const written = new Set(rows.filter(({ kind }) => kind === 'valid').map(({ line }) => line));
    for (const { line, cells } of section.records) {
      if (!written.has(line)) continue;
      const unknown = columns.status.map((place) => cells[place] ?? '').find((cell) => !isKnownStatus(cell));
      if (unknown === undefined) continue;
      const value = [...cleanCode(unknown)].slice(0, longestStatus).join('');
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  const shown = [...counts].filter(([value]) => shownTitle(value) !== null);
  return shown.slice(0, mostStatuses).map(([value, rows]) => ({ value, rows }));
}
