import type { Logger } from '../../log.ts';
import type { Clock } from '../../sync/clock.ts';
import type { Calls } from '../calls/call.ts';
import { connectCalls, fetchToken, type PlatformApp } from '../calls/connect-calls.ts';
import { createFeishuClient } from '../calls/feishu-client.ts';
import { verdictOnBaseCall } from '../calls/feishu-errors.ts';
import type { OnCall } from '../calls/measured-call.ts';
import { createPace } from '../calls/pace.ts';
import { createServerTime, type ServerTime } from '../calls/server-time.ts';
import type { TenantToken } from '../calls/tenant-token.ts';

export interface AdminOptions extends PlatformApp {
  clock: Clock;
  /** A random number from 0 up to 1. */
  random: () => number;
  log: Logger;
  /** For how long a call that Feishu cannot take now is repeated, in milliseconds: somebody waits for the answer. */
  patienceMs: number;
  /** Others may use it too. */
  token: TenantToken;
  /** Told of every try of a call. */
  onCall?: OnCall | undefined;
}

/** The way to Feishu of whoever sets the service up or checks it. */
export interface AdminCalls {
  calls: Calls;
  /**
   * Fetches a token, and keeps it. The one at hand proves nothing: it is good for hours after the secret has been changed.
   * @throws AppError that says whether it is the way, the platform or the app
   */
  signIn(): Promise<void>;
  /** Feishu's own time, once an answer has told it. */
  serverTime: ServerTime;
}

const callTimeoutMs = 10_000;

const observer = {
  called: () => {},
  backingOff: async () => {},
  goingOn: async () => {},
  checkpoint: async () => {},
};

/** Calls in the name of the app, with a client of their own. */
export function connectAdmin(options: AdminOptions): AdminCalls {
  const { clock, random, log, patienceMs, token, onCall } = options;
  const serverTime = createServerTime(clock);
  const client = createFeishuClient({ ...options, callTimeoutMs, onDate: serverTime.observe });
  const deps = {
    ...{ client, observer, pace: createPace(), clock, random, log, onCall },
    ...{ tryLimitMs: patienceMs, waits: true, verdictOn: verdictOnBaseCall },
  };
  return {
    calls: connectCalls(deps, token, options),
    signIn: async () => token.put(await fetchToken(deps, options)),
    serverTime,
  };
}
