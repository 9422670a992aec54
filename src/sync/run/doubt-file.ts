import { type AskedReason, isSettled } from '../asked-reason.ts';
import type { ExistingReading } from '../existing/read-existing.ts';
import { askAlways, findOdd, type OddInput } from '../odd/find-odd.ts';
import { isRemembered, settle, settledDays } from '../odd/settled-doubt.ts';
import type { SyncPlan } from '../plan/plan-sync.ts';
import type { KnownOfBase } from './know-base.ts';
import type { Run } from './run.ts';

const dayMs = 86_400_000;

type FileInput = Pick<OddInput, 'roster' | 'completion' | 'today'> & {
  plan: SyncPlan;
  existing: ExistingReading;
  known: KnownOfBase;
};

/** What is odd about the file itself and nobody has settled for its course lately; and whether every file is asked about. */
export async function doubtFile(run: Run, input: FileInput): Promise<AskedReason[]> {
  const { syncs, sync, target, settings, clock } = run;
  const { plan, existing, known } = input;
  const before = await syncs.sameFileBefore({ ...sync, target });
  const odd = findOdd({
    ...input,
    enrollments: existing.records.enrollments,
    knownIds: known.ids,
    knownCourses: known.courses,
    sameFile: before.map(({ number, input: { course, day } }) => ({ number, course, day })),
    policy: settings.policy,
  });
  const settled = await syncs.settledDoubts(target, new Date(clock.now() - settledDays * dayMs));
  return [
    ...odd.filter((doubt) => !isRemembered(doubt, plan.scope.courses, settled)),
    ...(run.confirm === 'always' ? [askAlways(plan)] : []),
  ];
}

/** Keeps what a person has settled about this sync, so that its course is not asked about again for a while. */
export async function rememberAnswers(
  { syncs, sync, target, clock }: Run,
  { scope }: SyncPlan,
  doubts: readonly AskedReason[],
): Promise<void> {
  const { confirmed } = sync.input;
  const settled = doubts.filter((doubt) => isSettled(doubt, confirmed));
  const answers = settled.flatMap((doubt) => {
    const by = confirmed.find(({ code }) => code === doubt.code)?.by ?? null;
    return settle(doubt, scope.courses, by);
  });
  if (answers.length > 0) await syncs.keepSettledDoubts(target, answers, new Date(clock.now()));
}
