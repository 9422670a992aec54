import { isNothing, isNothingOfMachine } from './nothing-words.ts';

/**
 * BOM, zero-width and text-direction marks, which people never see and which break every comparison.
 * The joiner U+200D is not among them: it holds emoji such as 👨‍👩‍👧 together.
 */
const invisible = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
/** In an id or a title none of these means anything: formatting and control characters, variation selectors, fillers. */
const ignorable = /\p{Cf}|\p{Default_Ignorable_Code_Point}|(?!\s)\p{Cc}/gu;
const unusualSpace = /[\u00a0\u3000]/g;
/** Line breaks, tabs and other control characters. */
const controlRun = /[\p{Cc}\u2028\u2029]+/gu;
/** Most cells: nothing in them to be cleaned of, and no blank at either end. */
const plain = /^(?![='`\s])[\x20-\x7e\u2010-\u2027\u4e00-\u9fff\uff01-\uff5e]*(?<!\s)$/;

/** `="00123"`: how exports keep a spreadsheet from turning text into a number. */
const textFormula = /^="(.*)"$/s;
/** `=19900001234`: some exports write phone numbers like this. */
const numberFormula = /^=([+-]?[\d.]+(?:E[+-]?\d+)?)$/i;
/** Marks typed or exported in front of a value to say that it is text. */
const textMark = /^['`]/;

/**
 * The value that a cell shows to a person: one line without invisible characters, outer spaces, text marks and formula wrapping.
 * Letter case, emoji and full-width characters stay.
 * @returns an empty string for a cell that says nothing. Cleaning a cleaned value changes nothing.
 */
export function cleanCell(text: string): string {
  const value = cleanLine(text);
  return isNothing(value) ? '' : value;
}

/** The same for a person's name, of which 无 or 未知 may be one; see `isNothingOfMachine`. */
export function cleanName(text: string): string {
  const value = cleanLine(text);
  return isNothingOfMachine(value) ? '' : value;
}

/** Cleans and folds full-width characters to half-width, for values that are codes rather than words. */
export function cleanCode(text: string): string {
  return cleanCell(cleanCell(text).normalize('NFKC'));
}

/** As `cleanCell`, without asking whether the value is a word for "nothing". */
export function cleanLine(text: string): string {
  if (plain.test(text)) return text;
  return unwrap(text.replace(invisible, '').replace(controlRun, ' ').replace(unusualSpace, ' ').trim());
}

/** Folds a short text of one meaning, an id or a title, to half-width, and takes out whatever is invisible in it. */
export function cleanKey(text: string): string {
  const line = (value: string) => cleanLine(value.replace(ignorable, ''));
  return line(line(text).normalize('NFKC'));
}

/** Wrappings can stand inside each other: a guard `'` in front of `="…"`. */
function unwrap(line: string): string {
  let value = line;
  for (;;) {
    const inner = unwrapOnce(value);
    if (inner === value) return value;
    value = inner;
  }
}

function unwrapOnce(value: string): string {
  if (textMark.test(value)) return value.slice(1).trim();
  if (!value.startsWith('=')) return value;
  const quoted = textFormula.exec(value)?.[1];
  if (quoted !== undefined) return quoted.replaceAll('""', '"').trim();
  return numberFormula.exec(value)?.[1] ?? value;
}
