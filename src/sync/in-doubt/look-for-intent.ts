import { type Intent, isCreate } from '../journal.ts';
import { observeIntent } from './observe-intent.ts';
import type { ResolveDeps } from './resolve-deps.ts';

/** What became of an intent whose call had no clear answer. */
export type Resolution =
  /** null for a record that must be there, because batches are atomic, but was never seen. */
  | { kind: 'written'; recordIds: (string | null)[] }
  | { kind: 'refused'; feishuCode: number }
  | { kind: 'too_large' }
  /** Not there, and nothing can bring it there any more. */
  | { kind: 'not_written' }
  /**
   * Not seen, which proves nothing yet: it stays open, and its rows go out under no other token. `partlySeen`: it was
   * carried out, but records of learners are missing that enrollments have to link to.
   */
  | { kind: 'in_doubt'; partlySeen: boolean };

/** Once most rows of a batch are seen, all of them should be within this time. */
const wholeBatchMs = 60_000;
/** The longest pause between two looks. They begin close to each other: what is there is mostly seen at once. */
const longestPauseMs = 15_000;

/** Looks for the rows of an intent for as long as they can still turn up. Never writes. */
export async function lookForIntent(deps: ResolveDeps, intent: Intent): Promise<Resolution> {
  await deps.progress.enter('settling');
  const look = await lookUntil(deps, intent, callIsOver(deps, intent));
  switch (look.kind) {
    case 'all':
      return { kind: 'written', recordIds: look.recordIds };
    case 'none':
      return isProof(deps, intent) ? { kind: 'not_written' } : { kind: 'in_doubt', partlySeen: false };
    case 'some':
      // An enrollment is complete without our knowing its id. After so long, a missing learner has been deleted.
      return intent.kind === 'create_enrollments' || isProof(deps, intent)
        ? { kind: 'written', recordIds: look.recordIds }
        : { kind: 'in_doubt', partlySeen: true };
  }
}

/**
 * The moment (epoch ms) from which the call of an intent cannot be running any more, and search should know its records.
 * When its last try went out is not known, only that it was before now and before tries end.
 */
function callIsOver({ clock, timing }: ResolveDeps, { sentAt }: Intent): number {
  const lastTry = Math.min(clock.now(), sentAt + timing.retryLimitMs);
  return lastTry + timing.callLimitMs + timing.searchLagMs;
}

/**
 * Whether "not found" means "not there". An update is read by id and can be repeated at will. What a create has made can
 * be missing from search for long, and for ever where advanced permissions hide records.
 */
function isProof({ clock, timing, searchHides }: ResolveDeps, intent: Intent): boolean {
  if (!isCreate(intent)) return true;
  return !searchHides && clock.now() > intent.sentAt + timing.retryLimitMs + timing.recentMs;
}

/** Ends as soon as all rows are seen, or else at `until` (epoch ms). */
async function lookUntil(deps: ResolveDeps, intent: Intent, until: number) {
  let end = until;
  let seen = false;
  for (let pause = deps.timing.pollMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    const observation = await observeIntent(deps, intent);
    const now = deps.clock.now();
    if (observation.kind === 'some' && !seen) {
      seen = true;
      end = now + wholeBatchMs;
    }
    if (observation.kind === 'all' || now >= end) return observation;
    await deps.clock.sleep(Math.min(pause, end - now));
  }
}
