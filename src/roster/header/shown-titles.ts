import { dayAsWritten } from '../calendar-day.ts';
import { cleanCell, cleanCode } from '../clean-cell.ts';
import { isUsualUserId } from '../user-id.ts';

/** Longer cells are no titles but may say anything about anybody. */
const longestTitle = 20;
const mostTitles = 12;

/** A title may name a day. */
const dayInside = /\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?/g;
const grouping = /[\s().+-]/g;
/** Also a masked one. */
const phoneInside = /1[\d*]{10}|\d{8}/;
const userIdInside = /u_(?:api_)?[0-9a-f]{13}/;
/** The id of another program; a number, unless it is a year. */
const code = /^(?:(?=(?:\D*\d){5})[\w-]+|(?!(?:19|20)\d\d$)\d{3,})$/;
const mailAddress = /@[\w-]+\./;

/**
 * The cells of a record that may be shown as the titles of its columns. None, if any of its cells may be somebody's id or
 * phone: then it is no header.
 */
export function shownTitles(cells: readonly string[]): string[] {
  const titles = cells.map(cleanCell).filter((title) => title !== '');
  if (titles.some(isPersonal)) return [];
  return titles.filter((title) => [...title].length <= longestTitle).slice(0, mostTitles);
}

/** Whether a record is one about a person rather than a header: it holds an id, a phone or a date. */
export function looksLikeData(cells: readonly string[]): boolean {
  return cells.some((cell) => isPersonal(cleanCell(cell)) || isDate(cleanCode(cell)));
}

/** A title of the file as it may be shown, or null. */
export function shownTitle(cell: string): string | null {
  return shownTitles([cell])[0] ?? null;
}

/** Whether a cleaned value holds what may be somebody's id, phone or address. */
export function isPersonal(value: string): boolean {
  const text = value.normalize('NFKC').replace(dayInside, ':');
  return (
    isUsualUserId(text) ||
    code.test(text) ||
    [userIdInside, mailAddress].some((inside) => inside.test(text)) ||
    phoneInside.test(text.replace(grouping, ''))
  );
}

function isDate(value: string): boolean {
  return /\D/.test(value) && dayAsWritten(value) !== null;
}
