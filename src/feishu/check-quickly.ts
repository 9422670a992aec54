import { type ErrorCode, type ErrorDetails, toAppError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Clock } from '../sync/clock.ts';
import type { BaseObserver } from '../sync/ports.ts';
import { connectCalls, fetchToken, type PlatformApp } from './calls/connect-calls.ts';
import { createFeishuClient } from './calls/feishu-client.ts';
import { type VerdictOn, verdictOnBaseCall } from './calls/feishu-errors.ts';
import type { OnCall } from './calls/measured-call.ts';
import { createPace } from './calls/pace.ts';
import type { TenantToken } from './calls/tenant-token.ts';
import { readProperties } from './tables/describe-base.ts';
import { createFindPlace, type Spelling } from './tables/find-place.ts';

export interface QuickCheck extends PlatformApp, Spelling {
  clock: Clock;
  /** A random number from 0 up to 1. */
  random: () => number;
  log: Logger;
  onCall?: OnCall | undefined;
  /** Gets the token that is fetched, so that the next sync need not. */
  token: TenantToken;
}

/** Whether the service can work with Feishu, or the first thing that keeps it from that. */
export type QuickCheckOutcome = { kind: 'ok' } | { kind: 'failed'; code: ErrorCode; details: ErrorDetails };

/** Whoever waits for the answer looks at a console. */
const callTimeoutMs = 4_000;

/**
 * Asks Feishu once, without waiting for anything that may pass. Never throws.
 * @param depth `credentials`: one call, which says whether the app's id and secret are taken; `base`: also whether Base
 *   and tables are found and may be read, at most 3 calls more
 */
export async function checkQuickly(
  check: QuickCheck,
  depth: 'credentials' | 'base',
): Promise<QuickCheckOutcome> {
  const deps = {
    ...{ client: createFeishuClient({ ...check, callTimeoutMs }), observer, pace: createPace() },
    ...{ clock: check.clock, random: check.random, log: check.log, onCall: check.onCall },
    ...{ tryLimitMs: callTimeoutMs, waits: false, verdictOn: atOnce },
  };
  try {
    // Not the one at hand: it is good for hours after the secret has been changed.
    check.token.put(await fetchToken(deps, check));
    if (depth === 'credentials') return { kind: 'ok' };
    const calls = connectCalls(deps, check.token, check);
    const { appToken } = await createFindPlace(calls)(check);
    await readProperties({ calls, appToken });
    return { kind: 'ok' };
  } catch (thrown) {
    const { code, details } = toAppError(thrown);
    return { kind: 'failed', code, details };
  }
}

const observer: BaseObserver = {
  called: () => {},
  backingOff: async () => {},
  goingOn: async () => {},
  checkpoint: async () => {},
};

/** What might be otherwise in a moment counts as it is. */
const atOnce: VerdictOn = (failure) => {
  const verdict = verdictOnBaseCall(failure);
  return 'tries' in verdict ? { ...verdict, tries: 1 } : verdict;
};
