import type { Doubt } from '../doubt.ts';
import { type Intent, isCreate, isUndo } from '../journal.ts';
import type { WriteOutcome } from '../ports.ts';
import { isLongOver, timeOf } from './call-time.ts';
import { glanceById } from './glance-by-id.ts';
import { glanceForIntent } from './glance-for-intent.ts';
import { lookForIntent } from './look-for-intent.ts';
import type { Resolution } from './resolution.ts';
import type { ResolveDeps } from './resolve-deps.ts';

const resendLimit = 3;
/**
 * The same unknown answer to each of so many tries of the same body, each after a look, is a refusal after all if one more
 * look finds nothing. Any other answer may have come although the rows were written, and search be further behind.
 */
const refusalAnswers = 3;

/** Of an intent that a process has left behind. */
export const leftBehind: Doubt = { kind: 'silence', tooMuch: false };

/**
 * Finds out by looking whether the rows of an intent reached Base. If they are not there, the identical body goes out
 * again under the same client token, so that they cannot be written twice. Updates are not sent again: planning anew
 * does that.
 */
export async function resolveIntent(deps: ResolveDeps, intent: Intent, doubt: Doubt): Promise<Resolution> {
  let sent = intent;
  let because = doubt;
  let isSame = true;
  for (let resent = 0; ; resent += 1) {
    const resolution = await look(deps, sent, because, resent);
    if (resolution.kind !== 'in_doubt' || resolution.partlySeen || resent === resendLimit) return resolution;
    const before = sent;
    sent = { ...sent, sentAt: timeOf(deps) };
    const outcome = await sendAgain(deps, sent);
    if (outcome.kind === 'token_known') return lookForWritten(deps, before, sent);
    if (outcome.kind !== 'unknown') return outcome;
    isSame &&= isSameAnswer(because, outcome.because);
    because = outcome.because;
    sent = await noteSending(deps, sent);
    if (because.kind === 'unlisted' && because.mayRefuse && isSame && resent + 2 === refusalAnswers)
      return lookBeforeRefusal(deps, sent, because.feishuCode);
  }
}

/**
 * A call goes out some time after it is journaled, which is long after for a process that was suspended in between. Once
 * it has had its answer, it went out by now.
 */
export async function noteSending(deps: ResolveDeps, intent: Intent): Promise<Intent> {
  const sentAt = timeOf(deps);
  await deps.journal.resend(intent.id, sentAt);
  return { ...intent, sentAt };
}

/** That search is up to date once proves little about the next moment: the first time one looks for as long as it takes. */
async function lookBeforeRefusal(deps: ResolveDeps, intent: Intent, feishuCode: number): Promise<Resolution> {
  if (!deps.refusals.has(feishuCode)) {
    const resolution = await lookForIntent(deps, intent);
    if (resolution.kind === 'written') return resolution;
    deps.refusals.add(feishuCode);
  }
  return { kind: 'refused', feishuCode };
}

function look(deps: ResolveDeps, intent: Intent, doubt: Doubt, times: number): Promise<Resolution> {
  if (doubt.kind === 'silence') return lookForIntent(deps, intent);
  if (isUndo(intent)) return glanceById(deps, intent, doubt);
  return isCreate(intent) ? glanceForIntent(deps, intent, doubt, times) : lookForIntent(deps, intent);
}

/**
 * A call whose token is known has written nothing: the one before it has. What is not there so long after that one was
 * there, and has been deleted or changed since; each further try would put this off if it counted as a sending.
 */
async function lookForWritten(deps: ResolveDeps, before: Intent, sent: Intent): Promise<Resolution> {
  const resolution = await lookForIntent(deps, sent);
  if (resolution.kind !== 'in_doubt') return resolution;
  await deps.journal.resend(sent.id, before.sentAt);
  const wasThere = !resolution.partlySeen && !deps.searchHides && isLongOver(deps, before);
  return wasThere ? { kind: 'written', recordIds: sent.rows.map(() => null) } : resolution;
}

function isSameAnswer(one: Doubt, other: Doubt): boolean {
  return one.kind === 'unlisted' && other.kind === 'unlisted' && one.feishuCode === other.feishuCode;
}

async function sendAgain(deps: ResolveDeps, intent: Intent): Promise<WriteOutcome> {
  const write = await deps.base.prepareWrite(intent, intent.startedAt);
  await deps.journal.resend(intent.id, intent.sentAt);
  const outcome = await write.send(intent.clientToken);
  if (outcome.kind === 'token_known') deps.tokens.sawKnownToken();
  else if (outcome.kind === 'written') await noteReplay(deps, intent, outcome.recordIds);
  return outcome;
}

/** The date of an answer counts whole seconds. */
const dateErrorMs = 2_000;

/** Records that are older than the call that brought them were written by an earlier one: the Base knew the token again. */
async function noteReplay(
  deps: ResolveDeps,
  intent: Intent,
  recordIds: readonly (string | null)[],
): Promise<void> {
  if (deps.tokens.knowsTokens() || deps.base.serverTime() === null) return;
  const read = intent.kind === 'create_learners' ? deps.base.getLearners : deps.base.getEnrollments;
  const { found } = await read(recordIds.slice(0, 1).flatMap((id) => id ?? []));
  if (found.some(({ createdAt }) => createdAt !== null && createdAt < intent.sentAt - dateErrorMs))
    deps.tokens.sawKnownToken();
}
