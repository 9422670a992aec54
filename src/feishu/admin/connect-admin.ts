import type { Logger } from '../../log.ts';
import type { Clock } from '../../sync/clock.ts';
import type { Calls } from '../calls/call.ts';
import { connectCalls } from '../calls/connect-calls.ts';
import { createFeishuClient } from '../calls/feishu-client.ts';
import { verdictOnBaseCall } from '../calls/feishu-errors.ts';
import { createPace } from '../calls/pace.ts';
import { createServerTime, type ServerTime } from '../calls/server-time.ts';
import { createTenantToken } from '../calls/tenant-token.ts';

export interface AdminOptions {
  appId: string;
  appSecret: string;
  /** Origin of the platform, such as `https://open.feishu.cn`. */
  domain: string;
  clock: Clock;
  /** A random number from 0 up to 1. */
  random: () => number;
  log: Logger;
  /** For how long a call that Feishu cannot take now is repeated, in milliseconds: somebody waits for the answer. */
  patienceMs: number;
}

/** The way to Feishu of whoever sets the service up or checks it. */
export interface AdminCalls {
  calls: Calls;
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

/** Calls in the name of the app, with a client and a tenant token of their own. */
export function connectAdmin(options: AdminOptions): AdminCalls {
  const { clock, random, log, patienceMs } = options;
  const serverTime = createServerTime(clock);
  const client = createFeishuClient({ ...options, callTimeoutMs, onDate: serverTime.observe });
  const deps = {
    ...{ client, observer, pace: createPace(), clock, random, log },
    ...{ tryLimitMs: patienceMs, waits: true, verdictOn: verdictOnBaseCall },
  };
  return { calls: connectCalls(deps, createTenantToken(clock), options), serverTime };
}
