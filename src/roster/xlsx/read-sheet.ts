import type { MergedCells, TableItem } from '../raw-record.ts';
import { columnOf, lineOf } from './address.ts';
import { Cell, type CellContext } from './cell.ts';
import { SheetRows } from './sheet-rows.ts';
import type { WorkbookSheet } from './workbook.ts';
import { xmlTokens } from './xml-tokens.ts';

/**
 * The rows of a sheet as texts, in order, and behind them its cells merged downwards.
 * @throws RefusedFile `damaged_file`, or `limit_exceeded` for a value too far right
 */
export async function* readSheet(sheet: WorkbookSheet, context: CellContext): AsyncGenerator<TableItem> {
  const rows = new SheetRows();
  let cell: Cell | null = null;
  for await (const tokens of xmlTokens(sheet.xml())) {
    for (const token of tokens) {
      if (token.kind === 'open' && token.name === 'row') rows.openRow(token.attributes);
      else if (token.kind === 'close' && token.name === 'row') yield* rows.closeRow();
      else if (token.kind === 'open' && token.name === 'c') {
        rows.openCell(token.attributes);
        cell = new Cell(token.attributes, context);
      } else if (token.kind === 'close' && token.name === 'c') {
        if (cell !== null) rows.closeCell(cell.text());
        cell = null;
      } else if (token.kind === 'open' && token.name === 'mergeCell') {
        yield* mergedCells(token.attributes.ref);
      } else cell?.take(token);
    }
  }
  yield* rows.blankRows();
}

/** Of `A2:C5`, the value stands in A2 and belongs to A3, A4 and A5 too; what reaches to the right is formatting. */
function* mergedCells(reference = ''): Generator<MergedCells> {
  const [first = '', last = ''] = reference.split(':');
  const [column, firstLine, lastLine] = [columnOf(first), lineOf(first), lineOf(last)];
  if (column === null || firstLine === null || lastLine === null || lastLine <= firstLine) return;
  yield { kind: 'merged', column, firstLine, lastLine };
}
