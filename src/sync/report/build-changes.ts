import { courseKey } from '../../roster/course-name.ts';
import { placeOfLine } from '../../roster/line-place.ts';
import { remembered } from '../../roster/remembered.ts';
import type { Roster, RosterRow } from '../../roster/roster.ts';
import type { IntentRows } from '../journal.ts';
import type { CompleteRows } from '../plan/complete-rows.ts';
import type { SyncPlan } from '../plan/plan-sync.ts';
import type { CellChange, ChangeKind, CourseChanges, RowChange, SyncChanges } from '../sync-changes.ts';
import type { RowProblem } from '../sync-report.ts';
import type { SyncCounts } from './counts.ts';
import { failedRows } from './failed-rows.ts';

export interface ChangesInput {
  roster: Roster;
  completion: CompleteRows;
  plan: SyncPlan;
  /** What is done, or what the plan would come to. */
  counts: SyncCounts;
  /** What earlier runs of this sync have written; no longer in the plan. */
  earlier: readonly IntentRows[];
}

/** A sync row by row: what becomes of each row of the file, and which cells of Base it changes. */
export function buildChanges(input: ChangesInput): SyncChanges {
  const { roster, plan, counts } = input;
  const touched = touchedBy(input);
  const failed = failedRows(plan, counts);
  const said = saidOf(input.completion);
  const spelled = remembered(
    1_000,
    (course: string) => plan.enrollments.courseNames.get(courseKey(course)) ?? course,
  );
  const rows = roster.rows.map((row): RowChange => {
    const { course = null, day = null } = said.get(row.line) ?? {};
    const { sheet, line } = placeOfLine(row.line, roster.file.sheets);
    const { userId, nickname } = whose(row);
    const { kinds, cells, code } = becomesOf(row, touched, failed.get(row.line));
    const name = course === null ? null : spelled(course);
    return { line, sheet, userId, nickname, kinds, course: name, day, cells, code, ...lackOf(row) };
  });
  return { rows, courses: coursesOf(rows, plan.newCourses), file: roster.file };
}

/** Course and day of a row, the operator's where the file has none; nothing for a row that was refused. */
function saidOf({ rows, notEnrolled }: CompleteRows): Map<number, Pick<RowChange, 'course' | 'day'>> {
  const said = new Map<number, Pick<RowChange, 'course' | 'day'>>();
  for (const row of rows) said.set(row.line, row);
  for (const row of notEnrolled) said.set(row.line, row);
  return said;
}

/** The same of a file in which every row is refused. */
export function rejectedChanges(roster: Roster): SyncChanges {
  const rows = roster.rows.map((row): RowChange => {
    const code = row.kind === 'rejected' ? row.code : null;
    const place = placeOfLine(row.line, roster.file.sheets);
    const failed = { kinds: ['failed' as const], course: null, day: null, cells: [], code };
    return { ...place, ...whose(row), ...failed, ...lackOf(row) };
  });
  return { rows, courses: [], file: roster.file };
}

function whose(row: RosterRow): Pick<RowChange, 'userId' | 'nickname'> {
  const { userId, nickname } = row.kind === 'valid' ? row.learner : row;
  return { userId, nickname };
}

function lackOf(row: RosterRow): Pick<RowChange, 'lacks'> {
  return row.kind === 'rejected' && row.lacks !== undefined ? { lacks: row.lacks } : {};
}

/** By line, what is done to Base on behalf of a row. */
interface Touched {
  newLearners: ReadonlySet<number>;
  newEnrollments: ReadonlySet<number>;
  links: ReadonlySet<number>;
  repeats: ReadonlySet<number>;
  learnerCells: ReadonlyMap<number, CellChange[]>;
  enrollmentCells: ReadonlyMap<number, CellChange[]>;
}

