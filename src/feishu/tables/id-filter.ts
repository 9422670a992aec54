import type { AnyOf } from '../records/search-records.ts';
import { fieldNames } from './field-names.ts';

/** The ends of ids are what differs, and short conditions are more to a filter. */
const matchedCharacters = 20;
/** Shorter ids would match half the table. */
const shortestId = 8;
/** Feishu takes filters of 2,000 characters (1254107), without saying how it counts them. */
const filterCharacters = 2_000;

/** Whether filters can look for all of these ids. */
export function canFilter(ids: ReadonlySet<string>): boolean {
  return [...ids].every((id) => id.length >= shortestId);
}

/**
 * A filter that finds at least the rows with these ids: rows typed by hand have tabs and spaces around the id, which
 * `is` would not match. What is returned has to be compared exactly.
 */
export function idFilter(ids: readonly string[]): AnyOf {
  return endsFilter(ids.map(endOf));
}

const hasLongCharacter = /[\ud800-\udfff]/;

/** The part of an id that filters look for. */
export function endOf(id: string): string {
  // No id of the shop has a character of two units, and taking each id apart is what a large roster waits for.
  return hasLongCharacter.test(id)
    ? [...id].slice(-matchedCharacters).join('')
    : id.slice(-matchedCharacters);
}

/** A filter that finds the rows whose 用户ID contains one of these texts. */
export function endsFilter(ends: readonly string[]): AnyOf {
  return { conjunction: 'or', conditions: ends.map(condition) };
}

/** Of a condition, with the comma behind it. */
const charactersBesideEnd = JSON.stringify(condition('')).length - JSON.stringify('').length + 1;

/** As few groups as possible, each of which makes a filter that Feishu takes. */
export function groupForFilters(ids: Iterable<string>, maxConditions: number): string[][] {
  const groups: string[][] = [];
  let room = 0;
  for (const id of ids) {
    const characters = charactersBesideEnd + JSON.stringify(endOf(id)).length;
    const group = groups.at(-1);
    if (group !== undefined && group.length < maxConditions && characters <= room) {
      group.push(id);
    } else {
      groups.push([id]);
      room = filterCharacters - JSON.stringify(idFilter([])).length;
    }
    room -= characters;
  }
  return groups;
}

function condition(end: string): AnyOf['conditions'][number] {
  return { field_name: fieldNames.userId, operator: 'contains', value: [end] };
}
