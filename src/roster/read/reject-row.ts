import { cleanLine } from '../clean-cell.ts';
import { cleanNickname } from '../clean-text.ts';
import type { RejectedRow, RowRejectionCode } from '../roster.ts';
import { readUserId } from '../user-id.ts';
import type { RowCells } from './row-cells.ts';
import type { DataRecord } from './section.ts';

/** Longer values do not help to find what is wrong. */
const longestValue = 60;

/** With these the 用户ID itself is in doubt. */
const withoutId: ReadonlySet<RowRejectionCode> = new Set(['missing_user_id', 'user_id_odd']);

/** @param cell what is wrong, empty where it is something that is missing */
export function rejectRow(
  { line, oddity }: DataRecord,
  picked: RowCells,
  code: RowRejectionCode,
  cell: string,
): RejectedRow {
  const id = readUserId(picked.userId);
  const value = [...cleanLine(cell)].slice(0, longestValue).join('');
  return {
    kind: 'rejected',
    line,
    userId: id.kind === 'accepted' && !withoutId.has(code) ? id.userId : null,
    nickname: cleanNickname(code === 'row_swallowed' ? ownPart(picked.nickname) : picked.nickname),
    code,
    value: value === '' ? null : value,
    ...(code === 'row_swallowed' && oddity !== null ? { lastLine: oddity.lastLine } : {}),
  };
}

/** Of a cell that may have swallowed the rows of others: what belongs to its own row, without the quote that opened it. */
function ownPart(cell: string): string {
  return /[^",;\t\r\n]*/.exec(cell.replace(/^"/, ''))?.[0] ?? '';
}
