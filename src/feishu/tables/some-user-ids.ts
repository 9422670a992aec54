import { cleanUserId } from '../../roster/user-id.ts';
import { answerOf } from '../calls/call.ts';
import { cellText } from '../records/cells.ts';
import { searchPage } from '../records/search-records.ts';
import { fieldNames } from './field-names.ts';
import type { OpenTables } from './open-tables.ts';
import { pageRows } from './read-strategy.ts';

/** The 用户IDs of one page of learners, to tell what ids look like in this Base. */
export async function readSomeUserIds({ learners }: OpenTables): Promise<string[]> {
  const result = await searchPage(learners, {
    fields: [fieldNames.userId],
    pageSize: pageRows,
    pageToken: null,
  });
  const ids = answerOf(result).records.map(({ cells }) => cleanUserId(cellText(cells[fieldNames.userId])));
  return ids.filter((id) => id !== '');
}
