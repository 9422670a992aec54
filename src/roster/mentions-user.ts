import { readRawRecords } from './raw-records.ts';
import { cleanUserId } from './user-id.ts';

/**
 * Whether a 用户ID stands in any cell of a roster file. Of a file that cannot be read, nobody can say that it does not.
 * @param extraAliases as for `readRoster`
 */
export async function mentionsUser(
  bytes: Uint8Array,
  userId: string,
  extraAliases: Readonly<Record<string, readonly string[]>>,
): Promise<boolean> {
  const table = await readRawRecords(bytes, extraAliases);
  if (table === null) return true;
  return table.records.some(({ cells }) => cells.some((cell) => cleanUserId(cell) === userId));
}
