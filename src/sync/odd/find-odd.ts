import { courseKey } from '../../roster/course-name.ts';
import type { CalendarDay, Roster } from '../../roster/roster.ts';
import type { AskedReason } from '../asked-reason.ts';
import type { CompleteRows } from '../plan/complete-rows.ts';
import type { SyncPlan } from '../plan/plan-sync.ts';
import type { ExistingEnrollment } from '../ports.ts';
import type { EnrollmentPolicy } from '../settings.ts';
import { doubtColumns } from './columns-swapped.ts';
import { doubtCourses } from './course-similar.ts';
import { doubtDay } from './date-far.ts';
import { doubtUpdates } from './many-updates.ts';
import { doubtIds, type KnownIds } from './odd-ids.ts';
import { doubtFile, type EarlierSync } from './same-file.ts';

export interface OddInput {
  roster: Pick<Roster, 'rows' | 'shiftedRows' | 'hasCourseColumn' | 'hasDateColumn'>;
  completion: Pick<CompleteRows, 'rows'>;
  plan: Pick<SyncPlan, 'learners' | 'enrollments' | 'newCourses'>;
  /** What Base holds of the learners of the file. */
  enrollments: readonly ExistingEnrollment[];
  knownIds: KnownIds;
  /** Courses of Base, as spelled there. */
  knownCourses: readonly string[];
  /** Syncs that wrote the same bytes, the newest first. */
  sameFile: readonly EarlierSync[];
  policy: EnrollmentPolicy;
  /** In the zone of the Base. */
  today: CalendarDay;
}

/** All that is odd about a file, beside what Base holds: what a person should look at before it is written. */
export function findOdd(input: OddInput): AskedReason[] {
  const { roster, completion, plan, policy } = input;
  const said = saidOf(input);
  const created = plan.enrollments.create.length;
  const writtenDay = created > 0 ? said.day : null;
  return [
    doubtUpdates(plan.learners),
    doubtColumns(roster),
    doubtIds(new Set(completion.rows.map(({ learner }) => learner.userId)), input.knownIds),
    ...doubtCourses({
      rows: completion.rows,
      newCourses: createdCourses(plan),
      known: input.knownCourses,
      enrollments: input.enrollments,
      isTyped: !roster.hasCourseColumn,
    }),
    writtenDay === null ? null : doubtDay(writtenDay, input.today),
    doubtFile({ said, before: input.sameFile, policy, held: heldCourses(input), enrollments: created }),
  ].flatMap((doubt) => doubt ?? []);
}

/** What the operator said is the same for all rows. */
function saidOf({ roster, completion: { rows } }: OddInput): Pick<EarlierSync, 'course' | 'day'> {
  const [first] = rows;
  return {
    course: roster.hasCourseColumn ? null : (first?.course ?? null),
    day: roster.hasDateColumn ? null : (first?.day ?? null),
  };
}

function heldCourses({ policy, enrollments }: OddInput): Set<string> | null {
  return policy === 'append' ? null : new Set(enrollments.map(({ course }) => courseKey(course)));
}

function createdCourses({ enrollments, newCourses }: OddInput['plan']): Set<string> {
  const created = new Set(enrollments.create.map(({ course }) => courseKey(course)));
  return new Set([...newCourses].filter((key) => created.has(key)));
}

/** Where every file is to be confirmed: what this one would do. */
export function askAlways({
  learners,
  enrollments,
}: Pick<SyncPlan, 'learners' | 'enrollments'>): AskedReason {
  const cells = [...learners.update, ...enrollments.update].flatMap(({ set }) => Object.keys(set));
  return {
    code: 'always',
    figures: {
      learners: learners.create.length,
      enrollments: enrollments.create.length,
      cells: cells.length,
    },
    examples: [],
  };
}
