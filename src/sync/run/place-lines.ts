import type { ErrorDetails } from '../../errors.ts';
import { placeOfLine } from '../../roster/line-place.ts';

/**
 * Details of an error that names lines of the whole file, as people find those: with the row numbers of their sheets and,
 * where there are several, the names of these.
 * @param sheets of the file; none if it was not read
 */
export function placeLines(details: ErrorDetails, sheets: readonly { name: string }[]): ErrorDetails {
  const { lines } = details;
  if (typeof lines !== 'object') return details;
  const places = lines.flatMap((line) => (typeof line === 'string' ? placeOfLine(Number(line), sheets) : []));
  const named = { ...details, lines: places.map(({ line }) => String(line)) };
  return sheets.length < 2 ? named : { ...named, sheets: places.map(({ sheet }) => sheet ?? '') };
}
