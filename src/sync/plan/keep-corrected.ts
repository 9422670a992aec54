import type { LastSaid } from '../roster-values.ts';
import type { Change } from './keep-newer.ts';
import { comparedForm } from './same-value.ts';

/** A change, and the fields that stay because only Base has changed: a person has corrected them there. */
export interface CorrectedChange extends Change {
  /** Fields. */
  byHand: string[];
}

/** Where nothing is known. */
export const nothingSaid: LastSaid = () => null;

/**
 * Takes out of what a file would change whatever the last roster has said already: where Base holds something else by
 * now, a person has put it there. What a later roster has said is newer, even where it did not have to be written.
 * To fill an empty cell takes nothing back, and what no roster has said is new.
 * @param held what Base holds
 */
export function keepCorrected(
  { set, newer }: Change,
  held: Readonly<Record<string, string>>,
  userId: string,
  lastSaid: LastSaid,
): CorrectedChange {
  const change: CorrectedChange = { set: {}, newer: [...newer], byHand: [] };
  for (const [field, value] of Object.entries(set)) {
    const said = (held[field] ?? '') === '' ? null : lastSaid(userId, field, comparedForm(field, value));
    if (said?.isSame) change.byHand.push(field);
    else if (said?.isLater) change.newer.push(field);
    else change.set[field] = value;
  }
  return change;
}
