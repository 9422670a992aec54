import { cleanCell } from './clean-cell.ts';
import { isScientific, isSpreadsheetError } from './spreadsheet-damage.ts';

/** Cleans a value made of words: a nickname, a course, a city. What a spreadsheet has damaged counts as empty. */
export function cleanText(text: string): string {
  const value = cleanCell(text);
  return isSpreadsheetError(value) || isScientific(value) ? '' : value;
}
