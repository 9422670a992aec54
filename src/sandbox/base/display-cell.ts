import type { BaseRecord, Cell, Field } from '../state/base-model.ts';
import type { Zone } from './zone.ts';

/** A cell as a person reads it, except links; '' for an empty one. */
export function displayCell(field: Field, record: BaseRecord, zone: Zone): string {
  if (field.type === 1001) return zone.format(record.createdAt);
  if (field.type === 1002) return zone.format(record.changedAt);
  if (field.type === 1005) return String(record.number);
  const cell = record.cells[field.id];
  if (cell === undefined) return '';
  return field.type === 5 && typeof cell === 'number' ? zone.format(cell) : plainText(cell);
}

/** The text of a cell without regard to its field. */
export function plainText(cell: Cell): string {
  if (typeof cell !== 'object') return String(cell);
  if ('text' in cell) return cell.text;
  return cell
    .map((item) => (typeof item === 'string' ? item : 'id' in item ? item.id : item.file_token))
    .join(', ');
}
