import type { CalendarDay } from '../../roster/roster.ts';
import type { FieldKind } from '../ports.ts';
import { toFieldValue } from './to-field-value.ts';

export interface FittedFields {
  values: Record<string, string>;
  /** Fields whose value Base cannot keep. */
  misfits: string[];
}

/**
 * The values that Base can keep, in its canonical form.
 * @param kinds how each field is kept; a value of any other field is nobody's business
 */
export function fitFields(
  fields: Readonly<Record<string, string>>,
  kinds: Readonly<Record<string, FieldKind>>,
  today: CalendarDay,
): FittedFields {
  const values: Record<string, string> = {};
  const misfits: string[] = [];
  for (const [field, value] of Object.entries(fields)) {
    const kind = kinds[field];
    const kept = kind === undefined ? undefined : toFieldValue(kind, value, today);
    if (kept === null) misfits.push(field);
    else if (kept !== undefined) values[field] = kept;
  }
  return { values, misfits };
}
