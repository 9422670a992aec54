import { AppError } from '../errors.ts';
import { findWritten } from './find-written.ts';
import type { Intent } from './journal.ts';
import type { Run } from './run.ts';
import { sendIntent } from './send-intent.ts';

/** What became of an intent whose call had no clear answer. */
export type Settlement =
  /** null for a record that must be there, because batches are atomic, but was never seen. */
  | { kind: 'written'; recordIds: (string | null)[] }
  | { kind: 'refused'; feishuCode: number }
  | { kind: 'too_large' }
  /** Not there, and its call is over. */
  | { kind: 'not_written' };

/** Once some rows of a batch are seen, all of them should be within this time. */
const wholeBatchMs = 60_000;
const resendLimit = 3;

/**
 * Finds out by looking whether the rows of an intent reached Base; while that can still change, it waits. If they are
 * not there, the identical body goes out again under the same client token, so that they cannot be written twice.
 * Updates are not sent again: planning anew does that.
 * @throws AppError `in_doubt` with the lines, if Feishu knows the token but shows no records
 */
export async function settleIntent(run: Run, intent: Intent): Promise<Settlement> {
  await run.progress.enter('settling');
  if (!isCreate(intent)) return settleUpdate(run, intent);
  let until = callIsOver(run, intent);
  for (let resent = 0; ; resent += 1) {
    const recordIds = await lookUntil(run, intent, until);
    if (recordIds !== null) return { kind: 'written', recordIds };
    if (resent === resendLimit) return giveUp(run, intent);
    const outcome = await sendIntent(run, intent);
    if (outcome.kind !== 'unknown' && outcome.kind !== 'token_known') return outcome;
    // A known token without records will not change by asking again: one last long look.
    if (outcome.kind === 'token_known') resent = resendLimit - 1;
    until = run.clock.now() + run.timing.callLimitMs + run.timing.searchLagMs;
  }
}

/** Looks without ever writing: what another upload left open is not completed on its behalf. */
export async function lookForIntent(run: Run, intent: Intent): Promise<Settlement> {
  await run.progress.enter('settling');
  if (!isCreate(intent)) return settleUpdate(run, intent);
  const recordIds = await lookUntil(run, intent, callIsOver(run, intent));
  return recordIds === null ? giveUp(run, intent) : { kind: 'written', recordIds };
}

/** Creates must never be repeated under a new token before they are settled; updates can be repeated at will. */
export function isCreate(intent: Intent): boolean {
  return intent.kind === 'create_learners' || intent.kind === 'create_enrollments';
}

async function settleUpdate(run: Run, intent: Intent): Promise<Settlement> {
  const sighting = await findWritten(run, intent);
  return sighting.kind === 'all'
    ? { kind: 'written', recordIds: sighting.recordIds }
    : { kind: 'not_written' };
}

/**
 * The moment (epoch ms) from which "not found" means "not there". When the last try went out is not known, only that it
 * was before now and before tries end.
 */
function callIsOver(run: Run, intent: Intent): number {
  const { callLimitMs, retryLimitMs, searchLagMs } = run.timing;
  const lastTry = Math.min(run.clock.now(), intent.startedAt + retryLimitMs);
  return lastTry + callLimitMs + searchLagMs;
}

/** Nothing was found. That proves something only when search can no longer be lagging. */
function giveUp(run: Run, intent: Intent): Settlement {
  if (run.clock.now() - intent.startedAt > run.timing.recentMs) return { kind: 'not_written' };
  const lines = intent.rows.map(({ line }) => String(line));
  throw new AppError('in_doubt', { details: { lines, count: lines.length } });
}

/** Record ids in row order as soon as all are seen; null if there is nothing to see by `until` (epoch ms). */
async function lookUntil(run: Run, intent: Intent, until: number): Promise<(string | null)[] | null> {
  let deadline: number | null = null;
  for (;;) {
    const sighting = await findWritten(run, intent);
    if (sighting.kind === 'all') return sighting.recordIds;
    if (sighting.kind === 'some') {
      deadline ??= run.clock.now() + wholeBatchMs;
      // An enrollment is complete without our knowing its id; a learner is not, because others link to it.
      if (run.clock.now() >= deadline)
        return intent.kind === 'create_enrollments' ? sighting.recordIds : null;
    } else if (run.clock.now() >= until) return null;
    await run.clock.sleep(run.timing.pollMs);
  }
}
