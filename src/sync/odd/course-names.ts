import { courseKey } from '../../roster/course-name.ts';
import { thresholds } from './thresholds.ts';

const { typedApart, nameShare } = thresholds.courseSimilar;

/**
 * What tells the periods, levels and parts of a course from each other: numbers in any script, a single letter, 期 班 季 年 月 周
 * 节 讲, 上 中 下, and levels. Which of two levels there are says nothing about how they are spelled: 初阶, 初级, 进阶.
 */
const counting =
  /\d+|[〇零一二三四五六七八九十百千两]+|(?<![a-z])(?:[a-z]|[ivx]+)(?![a-z])|进阶|[初中高][阶级]?|[期班季年月周节讲上下]/g;

/** Whether two names are those of two periods, levels or parts: they differ in nothing else. */
export function areOfOneSeries(one: string, other: string): boolean {
  return withoutCounting(one) === withoutCounting(other);
}

/** Whether a name may be another with a typing error. */
export function isTypedLike(typed: string, known: string): boolean {
  return isNear(typed, known, typedApart);
}

/** Whether two names may be those of one course; not enough to ask for itself. */
export function areAlike(one: string, other: string): boolean {
  return isNear(one, other, Math.floor(Math.max([...one].length, [...other].length) * nameShare));
}

function isNear(one: string, other: string, apart: number): boolean {
  const [a, b] = [courseKey(one), courseKey(other)];
  return a !== b && !areOfOneSeries(a, b) && distance([...a], [...b]) <= apart;
}

function withoutCounting(name: string): string {
  return courseKey(name).replace(counting, '');
}

/** In how many characters two names differ: missing, added or another one (Levenshtein). */
function distance(one: readonly string[], other: readonly string[]): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, character] of one.entries()) {
    const next = [index + 1];
    for (const [place, against] of other.entries()) {
      const replaced = (row[place] ?? 0) + (character === against ? 0 : 1);
      next.push(Math.min(replaced, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
