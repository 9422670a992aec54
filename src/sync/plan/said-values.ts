import type { SaidValues } from '../roster-values.ts';
import { comparedForm } from './same-value.ts';

/** What a roster says of a learner, as it is remembered. @param written those of the fields that have been or will be written */
export function saidOf(
  userId: string,
  fields: Readonly<Record<string, string>>,
  written: Readonly<Record<string, string>>,
): SaidValues {
  const said: Record<string, string> = {};
  for (const [field, value] of Object.entries(fields)) said[field] = comparedForm(field, value);
  return { userId, fields: said, written: Object.keys(written) };
}
