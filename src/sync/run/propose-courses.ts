import { courseKey } from '../../roster/course-name.ts';
import { proposeCourse } from '../../roster/propose-course.ts';
import type { SyncNeeds, SyncRecord } from '../sync-record.ts';

/** The newest syncs first in each. */
interface KnownSyncs {
  /** Of the same chat, and of the same person in any chat. */
  near: readonly SyncRecord[];
  /** Of the same Base, whoever asked for them. */
  ofBase: readonly SyncRecord[];
}

type Proposals = Pick<SyncNeeds, 'proposedCourse' | 'proposedFrom' | 'recentCourses' | 'knownCourses'>;

const mostRecent = 10;
const mostKnown = 50;

/**
 * Which courses a file may be about: the one in its name, or else the one that was given to a file of such a name in the same
 * chat; then those that this person was at last, then others, those of the latest syncs first.
 * @param inBase courses of Base
 */
export function proposeCourses(sync: SyncRecord, known: KnownSyncs, inBase: readonly string[]): Proposals {
  const near = known.near.filter((other) => other.uploadId !== sync.uploadId && !other.isUndone);
  const named = proposeCourse(sync.fileName);
  const proposed = named ?? givenLastTime(sync, near);
  const own = near.filter(({ origin }) => origin !== null && origin.openId === sync.origin?.openId);
  const recent = distinct(own.flatMap(coursesOf)).slice(0, mostRecent);
  const others = [...known.ofBase.filter(({ isUndone }) => !isUndone).flatMap(coursesOf), ...inBase];
  return {
    proposedCourse: proposed,
    ...(proposed !== null && { proposedFrom: named === null ? 'last_time' : 'file_name' }),
    recentCourses: recent,
    knownCourses: distinct([...recent, ...others]).slice(0, mostKnown),
  };
}

function coursesOf({ input, summary }: SyncRecord): string[] {
  return input.course === null ? (summary?.courses ?? []) : [input.course];
}

/** Only where such files have always been about one course: exports of several courses often have one name. */
function givenLastTime({ origin, fileName }: SyncRecord, near: readonly SyncRecord[]): string | null {
  const key = fileNameKey(fileName);
  const alike = near.filter(
    (other) =>
      origin !== null && other.origin?.chatId === origin.chatId && fileNameKey(other.fileName) === key,
  );
  const given = distinct(alike.flatMap(({ input }) => input.course ?? []));
  return key !== '' && given.length === 1 ? (given[0] ?? null) : null;
}

/** What stays the same in the names of a roster from week to week: no digits, no (1), no 副本. */
function fileNameKey(fileName: string): string {
  const name = fileName.normalize('NFKC').toLowerCase();
  return name.replace(/\.[a-z]{3,4}$/, '').replace(/副本|copy|[\d\s()\-_.·年月日号]/g, '');
}

/** Each course once, as it is spelled first. */
function distinct(courses: readonly string[]): string[] {
  const first = new Map<string, string>();
  for (const course of courses) {
    const key = courseKey(course);
    if (key !== '' && !first.has(key)) first.set(key, course);
  }
  return [...first.values()];
}
