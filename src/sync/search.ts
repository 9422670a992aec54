import type { RowChange } from './sync-changes.ts';
import type { SyncRecord } from './sync-record.ts';

/** What is searched for, made comparable; whoever searches for nothing finds everything. */
export type Sought = string & { readonly sought: true };

/** Characters; nobody searches for more. */
export const longestSought = 100;

/** Width and case of what is typed do not matter, nor blanks around it. */
export function soughtOf(typed: string): Sought {
  return comparable(typed).trim() as Sought;
}

function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Whether the sync is of this file, has this course, was asked for by this person, or is the one with this number. */
export function isSyncAbout(
  { number, fileName, askedBy, input, summary }: SyncRecord,
  sought: Sought,
): boolean {
  const texts = [fileName, askedBy?.name ?? null, input.course, ...(summary?.courses ?? [])];
  return `#${number}` === sought || String(number) === sought || isInAny(texts, sought);
}

/** Whether the row is about this learner or course, has such a value before or after, or stands on this line. */
export function isRowAbout(
  { line, userId, nickname, course, day, cells }: RowChange,
  sought: Sought,
): boolean {
  const values = cells.flatMap(({ before, after }) => [before, after]);
  return String(line) === sought || isInAny([userId, nickname, course, day, ...values], sought);
}

function isInAny(texts: readonly (string | null)[], sought: Sought): boolean {
  return texts.some((text) => text !== null && comparable(text).includes(sought));
}
