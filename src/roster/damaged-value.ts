/** `1.23457E+15`. The sign is required, so that an id such as `6152e8304` is not taken for a number. */
const scientific = /^[+-]?\d+(?:\.\d+)?E[+-]\d+$/i;

/**
 * What programs write where a formula failed: `#REF!` `#名称?` `#N/A` of spreadsheets, `Err:508` of LibreOffice,
 * `Loading...` and `#ERROR!` of web tables.
 */
const errorValues = /^(?:#(?:[\p{L}_]+[!?]|DIV\/0!|N\/A|GETTING_DATA)|Err:\d+|Loading\.{3})$/iu;
/** A column too narrow for its number. */
const hashes = /^#+$/;

const lostCharacter = '\ufffd';

/**
 * Whether a cleaned value is a number that a spreadsheet has shortened. Its digits are lost: Excel shows up to 11 digits
 * of a number and saves what it shows.
 */
export function isScientific(value: string): boolean {
  return scientific.test(value);
}

/** Whether a cleaned value is what a program writes where a formula failed or a column is too narrow. */
export function isErrorValue(value: string): boolean {
  return errorValues.test(value) || hashes.test(value);
}

/** Whether a cleaned value of words is not what a person wrote there: an error, a shortened number, lost characters. */
export function isDamaged(value: string): boolean {
  return value.includes(lostCharacter) || isErrorValue(value) || isScientific(value);
}
