import { closestOf } from '../bot/closest-of.ts';
import * as say from '../wording/config-problems.ts';

/**
 * Names that look like settings of this service but are none, in words, each with the name that is probably meant.
 * Other programs have settings too: only what begins like ours counts.
 * @param given the names that have a value
 * @param known the names that are read
 */
export function strangeNames(given: readonly string[], known: readonly string[]): string[] {
  const strange = given.filter((name) => /^(FEISHU_|BITABLE_)/.test(name) && !known.includes(name));
  return strange.map((name) => say.unknownName(name, closestOf(name, known)));
}
