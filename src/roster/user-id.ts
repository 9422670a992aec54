import { cleanKey } from './clean-cell.ts';
import { isErrorValue, isScientific } from './damaged-value.ts';
import { isNothing } from './nothing-words.ts';

export type UserIdReading =
  | { kind: 'accepted'; userId: string; warning: 'user_id_unusual' | null }
  | {
      kind: 'rejected';
      code: 'missing_user_id' | 'user_id_scientific' | 'user_id_excel_error' | 'user_id_odd';
    };

/** Every id seen has this shape; the first eight hexadecimal digits are the second of its creation. */
const usualUserId = /^u_(?:api_)?[0-9a-f]{13}_[0-9A-Za-z]{10}$/;

/** A number that a program has made a decimal fraction. */
const wholeNumber = /^(\d+)\.0+$/;
const exactDigits = 15;
const noId = new RegExp(
  [
    ...['\\s', '\u2800'],
    // A formula, an address, a link, an e-mail address.
    ...['^=', '^\\+\\D', '//', '^www\\.', '\\.[a-z]{2,}/', '\\]\\(', '@[^@.]*\\.'],
    // A lost character, nothing but marks, a truth value, a title.
    ...['\ufffd', '^[^\\p{L}\\p{N}]+$', '^(?:true|false)$', '^(?:用户|学员|user_?)id$'],
  ].join('|'),
  'iu',
);

/** A 用户ID as it is compared and kept: opaque and case-sensitive. Empty if the cell says nothing. */
export function cleanUserId(text: string): string {
  if (usualUserId.test(text)) return text;
  const value = cleanKey(text);
  if (isNothing(value)) return '';
  const digits = wholeNumber.exec(value)?.[1];
  return digits !== undefined && digits.length <= exactDigits ? digits : value;
}

/** Reads a 用户ID cell. An id of another shape than usual is accepted with a warning: the shape is documented nowhere. */
export function readUserId(text: string): UserIdReading {
  if (usualUserId.test(text)) return { kind: 'accepted', userId: text, warning: null };
  const line = cleanKey(text);
  if (isErrorValue(line)) return { kind: 'rejected', code: 'user_id_excel_error' };
  const userId = cleanUserId(line);
  if (userId === '') return { kind: 'rejected', code: 'missing_user_id' };
  if (isScientific(userId) || wholeNumber.test(userId))
    return { kind: 'rejected', code: 'user_id_scientific' };
  if (noId.test(userId)) return { kind: 'rejected', code: 'user_id_odd' };
  return { kind: 'accepted', userId, warning: usualUserId.test(userId) ? null : 'user_id_unusual' };
}

/** Whether a cleaned value has the shape that every id of 小鹅通 seen so far has. */
export function isUsualUserId(value: string): boolean {
  return usualUserId.test(value);
}
