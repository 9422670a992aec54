import type { ChosenColumns } from '../header/choose-columns.ts';
import { readUserId } from '../user-id.ts';
import { kindsOf } from './cell-kinds.ts';
import { footerText } from './footer.ts';
import type { IdShapes } from './id-shapes.ts';
import { pickCells } from './row-cells.ts';
import type { DataRecord } from './section.ts';

/** `3`, `3门`, `45人`: a sum, no name of a course. */
const sum = /^[\d.,]+\s*\p{L}{0,2}$/u;

/** Whether a record closes the list: it begins so, and no other cell holds what only a row about a learner has. */
export function isFooter({ cells, oddity }: DataRecord, columns: ChosenColumns, ids: IdShapes): boolean {
  if (oddity === null || oddity.footer === null) return false;
  const { userId, phone, course, day } = pickCells(cells, columns, false);
  const own = (cell: string) => (footerText([cell]) === null ? cell : '');
  const id = readUserId(own(userId));
  const isLearner = id.kind === 'accepted' && ids.isId(id.userId);
  const courseName = own(course).trim();
  return !(
    isLearner ||
    kindsOf(own(phone), ids).includes('phone') ||
    kindsOf(own(day), ids).includes('day') ||
    (courseName !== '' && !sum.test(courseName))
  );
}
