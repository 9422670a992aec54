import { cleanText } from './clean-text.ts';
import { remembered } from './remembered.ts';

/** One pair around the whole name; in 《a》与《b》 the outer marks are two pairs. */
const titleMarks = /^《([^《》]*)》$/;

/** A course name as it is kept: cleaned, with its 《》 and full-width characters. Empty if the cell says nothing. */
export function cleanCourseName(text: string): string {
  return cleanText(text);
}

/** What the spellings of one course have in common: width, letter case, blanks and outer 《》 do not count. For comparing only. */
export const courseKey = remembered(1_000, (name: string) => {
  const folded = cleanText(cleanText(name).normalize('NFKC')).replace(/\s/g, '').toLowerCase();
  return cleanText(titleMarks.exec(folded)?.[1] ?? folded);
});
