import { cleanCell } from '../clean-cell.ts';
import { isDamaged } from '../damaged-value.ts';
import type { FieldCells } from '../header/choose-columns.ts';
import { pickCell } from './pick-cell.ts';

/** Values of columns that are read as they stand, by field. */
export interface Extras {
  values: Readonly<Record<string, string>>;
  /** The fields whose value is not what a person wrote there; it counts as empty. */
  damaged: readonly string[];
}

const noExtras: Extras = { values: {}, damaged: [] };

export function readExtras(cells: readonly string[], fields: readonly FieldCells[]): Extras {
  if (fields.length === 0) return noExtras;
  const values: [field: string, value: string][] = [];
  const damaged: string[] = [];
  for (const { field, levels } of fields) {
    if (levels.length === 0) continue;
    const value = cleanCell(pickCell(cells, levels, cleanCell));
    const isBad = isDamaged(value);
    values.push([field, isBad ? '' : value]);
    if (isBad) damaged.push(field);
  }
  return { values: Object.fromEntries(values), damaged };
}
