import { addedColumns, withoutAdded } from '../roster/header/added-columns.ts';
import type { RosterField } from '../roster/header/known-columns.ts';
import type { RawTable } from '../roster/raw-table.ts';
import type { RowFailure } from '../sync/sync-report.ts';
import { explainRow } from './explain-row.ts';
import { rowPlace } from './row-place.ts';

/** One line of a file of failed rows: titles, or a row with what is wrong with it. */
export type FailureLine =
  | { kind: 'header'; cells: readonly string[] }
  | { kind: 'row'; cells: readonly string[]; fields: RawTable['fields']; failure: RowFailure };

/**
 * The failed rows of a roster, to be corrected and sent back: the original columns and cells, then line and reason. Rows of
 * sheets with other columns stand below a header of their own.
 * @param raw the roster's cells as they stand in it; null if it cannot be read any more
 */
export function failureLines(raw: RawTable[] | null, failures: readonly RowFailure[]): FailureLine[] {
  const originals = new Map(
    raw?.flatMap(({ header, fields, records }) =>
      records.map((record) => [placeOf(record), { header, fields, ...record }]),
    ),
  );
  const rows = failures.map((failure) => {
    const original = originals.get(placeOf(failure));
    const header = withoutAdded(original?.header ?? raw?.[0]?.header ?? []);
    // Rows may be shorter or longer than the header; the added columns must stand under their names.
    const padded = header.map((_, column) => original?.cells[column] ?? '');
    const cells = [...padded, placeOf(failure), explainRow(failure)];
    return { header, row: { kind: 'row', cells, fields: original?.fields ?? [], failure } as const };
  });
  if (rows.length === 0) return [headerLine(withoutAdded(raw?.[0]?.header ?? []))];
  return rows.flatMap(({ header, row }, index) => {
    const isChange = index === 0 || rows[index - 1]?.header.join() !== header.join();
    return isChange ? [headerLine(header), row] : [row];
  });
}

function headerLine(header: readonly string[]): FailureLine {
  return { kind: 'header', cells: [...header, ...addedColumns] };
}

/** `5`, in a workbook of several sheets `第12期!5`. */
function placeOf({ sheet, line }: { sheet: string | null; line: number }): string {
  return sheet === null ? String(line) : rowPlace({ sheet, line });
}

/** In which fields the fault of a row lies, where it lies in any. */
export function faultyFields({ code, lacks }: RowFailure): readonly RosterField[] {
  if (lacks === 'course_and_day') return ['课程', '学习日期'];
  switch (code) {
    case 'missing_user_id':
    case 'user_id_scientific':
    case 'user_id_excel_error':
    case 'user_id_odd':
      return ['用户ID'];
    case 'phone_scientific':
      return ['手机号'];
    case 'missing_course':
      return ['课程'];
    case 'missing_date':
    case 'invalid_date':
    case 'date_out_of_range':
      return ['学习日期'];
    default:
      return [];
  }
}
