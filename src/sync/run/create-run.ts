import { createBatchSize } from '../batch-size.ts';
import { Interruption } from '../interruption.ts';
import { createTokenMemory } from '../token-memory.ts';
import { createProgress } from './create-progress.ts';
import { nothingLearned, type Run, type SyncDeps } from './run.ts';

/** Puts together what the steps of one sync share. Calls nothing yet. */
export async function createRun(
  deps: SyncDeps & Pick<Run, 'sync' | 'settings'>,
  signal: AbortSignal,
): Promise<Run> {
  const { sync, settings } = deps;
  const learned = (await deps.syncs.learnedAboutBase(deps.target)) ?? nothingLearned;
  const progress = createProgress(deps.syncs, sync.id);
  let calls = 0;
  const checkpoint = async () => {
    if (signal.aborted) throw new Interruption('shutdown');
    if (await deps.syncs.cancelRequested(sync.id)) throw new Interruption('canceled');
  };
  const base = deps.openBase(
    {
      called: () => {
        calls += 1;
      },
      backingOff: progress.backOff,
      goingOn: progress.goOn,
      checkpoint,
    },
    learned,
    {
      learnerFields: settings.learnerFields.map(({ name }) => name),
      enrollmentFields: settings.enrollmentFields.map(({ name }) => name),
    },
  );
  return {
    ...deps,
    base,
    progress,
    calls: () => calls,
    startedAt: deps.clock.now(),
    batchSize: createBatchSize(learned.batchSize),
    tokens: createTokenMemory(learned.knowsTokens),
    refusals: new Set(),
    checkpoint,
  };
}
