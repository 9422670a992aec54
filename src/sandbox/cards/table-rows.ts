import { type CardProblem, invalidRows, unknownRowName } from './card-problem.ts';
import type { CardRule } from './card-read.ts';
import { fitsCell, TableRows, TableShape } from './table-shape.ts';

/** Rows are keyed by the names of columns and hold what those columns show. */
export const tableRows: CardRule = ({ placed }) =>
  placed.filter(({ tag }) => tag === 'table').flatMap(({ element, path }) => problemsOf(element, path));

function problemsOf(element: unknown, path: string): CardProblem[] {
  const { columns, rows } = TableShape.parse(element);
  const read = TableRows.safeParse(rows);
  if (!read.success) return [invalidRows(path, 'rows')];
  const kinds = new Map(columns.map(({ name, data_type }) => [name, data_type]));
  return read.data.flatMap((row, line) =>
    Object.entries(row).flatMap(([name, value]): CardProblem[] => {
      const kind = kinds.get(name);
      if (kind === undefined) return [unknownRowName(path, name)];
      return fitsCell(kind, value) ? [] : [invalidRows(path, `row ${line}, column ${name}`)];
    }),
  );
}
