import type { Logger } from '../../log.ts';
import type { Clock } from '../../sync/clock.ts';
import type { BaseObserver } from '../../sync/ports.ts';
import type { Calls } from '../calls/call.ts';
import { connectCalls } from '../calls/connect-calls.ts';
import { createFeishuClient } from '../calls/feishu-client.ts';
import { verdictOnOtherCall } from '../calls/feishu-errors.ts';
import type { OnCall } from '../calls/measured-call.ts';
import { createPace } from '../calls/pace.ts';
import { createTenantToken } from '../calls/tenant-token.ts';

export interface ChatConnection {
  appId: string;
  appSecret: string;
  /** Origin of the platform, such as `https://open.feishu.cn`. */
  domain: string;
  clock: Clock;
  /** A random number from 0 up to 1. */
  random: () => number;
  log: Logger;
  /** Told of every try of a call. */
  onCall?: OnCall | undefined;
}

/** Whoever waits for a file of theirs to be downloaded does not wait longer than this. */
const tryLimitMs = 3 * 60_000;

/** Only a sync shows what its calls are doing, and is stopped between them. */
const observer: BaseObserver = {
  called: () => {},
  backingOff: async () => {},
  goingOn: async () => {},
  checkpoint: async () => {},
};

/**
 * The way to chat in the name of the app, with a client and a tenant token of its own.
 * @param options `waits`: whether calls that Feishu cannot take now are repeated after a pause
 */
export function connectChat(
  connection: ChatConnection,
  { waits, callTimeoutMs }: { waits: boolean; callTimeoutMs: number },
): Calls {
  const { clock, random, log, onCall } = connection;
  const client = createFeishuClient({ ...connection, callTimeoutMs });
  const deps = {
    ...{ client, observer, pace: createPace(), clock, random, log },
    ...{ tryLimitMs, waits, onCall, verdictOn: verdictOnOtherCall },
  };
  return connectCalls(deps, createTenantToken(clock), connection);
}
