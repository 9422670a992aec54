import { type Client, withTenantToken } from '@larksuiteoapi/node-sdk';
import { AppError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../sync/clock.ts';
import type { BaseObserver } from '../../sync/ports.ts';
import type { CallResult, FeishuCall } from './call.ts';
import { type Failure, factsOf, readFailure } from './failure.ts';
import { isConflict, type Verdict, verdictOn } from './feishu-errors.ts';
import { nextStep } from './next-step.ts';
import { type Pace, waitAfter } from './pace.ts';

/** What is told about calls, one by one. */
export type CallObserver = Pick<BaseObserver, 'called' | 'backingOff' | 'goingOn'>;

export interface CallDeps {
  client: Client;
  observer: CallObserver;
  pace: Pace;
  clock: Clock;
  /** A random number from 0 up to 1. */
  random: () => number;
  log: Logger;
  /** No call is tried for longer than this. */
  tryLimitMs: number;
  /** Whether a call that Feishu cannot take now is repeated after a pause; else the error names the pause. */
  waits: boolean;
}

/** Where a call gets its tenant token from, and says that it is no good. */
export interface TokenSource {
  get(): Promise<string>;
  drop(token: string): void;
}

type Attempt<Body> =
  | { kind: 'done'; body: Body }
  | { kind: 'failed'; failure: Failure; token: string | null };

/** Whether an earlier try may have been carried out. */
interface Doubt {
  mayBeWritten: boolean;
  shrink: boolean;
}

/**
 * Sends a call until it is clear what came of it.
 * @param tokens null for a call that needs no token
 * @throws AppError as `Calls` says
 */
export async function sendCall<Body>(
  deps: CallDeps,
  call: FeishuCall<Body>,
  tokens: TokenSource | null,
): Promise<CallResult<Body>> {
  const doubt: Doubt = { mayBeWritten: false, shrink: false };
  try {
    return await sendUntilClear(deps, call, tokens, doubt);
  } catch (thrown) {
    // An error says that nothing was written. After a try in doubt nobody knows.
    if (call.effect === 'none' || !doubt.mayBeWritten) throw thrown;
    return { kind: 'unknown', shrink: doubt.shrink };
  }
}

async function sendUntilClear<Body>(
  deps: CallDeps,
  call: FeishuCall<Body>,
  tokens: TokenSource | null,
  doubt: Doubt,
): Promise<CallResult<Body>> {
  const { clock, log, random } = deps;
  const giveUpAt = clock.now() + deps.tryLimitMs;
  let tokenRenewed = false;
  for (let tries = 1; ; tries += 1) {
    const attempt = await tryOnce(deps, call, tokens);
    if (attempt.kind === 'done') {
      if (tries > 1) await deps.observer.goingOn();
      return attempt;
    }
    const { failure, token } = attempt;
    log.warn({ call: call.name, tries, ...factsOf(failure) }, 'a call to Feishu failed');
    const verdict = verdictOn(failure);
    noteDoubt(doubt, verdict);
    const { feishuCode, resetMs } = failure.kind === 'refused' ? failure : { feishuCode: 0, resetMs: null };
    const waitMs = waitAfter(tries, random(), resetMs);
    const timeIsUp = clock.now() + waitMs > giveUpAt;
    const step = nextStep(verdict, { effect: call.effect, feishuCode, tries, timeIsUp, tokenRenewed });
    if (step.kind === 'end') return step.end;
    if (step.kind === 'stop') throw new AppError(step.error, { details: factsOf(failure) });
    if (step.kind === 'repeat' && !deps.waits) throw notNow(failure, waitMs);
    if (step.kind === 'repeat') {
      await deps.observer.backingOff(waitMs);
      await clock.sleep(waitMs);
    } else {
      tokenRenewed = true;
      if (token !== null) tokens?.drop(token);
    }
  }
}

/** `retryAfterMs`: how long to wait before another try. */
function notNow(failure: Failure, retryAfterMs: number): AppError {
  return new AppError('feishu_unreachable', { details: { ...factsOf(failure), retryAfterMs } });
}

function noteDoubt(doubt: Doubt, verdict: Verdict): void {
  // Nobody sends an update twice at once: that Feishu has seen it before means that an earlier try arrived.
  if (verdict.kind === 'token_known') doubt.mayBeWritten = true;
  if (verdict.kind !== 'maybe_written') return;
  doubt.mayBeWritten = true;
  doubt.shrink ||= verdict.shrink;
}

async function tryOnce<Body>(
  { client, clock, observer, pace }: CallDeps,
  call: FeishuCall<Body>,
  tokens: TokenSource | null,
): Promise<Attempt<Body>> {
  const token = tokens === null ? null : await tokens.get();
  if (pace.pauseMs() > 0) await clock.sleep(pace.pauseMs());
  let failure: Failure;
  try {
    const answer = await call.send(client, token === null ? undefined : withTenantToken(token));
    const body = call.body.safeParse(answer);
    pace.speedUp();
    if (body.success) return { kind: 'done', body: body.data };
    failure = { kind: 'unreadable', status: 200, logId: null };
  } catch (thrown) {
    failure = readFailure(thrown);
    if (isConflict(failure)) pace.slowDown();
  } finally {
    observer.called();
  }
  return { kind: 'failed', failure, token };
}
