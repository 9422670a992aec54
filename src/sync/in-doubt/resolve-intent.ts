import type { Intent } from '../journal.ts';
import { lookForIntent, type Resolution } from './look-for-intent.ts';
import type { ResolveDeps } from './resolve-deps.ts';

const resendLimit = 3;

/**
 * Finds out by looking whether the rows of an intent reached Base. If they are not there, the identical body goes out
 * again under the same client token, so that they cannot be written twice. Updates are not sent again: planning anew
 * does that.
 */
export async function resolveIntent(deps: ResolveDeps, intent: Intent): Promise<Resolution> {
  let sent = intent;
  for (let resent = 0; ; resent += 1) {
    const resolution = await lookForIntent(deps, sent);
    if (resolution.kind !== 'in_doubt' || resolution.partlySeen || resent === resendLimit) return resolution;
    sent = { ...sent, sentAt: deps.clock.now() };
    const write = await deps.base.prepareWrite(sent);
    await deps.journal.resend(sent.id, sent.sentAt);
    const outcome = await write.send(sent.clientToken);
    if (outcome.kind !== 'unknown' && outcome.kind !== 'token_known') return outcome;
    // A known token without records will not change by asking again: one last look.
    if (outcome.kind === 'token_known') resent = resendLimit - 1;
  }
}
