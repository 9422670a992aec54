import { findHeader } from '../header/find-header.ts';
import { knownColumns } from '../header/known-columns.ts';
import type { TableItem } from '../raw-record.ts';
import { RefusedFile } from '../refused-file.ts';
import { cleanUserId } from '../user-id.ts';
import { readSheet } from '../xlsx/read-sheet.ts';
import { openWorkbook } from '../xlsx/workbook.ts';
import { checkedItems } from './checked-items.ts';
import { fileKind } from './file-kind.ts';
import { openText } from './open-text.ts';

/**
 * Whether a 用户ID stands in any cell of a roster file, sheets that are not read included. Of a file that cannot be read,
 * nobody can say that it does not.
 * @param extraAliases as for `readRoster`: without them the header of such a file is not found
 */
export async function mentionsUser(
  bytes: Uint8Array,
  userId: string,
  extraAliases: Readonly<Record<string, readonly string[]>>,
): Promise<boolean> {
  try {
    for await (const item of everyItem(bytes, extraAliases)) {
      if (item.kind === 'record' && item.cells.some((cell) => cleanUserId(cell) === userId)) return true;
    }
    return false;
  } catch (error) {
    if (error instanceof RefusedFile) return true;
    throw error;
  }
}

async function* everyItem(
  bytes: Uint8Array,
  extraAliases: Readonly<Record<string, readonly string[]>>,
): AsyncGenerator<TableItem> {
  const { kind } = fileKind(bytes);
  if (kind === 'other') throw new RefusedFile({ code: 'not_a_roster', looksLike: 'binary', sheets: [] });
  if (kind === 'text') {
    const known = knownColumns({ extraAliases, learnerFields: [], enrollmentFields: [] });
    const table = await openText(bytes, (records) => findHeader(records, known));
    yield* checkedItems(table.items());
    return;
  }
  const workbook = await openWorkbook(bytes);
  for (const sheet of workbook.sheets) yield* checkedItems(readSheet(sheet, workbook));
}
