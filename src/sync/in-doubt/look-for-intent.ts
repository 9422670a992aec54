import { type Intent, isCreate, isDelete } from '../journal.ts';
import { isLongOver, untilCallIsOver } from './call-time.ts';
import type { Observation } from './observation.ts';
import { observeIntent } from './observe-intent.ts';
import type { Resolution } from './resolution.ts';
import type { ResolveDeps } from './resolve-deps.ts';

/** Once most rows of a batch are seen, all of them should be within this time. */
const wholeBatchMs = 60_000;
/** The longest pause between two looks. They begin close to each other: what is there is mostly seen at once. */
const longestPauseMs = 15_000;

/** Looks for the rows of an intent for as long as they can still turn up. Never writes. */
export async function lookForIntent(deps: ResolveDeps, intent: Intent): Promise<Resolution> {
  await deps.progress.enter('resolving');
  const observation = await lookUntilOver(deps, intent);
  switch (observation.kind) {
    case 'all':
      return { kind: 'written', recordIds: observation.recordIds };
    case 'none':
      // An update is read by id, and can be repeated at will.
      return isCreate(intent) ? { kind: 'in_doubt', partlySeen: false } : { kind: 'not_written' };
    case 'some':
      // Of a delete that is over the rest was not deleted.
      if (isDelete(intent)) return { kind: 'written', recordIds: observation.recordIds };
      // An enrollment is complete without our knowing its id. After so long, a missing learner has been deleted.
      return intent.kind === 'create_enrollments' || isLongOver(deps, intent)
        ? { kind: 'written', recordIds: observation.recordIds }
        : { kind: 'in_doubt', partlySeen: true };
  }
}

/** Ends as soon as all rows are seen, or else when nothing more can turn up. */
async function lookUntilOver(deps: ResolveDeps, intent: Intent): Promise<Observation> {
  const { clock, timing } = deps;
  let end = clock.monotonic() + untilCallIsOver(deps, intent);
  let seen = false;
  for (let pause = timing.pollMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    const { observation } = await observeIntent(deps, intent, null);
    const now = clock.monotonic();
    if (observation.kind === 'some' && !seen) {
      seen = true;
      end = now + wholeBatchMs;
    }
    if (observation.kind === 'all' || now >= end) return observation;
    await clock.sleep(Math.min(pause, end - now));
  }
}
