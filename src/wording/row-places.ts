import type { ErrorDetails } from '../errors.ts';
import { rowPlace } from './row-place.ts';

const placesShown = 10;

/** Where the rows stand that an error is about: 第2、3行, in a workbook of several sheets 第12期!5、第13期!2. Empty if it names none. */
export function rowPlaces({ lines, sheets }: ErrorDetails): string {
  const rows = texts(lines);
  if (rows.length === 0) return '';
  const names = texts(sheets);
  const places =
    names.length === 0
      ? rows
      : rows.map((line, index) => rowPlace({ sheet: names[index] ?? '', line: Number(line) }));
  const shown = places.slice(0, placesShown).join('、') + (places.length > placesShown ? '…' : '');
  return names.length === 0 ? `第${shown}行` : shown;
}

function texts(value: ErrorDetails[string] | undefined): string[] {
  return typeof value === 'object' ? value.filter((text) => typeof text === 'string') : [];
}
