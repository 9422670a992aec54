import { cleanText } from './clean-text.ts';

/** One pair around the whole name; in 《a》与《b》 the outer marks are two pairs. */
const titleMarks = /^《([^《》]*)》$/;

/** A course name as it is kept: cleaned, with its 《》 and full-width characters. Empty if the cell says nothing. */
export function cleanCourseName(text: string): string {
  return cleanText(text);
}

/** A file has tens of thousands of rows and a few courses, and each row is compared many times. */
const knownKeys = new Map<string, string>();
const keysKept = 1_000;

/** What the spellings of one course have in common: width, letter case, blanks and outer 《》 do not count. For comparing only. */
export function courseKey(name: string): string {
  const known = knownKeys.get(name);
  if (known !== undefined) return known;
  const key = keyOf(name);
  if (knownKeys.size === keysKept) knownKeys.clear();
  knownKeys.set(name, key);
  return key;
}

function keyOf(name: string): string {
  const folded = cleanText(cleanText(name).normalize('NFKC')).replace(/\s/g, '').toLowerCase();
  return cleanText(titleMarks.exec(folded)?.[1] ?? folded);
}
