import { placeOfLine } from '../roster/line-place.ts';
import type { CellChange, ChangesPage, RowChange } from '../sync/sync-changes.ts';
import { explainCode } from '../wording/explain-code.ts';
import { fieldLabel } from '../wording/field-label.ts';

/** What a sync does to each row, a page of it, as scripts and the page read it. */
export type ChangesJson = ReturnType<typeof changesJson>;

export function changesJson(changes: ChangesPage) {
  return { ...changes, file: fileJson(changes.file), rows: changes.rows.map(rowJson) };
}

/** Lines as a person finds them, each in its sheet. */
function fileJson({ sheets, headerLine, columns, skipped }: ChangesPage['file']) {
  const footers = skipped.footers.map(({ line, text }) => ({ ...placeOfLine(line, sheets), text }));
  return {
    sheets,
    headerLine: placeOfLine(headerLine, sheets).line,
    columns,
    skipped: { ...skipped, footers },
  };
}

function rowJson(change: RowChange) {
  const { day, cells, lacks: _, ...row } = change;
  return { ...row, date: day, cells: cells.map(cellJson), reason: explainCode(change) };
}

function cellJson({ field, before, after }: CellChange) {
  return { field: fieldLabel(field), before, after };
}
