import { cleanUserId } from '../user-id.ts';

const lineBreak = /\r\n|\n|\r/;

/** How records of a CSV look. */
export interface RecordForm {
  delimiter: string;
  /** Cells of a record, by the header or by the record before. */
  widths: readonly number[];
  /** Where the 用户ID stands. */
  userIds: readonly number[];
}

/**
 * What stands for the 用户ID in the parts of a record that look like records of their own: a quote that closes too late
 * takes the rows between into one cell. Empty for a remark of several lines.
 */
export function swallowedIds(cells: readonly string[], form: RecordForm): string[] {
  return cells.flatMap((cell, index) => {
    const [, ...lines] = cell.split(lineBreak);
    return lines.flatMap((line, place) => {
      const own = line.split(form.delimiter);
      // The last line goes on in the cells that follow.
      const parts = place === lines.length - 1 ? [...own, ...cells.slice(index + 1)] : own;
      return form.widths.includes(parts.length) ? idsIn(parts, form.userIds) : [];
    });
  });
}

function idsIn(parts: readonly string[], userIds: readonly number[]): string[] {
  return userIds
    .map((index) => cleanUserId((parts[index] ?? '').replaceAll('"', '')))
    .filter((id) => id !== '');
}
