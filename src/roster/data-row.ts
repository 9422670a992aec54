import { cleanCell } from './clean-cell.ts';
import { readUserId } from './user-id.ts';

const footer = /^(?:合计|总计|注:|导出时间)/;
/** Looser than the usual shape, so that no learner is lost; a count such as 300 does not pass. */
const plausibleUserId = /^[\w-]{6,}$/;

/** Whether a record that is not blank is about a learner, and no footer such as `合计` or `注：`. */
export function isDataRow(cells: readonly string[], userIdCell: string): boolean {
  const userId = readUserId(userIdCell);
  return (userId.kind === 'accepted' && plausibleUserId.test(userId.userId)) || !isFooter(cells);
}

function isFooter(cells: readonly string[]): boolean {
  const first = cells.map(cleanCell).find((cell) => cell !== '') ?? '';
  return footer.test(first.normalize('NFKC'));
}
