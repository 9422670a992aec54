/** Built-in formats that show dates or times, Chinese ones included: ECMA-376 part 1 §18.8.30. */
const builtInDates: readonly (readonly [first: number, last: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** What a format shows as it stands: quoted text, escaped and padding characters, colors, conditions and locales. */
const literals = /"[^"]*"|[\\_*].|\[(?![hms]+\])[^\]]*\]/gis;
/** The longest that a spreadsheet allows. */
const longestCode = 255;
/** Year (also of an era or of the Buddhist calendar), month, day, hour, minute, second, and the half of the day. */
const dateTokens = /AM\/PM|A\/P|y+|e+|g+|b+|a{3,4}|m+|d+|h+|s+/gi;
const timeUnit = /[ymdhs]/i;

/**
 * Whether a number format of a spreadsheet shows a number as a date or time (grammar: ECMA-376 part 1 §18.8.31). A code with
 * letters that no date has is none: the localized names of the general format, such as `Standard`.
 * @param id the format's number
 * @param code its pattern, where the workbook defines one, such as `yyyy"年"m"月"d"日"`
 */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtInDates.some(([first, last]) => id >= first && id <= last);
  const [forNumbers = ''] = code.slice(0, longestCode).replace(literals, '').split(';');
  return timeUnit.test(forNumbers) && !/[A-Z]/i.test(forNumbers.replace(dateTokens, ''));
}
