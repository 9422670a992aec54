import { toAppError } from '../../errors.ts';
import { proposeDay } from '../../roster/propose-day.ts';
import type { Roster, RosterQuestion, RosterReading } from '../../roster/roster.ts';
import { Interruption } from '../interruption.ts';
import { completeRows } from '../plan/complete-rows.ts';
import { type AskedIdColumn, nothingNeeded, type SyncNeeds, type SyncRecord } from '../sync-record.ts';
import { todayIn } from '../today-in.ts';
import type { Ending } from './ending.ts';
import { proposeCourses } from './propose-courses.ts';
import type { Run } from './run.ts';

/**
 * Whether this column is the 用户ID, and all that would have to be asked if it is.
 * @param reading the file read as if it were
 */
export async function askAboutIdColumn(
  run: Run,
  idColumn: AskedIdColumn,
  reading: Exclude<RosterReading, { kind: 'refused' }>,
): Promise<Ending> {
  const needs =
    reading.kind === 'asks'
      ? await needsOf(run, reading.question)
      : await missingNeeds(run, missingIn(reading.roster, run.sync));
  return asks({ ...needs, idColumn });
}

function missingIn(roster: Roster, { input }: SyncRecord): Missing {
  const completion = completeRows(roster, input);
  if (completion.kind === 'complete') return { course: false, day: false };
  return { course: completion.needsCourse, day: completion.needsDay };
}

/** What no sheet says is asked about at once; what some say, only where one of the others is chosen. */
export async function askAboutSheets(run: Run, question: RosterQuestion): Promise<Ending> {
  return asks(await needsOf(run, question));
}

async function needsOf(
  run: Run,
  { sheets, hasCourseColumn, hasDateColumn }: RosterQuestion,
): Promise<Partial<SyncNeeds>> {
  const { input } = run.sync;
  const missing = {
    course: !hasCourseColumn && input.course === null,
    day: !hasDateColumn && input.day === null,
  };
  return { ...(await missingNeeds(run, missing)), sheets };
}

type Missing = Pick<SyncNeeds, 'course' | 'day'>;

/** Asks for what the file does not say. */
export async function askFor(run: Run, missing: Missing): Promise<Ending> {
  return asks(await missingNeeds(run, missing));
}

async function missingNeeds(run: Run, missing: Missing): Promise<Partial<SyncNeeds>> {
  const today = todayIn('Asia/Shanghai', run.clock.now());
  const day = missing.day ? proposeDay(run.sync.fileName, today) : null;
  return {
    ...missing,
    ...(missing.course && (await suggestCourses(run))),
    ...(day !== null && { proposedDay: day }),
  };
}

function asks(needs: Partial<SyncNeeds>): Ending {
  return { kind: 'asks', needs: { ...nothingNeeded, ...needs }, changes: null };
}

const syncsSearched = 100;

async function suggestCourses(run: Run): Promise<Partial<SyncNeeds>> {
  const { syncs, sync } = run;
  const { origin, target, number } = sync;
  const near = origin === null ? [] : await syncs.listInChat(origin, syncsSearched);
  const ofBase = await syncs.listFinished(target, number, syncsSearched);
  return proposeCourses(sync, { near, ofBase }, await coursesInBase(run));
}

/** Suggestions are a comfort: if Base cannot be asked now, the sync itself will say why. */
async function coursesInBase(run: Run): Promise<string[]> {
  try {
    const courses = await run.base.knownCourses();
    await run.syncs.addSeenInBase(run.target, { courses, idShapes: [] });
    return courses;
  } catch (thrown: unknown) {
    if (thrown instanceof Interruption) throw thrown;
    run.log.warn({ code: toAppError(thrown).code }, 'no course suggestions');
    return [];
  }
}
