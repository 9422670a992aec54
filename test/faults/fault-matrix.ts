import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/open-store.ts';
import type { EnrollmentPolicy } from '../../src/sync/settings.ts';
import { isWaitCode, type SyncRecord, waitOf } from '../../src/sync/sync-record.ts';
import { checkEffort } from './check-effort.ts';
import { checkStop } from './check-stop.ts';
import { type ClosableProxy, openClosableProxy } from './closable-proxy.ts';
import {
  type Content,
  type FaultHarness,
  harnessOn,
  openFaultHarness,
  openSharedStore,
  startClockedSandbox,
} from './fault-harness.ts';
import { type CallFault, type FaultedCall, faults, faultsAfterCommit, foreverStopsWith } from './faults.ts';
import { prepareTables, roster } from './prepared-tables.ts';

/** Longer than any sync tries. */
const forEver = 1_000;

export interface Cell {
  call: FaultedCall;
  fault: CallFault;
  times: number;
}

export interface Undisturbed {
  before: Content;
  content: Content;
  summary: SyncRecord['summary'];
  /** `METHOD path` of every call, in order. */
  calls: string[];
}

/** Whether each cell runs under both policies, or only under one of them, in turn. */
export type Share = 'all' | 'half';

/** Runs each of these calls of a sync against every fault, once and for ever. */
export function faultMatrix(name: string, calls: readonly FaultedCall[], share: Share): void {
  describe.each(['skip-existing', 'append'] as const)(`${name}, %s`, (policy) => {
    let shared: Awaited<ReturnType<typeof openSharedStore>>;
    let undisturbed: Undisturbed;
    let cells = 0;
    beforeAll(async () => {
      shared = await openSharedStore();
      undisturbed = await runUndisturbed(shared.store, policy);
    });
    afterAll(async () => {
      console.log(`Faults, ${name}, ${policy}: ${cells} cells ended as they should.`);
      await shared.close();
    });

    it.each(cellsOf(calls, policy, share))('$call.name: $fault.name, $times times', async (cell) => {
      await runCell(shared.store, policy, cell, undisturbed);
      cells += 1;
    });
  });
}

function cellsOf(calls: readonly FaultedCall[], policy: EnrollmentPolicy, share: Share): Cell[] {
  const cells = calls.flatMap((call) => {
    const met = call.effect === 'none' ? faults : [...faults, ...faultsAfterCommit];
    return met.flatMap((fault) => [1, forEver].map((times) => ({ call, fault, times })));
  });
  return cells.filter(({ call }, index) => {
    if (call.notUnder !== undefined) return call.notUnder !== policy;
    // Once under the one and for ever under the other, and the next fault the other way round.
    return share === 'all' || (Math.floor(index / 2) + index) % 2 === (policy === 'append' ? 1 : 0);
  });
}

async function runUndisturbed(store: Store, policy: EnrollmentPolicy): Promise<Undisturbed> {
  const harness = await openFaultHarness(store, { policy });
  await prepareTables(harness);
  const before = await harness.content();
  const { summary } = await harness.upload(roster);
  const content = await harness.content();
  const calls = (await harness.calls()).map(({ method, path }) => `${method} ${path}`);
  await harness.close();
  return { before, content, summary, calls };
}

async function runCell(
  store: Store,
  policy: EnrollmentPolicy,
  cell: Cell,
  undisturbed: Undisturbed,
): Promise<void> {
  const { sandbox, clock } = await startClockedSandbox();
  const proxy = await openClosableProxy(sandbox.url);
  const harness = harnessOn(store, sandbox, clock, {
    policy,
    ...(cell.fault.action === null ? { domain: proxy.url } : {}),
    ...(cell.fault.hangs ? { callTimeoutMs: 150 } : {}),
  });
  try {
    await prepareTables(harness);
    await setFault(harness, proxy, cell, undisturbed);
    const sync = await harness.upload(roster);
    await checkEffort(harness, cell);
    await checkOutcome(harness, cell, sync, undisturbed);
    await harness.control('DELETE', 'faults');
    await proxy.accept();
    await goOn(harness, sync, undisturbed);
    expect(await harness.content()).toEqual(undisturbed.content);
  } finally {
    await proxy.close();
    await harness.close();
  }
}

async function setFault(
  harness: FaultHarness,
  proxy: ClosableProxy,
  { call, fault, times }: Cell,
  { calls }: Undisturbed,
): Promise<void> {
  const { method, path } = call;
  if (fault.action !== null) {
    await harness.control('POST', 'faults', { method, path, times, action: fault.action });
    return;
  }
  const callsBefore = calls.findIndex((made) => isCall(call, made));
  expect(callsBefore, 'the call is made').toBeGreaterThanOrEqual(0);
  await proxy.refuseAfter(callsBefore);
  if (times > 1) return;
  const { sleep } = harness.clock;
  harness.clock.sleep = async (ms) => {
    await proxy.accept();
    await sleep(ms);
  };
}

/** @param made `METHOD path` */
export function isCall({ method, path }: FaultedCall, made: string): boolean {
  return made.startsWith(`${method} `) && made.endsWith(path.replace(/^\*/, ''));
}

async function checkOutcome(
  harness: FaultHarness,
  { call, fault, times }: Cell,
  sync: SyncRecord,
  undisturbed: Undisturbed,
): Promise<void> {
  const code = times === 1 ? null : foreverStopsWith(call, fault);
  if (code !== null) {
    if (isWaitCode(code)) expect(sync).toMatchObject({ status: 'queued', error: null, lastWait: { code } });
    else expect(sync.error).toMatchObject({ kind: 'stopped', code });
    await checkStop(harness, sync, undisturbed);
    return;
  }
  checkSuccess(sync, undisturbed);
  expect(await harness.content()).toEqual(undisturbed.content);
}

function checkSuccess(sync: SyncRecord, undisturbed: Undisturbed): void {
  expect(sync.error).toBeNull();
  const { baseCalls: _calls, durationMs: _ms, ...counts } = undisturbed.summary ?? {};
  expect(sync.summary).toMatchObject(counts);
}

/** Once the fault is over a sync that waits goes on by itself; one that stopped is asked for again. */
async function goOn(harness: FaultHarness, sync: SyncRecord, undisturbed: Undisturbed): Promise<void> {
  if (sync.error !== null) await harness.rerun(sync);
  const wait = waitOf(sync);
  if (wait === null) return;
  harness.clock.advance(wait.nextTryAt - harness.clock.now());
  checkSuccess(await harness.run(sync), undisturbed);
}
