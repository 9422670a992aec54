import { cleanCell } from '../../roster/clean-cell.ts';
import { readPhone } from '../../roster/phone.ts';
import type { FieldKind } from '../../sync/ports.ts';
import { cellInstant, cellText } from '../records/cells.ts';
import type { ZoneDays } from './zone-days.ts';

/**
 * The canonical text of a cell, '' if it is empty: text cleaned, a number as JavaScript writes it, a date as the
 * calendar day `YYYY-MM-DD` in the Base's zone.
 */
export function readValue(kind: FieldKind['kind'], cell: unknown, dayOf: ZoneDays['dayOf']): string {
  if (kind !== 'date') return cleanCell(cellText(cell));
  const instant = cellInstant(cell);
  return instant === null ? '' : dayOf(instant);
}

/** A phone number in the form the roster has it; what is no number stays as it is, so that it is not taken for empty. */
export function readPhoneCell(cell: unknown): string {
  const text = cleanCell(cellText(cell));
  const reading = readPhone(text);
  return reading.kind === 'accepted' && reading.phone !== '' ? reading.phone : text;
}

/** The reverse of `readValue`, for a text that fits the kind. */
export function sentValue(
  kind: FieldKind['kind'],
  text: string,
  startOf: ZoneDays['startOf'],
): string | number {
  if (kind === 'number') return Number(text);
  return kind === 'date' ? startOf(text) : text;
}
