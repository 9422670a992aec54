/** More than a sheet can have. */
const linesOfSheet = 2 ** 21;

/** Where a line of the file is found by a person. */
export interface LinePlace {
  /** null in a CSV and where the workbook has only one sheet. */
  sheet: string | null;
  /** Physical line (1-based), or the row number of the sheet. */
  line: number;
}

/**
 * A number that names one line of the whole file. The lines of the first sheet, and of a CSV, keep their own numbers.
 * @param sheetIndex place of the sheet among the visible ones, 0 in a CSV
 */
export function lineInFile(sheetIndex: number, line: number): number {
  return sheetIndex * linesOfSheet + line;
}

/** The row number in its sheet, for a message that has no room for the sheet. */
function lineInSheet(line: number): number {
  return line % linesOfSheet;
}

/** The reverse of `lineInFile`. @param sheets names of the sheets; see `RosterFile` */
export function placeOfLine(line: number, sheets: readonly { name: string }[]): LinePlace {
  if (sheets.length < 2) return { sheet: null, line };
  return { sheet: sheets[Math.floor(line / linesOfSheet)]?.name ?? null, line: lineInSheet(line) };
}
