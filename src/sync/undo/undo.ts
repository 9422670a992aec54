import type { AskedReason } from '../asked-reason.ts';
import type { Base, BaseSchema, WholeEnrollment } from '../ports.ts';
import { reliedOn } from './judge.ts';
import type { LaterUse } from './later-use.ts';
import { takeBack, type UndoDeps } from './take-back.ts';
import type { Touched, TouchedEnrollment, TouchedLearner, TouchedThing } from './touched.ts';
import { entryOf, type UndoEntry } from './undo-account.ts';
import {
  deleteEnrollmentsJob,
  deleteLearnersJob,
  restoreEnrollmentsJob,
  restoreLearnersJob,
  unlinkJob,
} from './undo-jobs.ts';

/** What is to be taken back, and what stays whatever Base holds. */
export interface UndoPlan {
  takeBack: Touched;
  kept: UndoEntry[];
  later: LaterUse;
}

export function planUndo(touched: Touched, later: LaterUse): UndoPlan {
  const kept: UndoEntry[] = [];
  const free = <Thing extends TouchedThing>(things: readonly Thing[]): Thing[] =>
    things.filter((thing) => {
      const reason = reliedOn(thing, later);
      if (reason !== null) kept.push(entryOf(thing, reason));
      return reason === null;
    });
  const plan = {
    enrollments: free(touched.enrollments),
    learners: free(touched.learners),
    learnerCells: free(touched.learnerCells),
    enrollmentCells: free(touched.enrollmentCells),
    links: free(touched.links),
    unknown: touched.unknown,
  };
  const unknown = touched.unknown.map(
    (thing): UndoEntry => ({ ...thing, field: null, outcome: 'failed', reason: 'gone' }),
  );
  return { takeBack: plan, kept: [...kept, ...unknown], later };
}

/** What a person has to agree to. What people have edited by then stays, which only Base knows. */
export function doubtUndo({ takeBack: { enrollments, learners, ...rest }, later }: UndoPlan): AskedReason {
  return {
    code: 'undo',
    figures: {
      enrollments: enrollments.length,
      learners: learners.length,
      cells: rest.learnerCells.length + rest.enrollmentCells.length,
      links: rest.links.length,
      laterSyncs: later.syncs,
    },
    examples: [],
  };
}

export interface UndoRun extends Omit<UndoDeps, 'gone' | 'base'> {
  base: UndoDeps['base'] & Pick<Base, 'findEnrollments'>;
  schema: BaseSchema;
}

/**
 * Carries an undo out: links and cells first, then the enrollments, and only then the learners, which must have none left.
 * @throws AppError as `takeBack`
 */
export async function undo(run: UndoRun, plan: UndoPlan, deletedBefore: ReadonlySet<string>): Promise<void> {
  const { base, journal, target, timing } = run;
  const { takeBack: things, later } = plan;
  const gone = new Set(deletedBefore);
  const deps: UndoDeps = { ...run, gone: (recordId) => void gone.add(recordId) };
  run.note(plan.kept);
  await run.progress.decide(plan.kept.length);
  await takeBack(deps, unlinkJob(base, things.links, later));
  await takeBack(deps, restoreEnrollmentsJob(base, things.enrollmentCells));
  await takeBack(deps, restoreLearnersJob(base, things.learnerCells));
  const kept = new Map<string, WholeEnrollment>();
  const linked = new Set<string>();
  const left = {
    kept: (enrollment: WholeEnrollment) => {
      kept.set(enrollment.recordId, enrollment);
      for (const recordId of enrollment.learnerRecordIds) linked.add(recordId);
    },
    // Where reads are behind, the learner may not show it either.
    unseen: ({ learnerRecordId }: TouchedEnrollment) => void linked.add(learnerRecordId),
  };
  await takeBack(deps, deleteEnrollmentsJob(base, things.enrollments, left));
  const recent = await journal.recentWrites(target, (base.serverTime() ?? 0) - timing.recentMs);
  for (const recordId of recent.deleted.keys()) gone.add(recordId);
  const enrolled = await enrolledOf(run, things.learners, { gone, kept });
  await takeBack(deps, deleteLearnersJob(base, things.learners, { gone, linked, enrolled }));
}

/**
 * With a one-way link only the enrollments know whom they link to.
 * @param kept enrollments that have just been read by id: nothing else knows as well whose they are by now
 */
async function enrolledOf(
  { base, journal, target, schema }: UndoRun,
  learners: readonly TouchedLearner[],
  { gone, kept }: { gone: ReadonlySet<string>; kept: ReadonlyMap<string, WholeEnrollment> },
): Promise<Set<string> | null> {
  if (schema.linkIsTwoWay || learners.length === 0) return null;
  const userIds = new Set(learners.map(({ userId }) => userId));
  const found = await base.findEnrollments(userIds, []);
  const created = await journal.createdRecords(target, userIds);
  const others = [...found, ...created.filter(({ kind }) => kind === 'enrollment')].filter(
    ({ recordId }) => !gone.has(recordId) && !kept.has(recordId),
  );
  return new Set([...others, ...kept.values()].map(({ userId }) => userId));
}
