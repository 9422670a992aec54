/** `1.23457E+15`. The sign is required, so that an id such as `6152e8304` is not taken for a number. */
const scientific = /^[+-]?\d+(?:\.\d+)?E[+-]\d+$/i;

/**
 * What programs write where a formula failed: `#REF!` `#名称?` `#¡VALOR!` `#DIV/0!` `#N/A` of spreadsheets, `Err:508` and
 * `错误:508` of LibreOffice, `Loading...` and `#ERROR!` of web tables.
 */
const errorValues =
  /^(?:#(?:[¡¿]?[\p{L}_]+(?:\/0)?[!?]|\p{L}\/\p{L}|GETTING_DATA)|(?:Err|错误):\d+|Loading\.{3})$/iu;
/** With what they begin, in any width: most values are none, and this tells at once. */
const beginning = /^[#＃EL错]/i;
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
  if (!beginning.test(value)) return false;
  const code = value.normalize('NFKC');
  return errorValues.test(code) || hashes.test(code);
}

/** Whether a cleaned value of words is not what a person wrote there: an error, a shortened number, lost characters. */
export function isDamaged(value: string): boolean {
  return value.includes(lostCharacter) || isErrorValue(value) || isScientific(value);
}
