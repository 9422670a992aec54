import type { Doubt } from '../doubt.ts';
import type { Intent } from '../journal.ts';
import { observeIntent } from './observe-intent.ts';
import type { Resolution } from './resolution.ts';
import type { ResolveDeps } from './resolve-deps.ts';

/** As after a create whose call has been answered. */
const pausesMs = { failed: 1_000, conflict: 2_000, unlisted: 1_000 } as const;

/**
 * One look for what an undo has sent, after an answer that says the call is over. It is read by id and can be done again,
 * so what is not seen counts as not done; a refusal that no document explains is one after all.
 */
export async function glanceById(
  deps: ResolveDeps,
  intent: Intent,
  doubt: Exclude<Doubt, { kind: 'silence' }>,
): Promise<Resolution> {
  await deps.progress.enter('resolving');
  await deps.clock.sleep(pausesMs[doubt.kind]);
  const { observation } = await observeIntent(deps, intent, null);
  if (observation.kind !== 'none') return { kind: 'written', recordIds: observation.recordIds };
  return doubt.kind === 'unlisted' && doubt.mayRefuse
    ? { kind: 'refused', feishuCode: doubt.feishuCode }
    : { kind: 'not_written' };
}
