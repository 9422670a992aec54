import { cleanCell, cleanName } from './clean-cell.ts';
import { isDamaged } from './damaged-value.ts';

/** Cleans a value made of words: a course, a city. What a program has damaged counts as empty. */
export function cleanText(text: string): string {
  const value = cleanCell(text);
  return isDamaged(value) ? '' : value;
}

/** Cleans a 昵称. What a program has damaged counts as empty. */
export function cleanNickname(text: string): string {
  const value = cleanName(text);
  return isDamaged(value) ? '' : value;
}
