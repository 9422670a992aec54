import { courseOf, keyOf } from '../enrollment-key.ts';
import type { LastSaid } from '../roster-values.ts';
import type { RowChange, SyncChanges } from '../sync-changes.ts';

/** What syncs that ended later rely on, whatever this one has written of it. */
export interface LaterUse {
  /** Enrollments that later rosters hold and that were there already, as `keyOf`. */
  enrollments: ReadonlySet<string>;
  /** The same where the day did not matter, as `courseOf`. */
  courses: ReadonlySet<string>;
  /** By 用户ID, what later rosters said about a learner. */
  learners: ReadonlyMap<string, LaterRow[]>;
  /** How many later syncs have to do with the same learners. */
  syncs: number;
  /** What rosters that came in later have said last, seen from this upload. */
  lastSaid: LastSaid;
  /** By record id, the fields that other syncs have written since. */
  writtenSince: ReadonlyMap<string, ReadonlySet<string>>;
  /** Records that enrollments link to of which nobody knows yet whether they are there. */
  linkedInDoubt: ReadonlySet<string>;
  /** false: of one of the later syncs it is not known what its roster held, so it may have held everything. */
  isComplete: boolean;
}

/** One row of a later roster about a learner. */
export interface LaterRow {
  nickname: string;
  /** Fields that have a column in that roster, as in `ports.ts`. */
  fields: ReadonlySet<string>;
  /** Its file came in later too, so that what is remembered of later rosters covers it. */
  isLaterUpload: boolean;
}

/** A later sync of another upload, with what it did row by row. */
export interface LaterSync {
  rows: AsyncIterable<RowChange>;
  columns: SyncChanges['file']['columns'];
  /** The day came from a person, and learners who had the course under another one were left alone. */
  skipsOtherDays: boolean;
  isLaterUpload: boolean;
}

/**
 * Collects what later syncs rely on. A record that a later sync created itself does not make it rely on this one's.
 * @param userIds whoever this sync has written anything about
 */
export async function collectLaterUse(
  laterSyncs: readonly LaterSync[],
  userIds: ReadonlySet<string>,
): Promise<Pick<LaterUse, 'enrollments' | 'courses' | 'learners' | 'syncs'>> {
  const enrollments = new Set<string>();
  const courses = new Set<string>();
  const learners = new Map<string, LaterRow[]>();
  const syncs = new Set<LaterSync>();
  for (const later of laterSyncs) {
    const { rows, columns, skipsOtherDays, isLaterUpload } = later;
    const fields = fieldsOf(columns);
    for await (const { userId, nickname, course, day, kinds } of rows) {
      if (userId === null || !userIds.has(userId)) continue;
      if (!kinds.some((kind) => kind !== 'failed' && kind !== 'not_enrolled')) continue;
      syncs.add(later);
      learners.set(userId, [...(learners.get(userId) ?? []), { nickname, fields, isLaterUpload }]);
      if (course === null || kinds.includes('create_enrollment')) continue;
      if (day !== null) enrollments.add(keyOf(userId, course, day));
      if (skipsOtherDays && kinds.includes('skip')) courses.add(courseOf(userId, course));
    }
  }
  return { enrollments, courses, learners, syncs: syncs.size };
}

function fieldsOf(columns: LaterSync['columns']): Set<string> {
  return new Set(columns.flatMap(({ field }) => (field === null ? [] : [portNames[field] ?? field])));
}

/** Two fields of a learner have a name of their own in `ports.ts`. */
const portNames: Readonly<Record<string, string>> = { 昵称: 'nickname', 手机号: 'phone' };
