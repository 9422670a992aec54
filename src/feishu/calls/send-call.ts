import type { Client } from '@larksuiteoapi/node-sdk';
import { AppError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../sync/clock.ts';
import { type Doubt, wasTooMuch } from '../../sync/doubt.ts';
import type { BaseObserver } from '../../sync/ports.ts';
import { waitAfter } from './back-off.ts';
import type { CallResult, FeishuCall } from './call.ts';
import { type Failure, factsOf, readFailure, readMisfit } from './failure.ts';
import { isConflict, type Verdict, type VerdictOn } from './feishu-errors.ts';
import type { MeasuredCall, OnCall } from './measured-call.ts';
import { nextStep } from './next-step.ts';
import type { Pace } from './pace.ts';
import { withTenantToken } from './sdk.ts';

export interface CallDeps {
  client: Client;
  observer: BaseObserver;
  pace: Pace;
  clock: Clock;
  /** A random number from 0 up to 1. */
  random: () => number;
  log: Logger;
  /** No call is tried for longer than this. */
  tryLimitMs: number;
  verdictOn: VerdictOn;
  /** Whether a call that Feishu cannot take now is repeated after a pause; else the error names the pause. */
  waits: boolean;
  /** Told of every try. */
  onCall?: OnCall | undefined;
}

/** Where a call gets its tenant token from, and says that it is no good. */
export interface TokenSource {
  get(): Promise<string>;
  drop(token: string): void;
}

type Attempt<Body> =
  | { kind: 'done'; body: Body }
  | { kind: 'failed'; failure: Failure; token: string | null };

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
  let doubt: Doubt | null = null;
  const noteVerdict = (verdict: Verdict) => {
    doubt = doubtAfter(doubt, verdict);
  };
  try {
    return await sendUntilClear(deps, call, tokens, noteVerdict);
  } catch (thrown) {
    // An error says that nothing was written. After a try in doubt nobody knows.
    if (call.effect === 'none' || doubt === null) throw thrown;
    return { kind: 'unknown', because: doubt };
  }
}

async function sendUntilClear<Body>(
  deps: CallDeps,
  call: FeishuCall<Body>,
  tokens: TokenSource | null,
  noteVerdict: (verdict: Verdict) => void,
): Promise<CallResult<Body>> {
  const { clock, log, random } = deps;
  const giveUpAt = clock.monotonic() + deps.tryLimitMs;
  let tokenRenewed = false;
  for (let tries = 1; ; tries += 1) {
    const attempt = await tryOnce(deps, call, tokens, tries > 1);
    if (attempt.kind === 'done') {
      if (tries > 1) await deps.observer.goingOn();
      return attempt;
    }
    const { failure, token } = attempt;
    log.warn({ call: call.name, tries, ...factsOf(failure) }, 'a call to Feishu failed');
    const verdict = deps.verdictOn(failure);
    noteVerdict(verdict);
    const isLast = tries > 1 || call.effect === 'once';
    if (isLast && failure.kind === 'refused' && call.endsWith?.has(failure.feishuCode))
      return { kind: 'refused', feishuCode: failure.feishuCode };
    const { feishuCode, resetMs } = failure.kind === 'refused' ? failure : { feishuCode: 0, resetMs: null };
    const waitMs = waitAfter(tries, random(), resetMs);
    const timeIsUp = clock.monotonic() + waitMs > giveUpAt;
    const step = nextStep(verdict, { effect: call.effect, feishuCode, tries, timeIsUp, tokenRenewed });
    if (step.kind === 'end') return step.end;
    if (step.kind === 'stop')
      throw new AppError(step.error, { details: { call: call.name, ...factsOf(failure) } });
    if (step.kind === 'repeat' && !deps.waits) throw notNow(failure, waitMs);
    if (step.kind === 'repeat') {
      await deps.observer.backingOff(waitMs);
      await clock.sleep(waitMs);
      if (call.effect === 'once') return notWritten(deps);
    } else {
      tokenRenewed = true;
      if (token !== null) tokens?.drop(token);
    }
  }
}

async function notWritten({ observer }: CallDeps): Promise<{ kind: 'not_written' }> {
  await observer.goingOn();
  return { kind: 'not_written' };
}

/** `retryAfterMs`: how long to wait before another try. */
function notNow(failure: Failure, retryAfterMs: number): AppError {
  return new AppError('feishu_unreachable', { details: { ...factsOf(failure), retryAfterMs } });
}

/** Whether what was sent may have been carried out, now that one try more has failed; that it was too much stays known. */
function doubtAfter(doubt: Doubt | null, verdict: Verdict): Doubt | null {
  // Nobody sends an update twice at once: that Feishu has seen it before means that an earlier try arrived.
  if (verdict.kind === 'token_known') return doubt ?? { kind: 'failed' };
  if (verdict.kind !== 'maybe_written') return doubt;
  return doubt !== null && wasTooMuch(doubt) ? doubt : verdict.because;
}

async function tryOnce<Body>(
  deps: CallDeps,
  call: FeishuCall<Body>,
  tokens: TokenSource | null,
  isRetry: boolean,
): Promise<Attempt<Body>> {
  const { client, clock, observer, pace } = deps;
  const token = tokens === null ? null : await tokens.get();
  if (pace.pauseMs() > 0) await clock.sleep(pace.pauseMs());
  // Whoever has lost the right to work while it waited must not send.
  await observer.checkpoint();
  const sentAt = clock.monotonic();
  const measure = (outcome: MeasuredCall['outcome']) =>
    deps.onCall?.({ call: call.name, outcome, isRetry, ms: clock.monotonic() - sentAt });
  let failure: Failure;
  try {
    const answer = await call.send(client, token === null ? undefined : withTenantToken(token));
    const body = call.body.safeParse(answer);
    pace.speedUp();
    if (body.success) {
      measure('ok');
      return { kind: 'done', body: body.data };
    }
    failure = readMisfit(answer, body.error);
  } catch (thrown) {
    failure = readFailure(thrown);
    if (isConflict(failure)) pace.slowDown();
  } finally {
    observer.called();
  }
  measure(failure.kind);
  return { kind: 'failed', failure, token };
}
