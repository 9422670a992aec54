/** Built-in formats that show dates or times, Chinese ones included: ECMA-376 part 1 §18.8.30. */
const builtInDates: readonly (readonly [first: number, last: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** What a format shows as it stands: quoted text, escaped and padding characters, colours and conditions. */
const literals = /"[^"]*"|[\\_*].|\[[^\]]*\]/gs;
/** The longest that a spreadsheet allows. */
const longestCode = 255;
const dateLetters = /[ymdhs]/i;

/**
 * Whether a number format of a spreadsheet shows a number as a date or time.
 * @param id the format's number
 * @param code its pattern, where the workbook defines one, such as `yyyy"年"m"月"d"日"`
 */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code !== undefined) return dateLetters.test(code.slice(0, longestCode).replace(literals, ''));
  return builtInDates.some(([first, last]) => id >= first && id <= last);
}
