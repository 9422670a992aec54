import { readTitles } from '../header/find-header.ts';
import type { KnownColumns } from '../header/known-columns.ts';
import type { MergedCells } from '../raw-record.ts';
import { checkedItems } from './checked-items.ts';
import { fillMerged } from './fill-merged.ts';
import type { RowBudget } from './row-budget.ts';
import type { Section } from './section.ts';
import { SectionBuilder } from './section-builder.ts';
import type { Table } from './table.ts';

export interface CollectedTable {
  table: Table;
  /** One for the header of the table, another for each header further down that has other columns. */
  sections: Section[];
  blankRows: number;
}

/** More than that is not kept in mind of the merged cells of a sheet. */
const mostMerged = 100_000;

/**
 * Takes the rows of a table, without blank ones and without headers repeated where files were joined.
 * @throws RefusedFile as reading the records does, and `limit_exceeded` for too many rows or too much text
 */
export async function collectRows(
  table: Table,
  known: KnownColumns,
  budget: RowBudget,
): Promise<CollectedTable> {
  let builder = new SectionBuilder(table, table.header.record, table.header.columns);
  const builders = [builder];
  const merged: MergedCells[] = [];
  let blankRows = 0;
  for await (const item of checkedItems(table.items())) {
    if (item.kind === 'blank') blankRows += item.count;
    else if (item.kind === 'merged') {
      if (merged.length < mostMerged) merged.push(item);
    } else if (item.line > table.header.record.line) {
      const columns = builder.mayBeHeader(item) ? readTitles(item.cells, known) : [];
      if (!builder.isHeader(columns)) budget.take(item.line, builder.add(item));
      else if (!builder.hasSameColumns(item, columns) || builder.mayHaveSwallowed(item)) {
        builder = new SectionBuilder(table, item, columns);
        builders.push(builder);
      }
    }
  }
  const sections = builders.map((each) => each.section());
  fillMerged(sections, merged);
  return { table, blankRows, sections };
}
