/** `1.23457E+15`. The sign is required, so that an id such as `6152e8304` is not taken for a number. */
const scientific = /^[+-]?\d+(?:\.\d+)?E[+-]\d+$/i;

const spreadsheetErrors: ReadonlySet<string> = new Set([
  '#N/A',
  '#REF!',
  '#VALUE!',
  '#NAME?',
  '#DIV/0!',
  '#NUM!',
  '#NULL!',
  '#SPILL!',
  '#CALC!',
]);

/**
 * Whether a cleaned value is a number that a spreadsheet has shortened. Its digits are lost: Excel shows up to 11 digits
 * of a number and saves what it shows.
 */
export function isScientific(value: string): boolean {
  return scientific.test(value);
}

/** Whether a cleaned value is what a spreadsheet writes where a formula failed. */
export function isSpreadsheetError(value: string): boolean {
  return spreadsheetErrors.has(value.toUpperCase());
}
