import { createTenantToken } from '../../src/feishu/calls/tenant-token.ts';
import { createOpenBase, type OpenBaseOptions } from '../../src/feishu/open-base.ts';
import { createLog } from '../../src/log.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts';
import type { Clock } from '../../src/sync/clock.ts';
import type { Base, BaseFields, LearnedAboutBase } from '../../src/sync/ports.ts';
import { syncTiming } from '../../src/sync/timing.ts';

/** A clock that goes on by itself: waiting takes no time, but is remembered. */
export interface TestClock extends Clock {
  readonly sleeps: number[];
}

export function testClock(): TestClock {
  const sleeps: number[] = [];
  let now = Date.UTC(2026, 4, 16);
  return {
    sleeps,
    now: () => now,
    monotonic: () => now,
    async sleep(ms) {
      sleeps.push(ms);
      now += ms;
    },
  };
}

const learned: LearnedAboutBase = {
  learnerRows: null,
  enrollmentRows: null,
  batchSize: 1_000,
  filterConditions: 50,
  knowsTokens: false,
  filtersWork: null,
  zones: [],
  othersReportedAt: null,
  author: null,
  journaledUntil: null,
  room: null,
};

/** A Base over the official SDK, and what it told its observer. */
export interface ObservedBase {
  base: Base;
  clock: TestClock;
  calls(): number;
  backOffs: number[];
}

export type OpeningOptions = Partial<OpenBaseOptions & BaseFields>;

export function openBaseAt(
  sandbox: Pick<Sandbox, 'url' | 'appId' | 'appSecret' | 'baseToken'>,
  { learnerFields = [], enrollmentFields = [], ...options }: OpeningOptions = {},
  given: Partial<LearnedAboutBase> = {},
): ObservedBase {
  const clock = testClock();
  const backOffs: number[] = [];
  let calls = 0;
  const openBase = createOpenBase({
    appId: sandbox.appId,
    appSecret: sandbox.appSecret,
    domain: sandbox.url,
    baseReference: sandbox.baseToken,
    learnerTable: '学员总表',
    enrollmentTable: '学习记录表',
    clock,
    random: () => 1,
    log: createLog('silent'),
    timing: syncTiming,
    token: createTenantToken(clock),
    ...options,
  });
  const observer = {
    called: () => {
      calls += 1;
    },
    backingOff: async (ms: number) => void backOffs.push(ms),
    goingOn: async () => {},
    checkpoint: async () => {},
  };
  const base = openBase(observer, { ...learned, ...given }, { learnerFields, enrollmentFields });
  return { base, clock, calls: () => calls, backOffs };
}

/** An empty sandbox in which no two calls happen at the same moment. */
export function startEmptySandbox(): Promise<Sandbox> {
  let now = Date.UTC(2026, 4, 16);
  return startSandbox({
    host: '127.0.0.1',
    port: 0,
    dataDir: null,
    seed: 'empty',
    now: () => {
      now += 1;
      return now;
    },
  });
}

/** Drives the sandbox from outside, as a person or a fault would. */
export async function control(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${sandbox.url}/sandbox/api/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
