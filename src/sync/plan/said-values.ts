import type { SaidValues } from '../roster-values.ts';
import { comparedForm } from './same-value.ts';

/** What a roster says of a learner, as it is remembered. @param written those of the fields that have been or will be written */
export function saidOf(
  userId: string,
  fields: Readonly<Record<string, string>>,
  written: Readonly<Record<string, string>>,
): SaidValues {
  const said = Object.entries(fields).map(([field, value]) => [field, comparedForm(field, value)]);
  return { userId, fields: Object.fromEntries(said), written: Object.keys(written) };
}