function touchedBy({ plan, counts, earlier }: ChangesInput): Touched {
  const { learners, enrollments } = plan;
  const before = rowsByKind(earlier);
  const isCreated = ({ userId }: { userId: string }) => counts.learnersCreated.has(userId);
  const isUpdated = ({ userId }: { userId: string }) => counts.learnersUpdated.has(userId);
  const isChanged = ({ recordId }: { recordId: string }) => counts.enrollmentsUpdated.has(recordId);
  return {
    newLearners: linesOf([...before.create_learners, ...learners.create.filter(isCreated)]),
    newEnrollments: counts.enrollmentsCreated,
    links: counts.enrollmentsLinked,
    repeats: linesOf(enrollments.repeat),
    learnerCells: cellsByLine([...before.update_learners, ...learners.update.filter(isUpdated)]),
    enrollmentCells: cellsByLine([...before.update_enrollments, ...enrollments.update.filter(isChanged)]),
  };
}

type RowsByKind = { [Rows in IntentRows as Rows['kind']]: Rows['rows'] };

function rowsByKind(
  intents: readonly IntentRows[],
): Pick<RowsByKind, 'create_learners' | 'update_learners' | 'update_enrollments'> {
  return {
    create_learners: intents.flatMap((intent) => (intent.kind === 'create_learners' ? intent.rows : [])),
    update_learners: intents.flatMap((intent) => (intent.kind === 'update_learners' ? intent.rows : [])),
    update_enrollments: intents.flatMap((intent) =>
      intent.kind === 'update_enrollments' ? intent.rows : [],
    ),
  };
}

function linesOf(rows: readonly { line: number }[]): Set<number> {
  return new Set(rows.map(({ line }) => line));
}

interface Changed {
  line: number;
  set: Readonly<Record<string, string>>;
  before: Readonly<Record<string, string>>;
}

/** Several records may change for one row; cells that change alike are one. */
function cellsByLine(changes: readonly Changed[]): Map<number, CellChange[]> {
  const byLine = new Map<number, CellChange[]>();
  for (const { line, set, before } of changes) {
    const cells = byLine.get(line) ?? [];
    for (const [field, after] of Object.entries(set)) {
      const cell = { field, before: before[field] ?? '', after };
      if (!cells.some((known) => isSameCell(known, cell))) cells.push(cell);
    }
    byLine.set(line, cells);
  }
  return byLine;
}

function isSameCell(one: CellChange, other: CellChange): boolean {
  return one.field === other.field && one.before === other.before && one.after === other.after;
}

function becomesOf(
  row: RosterRow,
  touched: Touched,
  problem: RowProblem | undefined,
): Pick<RowChange, 'kinds' | 'cells' | 'code'> {
  const { line } = row;
  const learnerCells = touched.learnerCells.get(line);
  const enrollmentCells = touched.enrollmentCells.get(line);
  const kinds: ChangeKind[] = [];
  if (touched.newLearners.has(line)) kinds.push('create_learner');
  if (learnerCells !== undefined) kinds.push('update_learner');
  kinds.push(enrollmentKind(row, touched, problem));
  if (enrollmentCells !== undefined) kinds.push('update_enrollment');
  return {
    kinds,
    cells: [...(learnerCells ?? []), ...(enrollmentCells ?? [])],
    code: problem?.code ?? (row.kind === 'not_enrolled' ? row.code : null),
  };
}

function enrollmentKind({ kind, line }: RosterRow, touched: Touched, problem: unknown): ChangeKind {
  if (problem !== undefined) return 'failed';
  if (kind === 'not_enrolled') return 'not_enrolled';
  if (touched.newEnrollments.has(line)) return 'create_enrollment';
  if (touched.links.has(line)) return 'link';
  return touched.repeats.has(line) ? 'repeat' : 'skip';
}

function coursesOf(rows: readonly RowChange[], newCourses: ReadonlySet<string>): CourseChanges[] {
  const courses = new Map<string, CourseChanges>();
  for (const { course, kinds } of rows) {
    if (course === null || kinds.includes('not_enrolled')) continue;
    const key = courseKey(course);
    const known = courses.get(key) ?? { course, created: 0, skipped: 0, isNew: newCourses.has(key) };
    if (kinds.includes('create_enrollment')) known.created += 1;
    if (kinds.includes('skip') || kinds.includes('repeat')) known.skipped += 1;
    courses.set(key, known);
  }
  return [...courses.values()];
}
