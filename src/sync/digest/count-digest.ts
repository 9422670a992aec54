import { type AppError, toAppError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../clock.ts';
import { Interruption } from '../interruption.ts';
import { statusField } from '../plan/complete-rows.ts';
import type { Base, BaseObserver, LearnedAboutBase, OpenBase } from '../ports.ts';
import { baseToLock } from '../queue/work-queue.ts';
import { nothingLearned } from '../run/run.ts';
import type { SyncTarget } from '../sync-record.ts';
import type { SyncStore, WorkerLock } from '../sync-store.ts';
import { type BaseRoom, type BaseTableName, limitOf, unknownRoom } from '../table-room.ts';
import { areKnownToDiffer } from '../targets.ts';
import { countCourses, countRefunds } from './count-enrollments.ts';
import { countPeople } from './count-people.ts';
import type { Digest, DigestStore, TableFill } from './digest.ts';
import { overdueCourses } from './overdue-courses.ts';
import { waitingFiles } from './waiting-files.ts';
import { daysAfter, type Week, weekDueAt } from './week.ts';

export interface DigestDeps {
  digests: DigestStore;
  syncs: SyncStore;
  workerLock: WorkerLock;
  target: SyncTarget;
  openBase: OpenBase;
  clock: Clock;
  log: Logger;
}

/** What is told once a week need not be looked for all the time. */
const lookMs = 30_000;
/** Whatever keeps it from being counted, a call every hour is little, and Monday has enough of them. */
const afterFailureMs = 60 * 60_000;

/**
 * Counts each week once, when it is due, until the signal.
 * @param deps its clock wakes whoever sleeps when the signal comes
 */
export async function countDigests(deps: DigestDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const failed = await countDueDigest(deps, signal).then(
      () => null,
      (thrown: unknown) => toAppError(thrown),
    );
    if (failed !== null && !signal.aborted) logFailure(deps.log, failed);
    await deps.clock.sleep(failed === null ? lookMs : afterFailureMs).catch(() => undefined);
  }
}

function logFailure(log: Logger, { code, details, cause }: AppError): void {
  log.warn({ code, details, err: cause }, 'the week could not be counted');
}

/**
 * Counts the week that is due now, unless it is counted already or somebody works on the Base: then another time. Nobody can
 * write meanwhile.
 * @throws AppError as the Base does
 */
export async function countDueDigest(deps: DigestDeps, signal: AbortSignal): Promise<void> {
  const { digests, workerLock, target, clock } = deps;
  const week = weekDueAt(clock.now());
  if (week === null || (await digests.isCounted(target, week))) return;
  const lock = await workerLock.tryAcquire(await baseToLock(deps));
  if (lock === null) return;
  try {
    // Only now is it certain that no other process counts it.
    if (await digests.isCounted(target, week)) return;
    await digests.keepDigest(target, await count(deps, week, AbortSignal.any([signal, lock.lost])));
  } finally {
    await lock.release();
  }
}

async function count(deps: DigestDeps, week: Week, stop: AbortSignal): Promise<Digest> {
  const { syncs, target, openBase } = deps;
  const learned = (await syncs.learnedAboutBase(target)) ?? nothingLearned;
  const base = openBase(observer(stop), learned, { learnerFields: [], enrollmentFields: [] });
  const schema = await base.prepare(learned.zones);
  const read = await base.enrollmentsSince(daysAfter(week.first, -7));
  return {
    week,
    people: await countPeople(base, read, week),
    courses: countCourses(read, week),
    refunds: countRefunds(read, week, statusField in schema.enrollmentFields),
    room: await readRoom(base, learned),
    overdue: overdueCourses(await recentSyncs(deps), daysAfter(week.last, 1)),
    waiting: waitingFiles(await ownSyncs(deps)),
  };
}

/** Whoever has to stop is told so before the next call. */
function observer(stop: AbortSignal): BaseObserver {
  return {
    called: () => undefined,
    backingOff: async () => undefined,
    goingOn: async () => undefined,
    async checkpoint() {
      if (stop.aborted) throw new Interruption('shutdown');
    },
  };
}

async function readRoom(base: Base, { room }: LearnedAboutBase): Promise<Record<BaseTableName, TableFill>> {
  const counted = await base.countRows();
  const known: BaseRoom = room ?? unknownRoom;
  const fill = (table: BaseTableName): TableFill => {
    const rows = counted[table];
    return { rows, limit: limitOf({ rows, refusedAt: known[table].refusedAt }) };
  };
  return { learners: fill('learners'), enrollments: fill('enrollments') };
}

/** More than four weeks have. */
const syncsSearched = 500;

function recentSyncs({ syncs, target }: DigestDeps) {
  return syncs.listFinished(target, Number.MAX_SAFE_INTEGER, syncsSearched);
}

/** A store can hold those of several Bases. */
async function ownSyncs({ syncs, target }: DigestDeps) {
  const own = [];
  for (const sync of await syncs.list(syncsSearched))
    if (sync.status === 'needs_input' && !(await areKnownToDiffer(syncs, target, sync.target)))
      own.push(sync);
  return own;
}
