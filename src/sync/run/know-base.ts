import { courseKey } from '../../roster/course-name.ts';
import type { Roster } from '../../roster/roster.ts';
import type { ExistingReading } from '../existing/read-existing.ts';
import type { WrittenRow } from '../journal.ts';
import { type KnownIds, needsMoreIds, usualShapes } from '../odd/odd-ids.ts';
import type { CompleteRows } from '../plan/complete-rows.ts';
import type { SyncPlan } from '../plan/plan-sync.ts';
import type { BaseSchema } from '../ports.ts';
import type { SeenInBase } from '../sync-store.ts';
import type { Run } from './run.ts';

/** What is known of a Base beside the learners of a file. */
export interface KnownOfBase {
  courses: string[];
  ids: KnownIds;
}

interface KnowInput {
  roster: Pick<Roster, 'hasCourseColumn'>;
  completion: CompleteRows;
  existing: ExistingReading;
  schema: BaseSchema;
  /** What the upload has written already; whatever it has brought to the Base is new, however often it is done again. */
  journaled: readonly WrittenRow[];
}

/** What this sync has read, what earlier ones have seen, and what is asked for only where that does not know what the file has. */
export async function knowBase(run: Run, input: KnowInput): Promise<KnownOfBase> {
  const seen = await run.syncs.seenInBase(run.target);
  return { courses: await knowCourses(run, input, seen), ids: await knowIds(run, input, seen) };
}

/**
 * At most one call, and only for a course that nobody has seen: one that a person typed, or where nothing is known. A course
 * of the file is compared with those of its own people, which are read anyway.
 */
async function knowCourses(
  run: Run,
  { roster, completion, existing, schema, journaled }: KnowInput,
  seen: SeenInBase,
): Promise<string[]> {
  if (schema.course.kind === 'select') return [...schema.course.options];
  const own = ownEnrollments(journaled, completion);
  const others = existing.records.enrollments.filter(({ recordId }) => !own.recordIds.has(recordId));
  const read = [...new Set(others.map(({ course }) => course))];
  const known = new Set([...read, ...seen.courses].map(courseKey));
  const areKnown = completion.rows.every(({ course }) => known.has(courseKey(course)));
  const isEnough = areKnown || (roster.hasCourseColumn && known.size > 0);
  if (isEnough || isReadEmpty(run)) return [...read, ...seen.courses];
  const latest = (await run.base.knownCourses()).filter((course) => !own.courses.has(courseKey(course)));
  await run.syncs.addSeenInBase(run.target, { courses: latest, idShapes: [] });
  return [...read, ...latest, ...seen.courses];
}

/** What the upload has created: record ids, and courses by `courseKey`. */
function ownEnrollments(journaled: readonly WrittenRow[], { rows }: CompleteRows) {
  const created = journaled.filter(({ kind }) => kind === 'create_enrollments');
  const lines = new Set(created.map(({ line }) => line));
  return {
    recordIds: new Set(created.map(({ recordId }) => recordId)),
    courses: new Set(rows.flatMap(({ line, course }) => (lines.has(line) ? courseKey(course) : []))),
  };
}

/** Under `append` the number of enrollments is that of another time. */
function isReadEmpty({ base, settings }: Run): boolean {
  return settings.policy !== 'append' && base.learned().enrollmentRows === 0;
}

/** At most one call, and only where most ids of the file look like none that are known. */
async function knowIds(
  { base, syncs, target }: Run,
  { completion, existing }: KnowInput,
  seen: SeenInBase,
): Promise<KnownIds> {
  const known: KnownIds = {
    userIds: new Set(existing.records.learners.map(({ userId }) => userId)),
    shapes: new Set(seen.idShapes),
    learners: base.learned().learnerRows ?? 0,
  };
  if (base.learned().learnerRows === 0) return known;
  const own = new Set(completion.rows.map(({ learner }) => learner.userId));
  if (!needsMoreIds(own, known)) return known;
  const more: KnownIds = { ...known, userIds: new Set([...known.userIds, ...(await base.someUserIds())]) };
  await syncs.addSeenInBase(target, { courses: [], idShapes: [...usualShapes(more)] });
  return more;
}

/** For the next sync: what Base has now that this one has written its plan. */
export function seenBy(plan: SyncPlan, { ids }: KnownOfBase): SeenInBase {
  const created = plan.learners.create.map(({ userId }) => userId);
  const shapes = usualShapes({ ...ids, userIds: new Set([...ids.userIds, ...created]) });
  const courses = new Set(plan.enrollments.create.map(({ course }) => course));
  return { courses: [...courses], idShapes: [...shapes] };
}
