import type { Replacement } from './expected-tables.ts';
import type { Known } from './expected-year.ts';
import type { YearRoster } from './roster.ts';

/** How odd a roster looks, in the figures that the reasons for asking go by. A second reading of them, to check the first. */
export interface Oddness {
  /** `many_updates`: people who are known, and of them those with another nickname or phone. */
  knownLearners: number;
  replacedLearners: number;
  /** `columns_swapped`: the share of rows with a phone for a name and a name for a phone. */
  swappedShare: number;
  /** `odd_ids`: ids of a shape that fewer than five known learners have, and their share. */
  oddIds: number;
  oddIdShare: number;
  /** `course_similar`: whether a course that is not known is one character away from one that is. */
  isCourseSimilar: boolean;
  /** `date_far`: days from now to the day that staff gave; none if the file has it. */
  daysAhead: number;
}

/** @param now the day on which it is sent */
export function oddnessOf(
  roster: Pick<YearRoster, 'rows' | 'operator'>,
  known: Known,
  replaced: readonly Replacement[],
  now: string,
): Oddness {
  const { rows, operator } = roster;
  const ids = new Set(rows.map(({ userId }) => userId).filter((userId) => userId !== ''));
  const oddIds = [...ids].filter((id) => isOdd(id, known));
  const courses = new Set(rows.map(({ course }) => operator.course ?? course));
  const swapped = rows.filter(({ nickname, phone }) => isPhone(nickname) && /\p{Script=Han}/u.test(phone));
  return {
    knownLearners: [...ids].filter((id) => known.userIds.has(id)).length,
    replacedLearners: new Set(replaced.filter(isAnother).map(({ userId }) => userId)).size,
    swappedShare: swapped.length / rows.length,
    oddIds: oddIds.length,
    oddIdShare: oddIds.length / ids.size,
    isCourseSimilar: [...courses].some((course) => isSimilarToKnown(course, known)),
    daysAhead: operator.day === null ? 0 : (Date.parse(operator.day) - Date.parse(now)) / 86_400_000,
  };
}

/** Blanks, width and emoji are no other name. */
function isAnother({ before, after }: Replacement): boolean {
  return plain(before) !== plain(after);
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s|\p{Extended_Pictographic}/gu, '');
}

function isPhone(text: string): boolean {
  return /^\+?\d{8,15}$/.test(text);
}

function isOdd(userId: string, { userIds }: Known): boolean {
  const shape = shapeOf(userId);
  return [...userIds].filter((known) => shapeOf(known) === shape).length < 5;
}

function shapeOf(userId: string): string {
  if (/^u_[0-9a-f]{13}_[0-9A-Za-z]{10}$/.test(userId)) return 'of the shop';
  return userId
    .replace(/[A-Z]+/g, 'A')
    .replace(/[a-z]+/g, 'a')
    .replace(/\d/g, '9');
}

function isSimilarToKnown(course: string, { courses }: Known): boolean {
  return (
    !courses.has(course) &&
    [...courses].some((known) => isOneAway(course, known) && !isCounting(course, known))
  );
}

/** The names of two periods, levels or parts differ in nothing else. */
function isCounting(a: string, b: string): boolean {
  const counting = /\d+|[一二三四五六七八九十]+|[A-Z]|[期班季年月周节讲上下]|[初中高进][阶级]?/g;
  return a.replace(counting, '') === b.replace(counting, '');
}

/** One character too many, too few, or another one. */
function isOneAway(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  const same = [...long].findIndex((character, place) => character !== short[place]);
  const rest = long.slice(same + 1);
  return short.length === long.length ? short.slice(same + 1) === rest : short.slice(same) === rest;
}
