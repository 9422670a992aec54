import { cleanCode } from './clean-cell.ts';
import { isScientific, isSpreadsheetError } from './spreadsheet-damage.ts';

export type UserIdReading =
  | { kind: 'accepted'; userId: string; warning: 'user_id_unusual' | null }
  | { kind: 'rejected'; code: 'missing_user_id' | 'user_id_scientific' | 'user_id_excel_error' };

/** Every id seen has this shape; the first eight hexadecimal digits are the second of its creation. */
export const usualUserId = /u_(?:api_)?[0-9a-f]{13}_[0-9A-Za-z]{10}/;
const onlyUsualUserId = new RegExp(`^${usualUserId.source}$`);
/** A column too narrow for its number. */
const hashes = /^#+$/;

/** A 用户ID as it is compared and kept: opaque and case-sensitive. Empty if the cell says nothing. */
export function cleanUserId(text: string): string {
  return cleanCode(text);
}

/** Reads a 用户ID cell. An id of another shape than usual is accepted with a warning: the shape is documented nowhere. */
export function readUserId(text: string): UserIdReading {
  const userId = cleanUserId(text);
  if (userId === '') return { kind: 'rejected', code: 'missing_user_id' };
  if (isScientific(userId)) return { kind: 'rejected', code: 'user_id_scientific' };
  if (isSpreadsheetError(userId) || hashes.test(userId))
    return { kind: 'rejected', code: 'user_id_excel_error' };
  return { kind: 'accepted', userId, warning: onlyUsualUserId.test(userId) ? null : 'user_id_unusual' };
}
