import type { Doubt } from '../doubt.ts';
import type { Intent } from '../journal.ts';
import { timeOf } from './call-time.ts';
import { lookForIntent } from './look-for-intent.ts';
import { observeIntent } from './observe-intent.ts';
import type { Resolution } from './resolution.ts';
import type { ResolveDeps } from './resolve-deps.ts';

/** After an answer that says the call is over; what ran into another change waits for that to be done. */
const pausesMs = { failed: [1_000, 2_000, 3_000], conflict: [2_000, 3_500, 5_000] } as const;

/**
 * One look for the rows of an intent whose call has been answered, so that it is over. "Not there" is believed at once
 * where being wrong cannot write twice: the Base knows tokens again, or search shows what was written last, so that it is
 * up to date. Anywhere else one looks for as long as after silence.
 * @param times how often this has been asked for the intent, from 0
 */
export async function glanceForIntent(
  deps: ResolveDeps,
  intent: Intent,
  doubt: Exclude<Doubt, { kind: 'silence' }>,
  times: number,
): Promise<Resolution> {
  await deps.progress.enter('resolving');
  const pauses = doubt.kind === 'conflict' ? pausesMs.conflict : pausesMs.failed;
  await deps.clock.sleep(pauses[Math.min(times, pauses.length - 1)] ?? 0);
  const { observation, witnessSeen } = await observeIntent(deps, intent, await findWitness(deps, intent));
  if (observation.kind === 'all') return { kind: 'written', recordIds: observation.recordIds };
  const believed = deps.tokens.knowsTokens() || witnessSeen;
  if (observation.kind === 'none' && believed) return { kind: 'in_doubt', partlySeen: false };
  return lookForIntent(deps, intent);
}

/** The youngest record of the same table that this service knows to be written: search that shows it is up to date. */
async function findWitness(deps: ResolveDeps, { kind }: Intent) {
  const { journal, target, timing } = deps;
  const table = kind === 'create_learners' ? 'learner' : 'enrollment';
  return journal.latestCreated(target, table, timeOf(deps) - timing.recentMs);
}
