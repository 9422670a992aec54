import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeAll } from 'vitest';
import { createTenantToken } from '../../src/feishu/calls/tenant-token.ts';
import { createOpenBase } from '../../src/feishu/open-base.ts';
import { createLog } from '../../src/log.ts';
import { readRoster } from '../../src/roster/read/read-roster.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { nothingSaid } from '../../src/sync/queue/operator-input.ts';
import { rerunSync, submitUpload } from '../../src/sync/queue/submit-sync.ts';
import { undoSync } from '../../src/sync/queue/undo-sync.ts';
import type { SyncDeps } from '../../src/sync/run/run.ts';
import { runSync } from '../../src/sync/run/run-sync.ts';
import { waitTiming } from '../../src/sync/run/wait-timing.ts';
import type { EnrollmentPolicy } from '../../src/sync/settings.ts';
import type { SyncPhase, SyncRecord, SyncTarget } from '../../src/sync/sync-record.ts';
import type { SyncReport } from '../../src/sync/sync-report.ts';
import { syncTiming } from '../../src/sync/timing.ts';
import type { UploadPolicies } from '../../src/sync/upload-rules.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { closedAfterTest } from '../support/closed-after-test.ts';
import { callsOf, contentOf, control, readTables, type VendorCall } from '../support/tables.ts';

export type Content = ReturnType<typeof contentOf>;

/** The sync core over the real store and the official SDK, and a stand-in Feishu that shares its clock. */
export interface FaultHarness {
  sandbox: Sandbox;
  clock: FakeClock;
  deps: SyncDeps;
  /** Phases that were reported, in order. */
  phases: SyncPhase[];
  /** The waits between two tries of a call, in ms. */
  backOffs: number[];
  /** Of a sync that waits, what it would report if it were canceled. */
  reportOf(sync: SyncRecord): Promise<SyncReport | null>;
  upload(csv: string): Promise<SyncRecord>;
  queue(csv: string): Promise<SyncRecord>;
  run(sync: SyncRecord): Promise<SyncRecord>;
  rerun(of: SyncRecord): Promise<SyncRecord>;
  /** Agreed to beforehand. */
  undo(of: SyncRecord): Promise<SyncRecord>;
  control(method: string, path: string, body?: object): Promise<unknown>;
  content(): Promise<Content>;
  calls(): Promise<VendorCall[]>;
  close(): Promise<void>;
}

export interface HarnessOptions {
  policy: EnrollmentPolicy;
  /** Where the calls go, if not straight to the stand-in. */
  domain?: string;
  /** Short enough to wait for an answer that never comes, where one is expected. */
  callTimeoutMs?: number;
}

/** One store for many harnesses: each has a target of its own. */
export async function openSharedStore(): Promise<{ store: Store; close(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'nvc-faults-'));
  const store = await openStore({ dataDir, log: createLog('silent') });
  return {
    store,
    async close() {
      await store.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** One store for the tests of a file. @returns opens a harness, which is closed when the test ends that is running */
export function useFaultHarnesses(): (policy: EnrollmentPolicy) => Promise<FaultHarness> {
  let shared: Awaited<ReturnType<typeof openSharedStore>>;
  beforeAll(async () => {
    shared = await openSharedStore();
    return () => shared.close();
  });
  return async (policy) => closedAfterTest(await openFaultHarness(shared.store, { policy }));
}

export async function startClockedSandbox(): Promise<{ sandbox: Sandbox; clock: FakeClock }> {
  const clock = createFakeClock();
  const sandbox = await startSandbox({
    host: '127.0.0.1',
    port: 0,
    dataDir: null,
    seed: 'empty',
    now: clock.trueTime,
  });
  return { sandbox, clock };
}

export async function openFaultHarness(store: Store, options: HarnessOptions): Promise<FaultHarness> {
  const { sandbox, clock } = await startClockedSandbox();
  return harnessOn(store, sandbox, clock, options);
}

/** The wiki page that shows the Base of every sandbox; asking for the Base is one call more that can fail. */
const wikiPage = 'https://sandbox.feishu.cn/wiki/SandboxWikiNodeForDemo00001';

export function harnessOn(
  store: Store,
  sandbox: Sandbox,
  clock: FakeClock,
  { policy, domain, callTimeoutMs }: HarnessOptions,
): FaultHarness {
  const log = createLog('silent');
  const target: SyncTarget = {
    domain: sandbox.url,
    appId: randomUUID(),
    baseToken: wikiPage.replace(/^.*\/(wiki\/)/, '$1'),
    tables: '学员总表\n学习记录表',
  };
  const phases: SyncPhase[] = [];
  const kept = new Map<string, SyncReport | null>();
  const backOffs: number[] = [];
  // Time is a number here, but answers come over a real network.
  const patientClock = {
    now: clock.now,
    monotonic: clock.monotonic,
    sleep: async (ms: number) => {
      await clock.sleep(ms);
      await nextTurn();
    },
  };
  const openBase = createOpenBase({
    appId: sandbox.appId,
    appSecret: sandbox.appSecret,
    domain: domain ?? sandbox.url,
    baseReference: wikiPage,
    learnerTable: '学员总表',
    enrollmentTable: '学习记录表',
    clock: patientClock,
    token: createTenantToken(patientClock),
    random: createRandom(),
    log,
    timing: { ...syncTiming, ...(callTimeoutMs === undefined ? {} : { callLimitMs: callTimeoutMs }) },
  });
  const policies: UploadPolicies = { policy, learnerUpdates: 'overwrite' };
  const deps: SyncDeps = {
    syncs: {
      ...store.syncs,
      saveProgress: (id, progress) => {
        phases.push(progress.phase);
        return store.syncs.saveProgress(id, progress);
      },
      waitForNextTry: (id, wait, report) => {
        kept.set(id, report);
        return store.syncs.waitForNextTry(id, wait, report, null);
      },
    },
    journal: store.journal,
    openBase: (observer, learned, fields) => {
      const backingOff = (ms: number) => {
        backOffs.push(ms);
        return observer.backingOff(ms);
      };
      return openBase({ ...observer, backingOff }, learned, fields);
    },
    fetchChatFile: () => Promise.reject(new Error('no file in chat')),
    readRoster,
    rules: { policies, columns: { learnerFields: [], enrollmentFields: [], extraAliases: {} } },
    confirm: 'odd',
    target,
    lockedBase: sandbox.baseToken,
    clock: patientClock,
    timing: syncTiming,
    waits: waitTiming,
    newUuid: randomUUID,
    log,
  };
  const requests = {
    ...{ syncs: store.syncs, newId: randomUUID, now: () => new Date(clock.now()) },
    ...{ policies, target },
  };
  const reload = async (id: string): Promise<SyncRecord> => {
    const sync = await store.syncs.get(id);
    if (sync === null) throw new Error('the sync is gone');
    return sync;
  };
  const harness: FaultHarness = {
    sandbox,
    clock,
    deps,
    phases,
    backOffs,
    async run(sync) {
      await runSync(deps, await reload(sync.id), new AbortController().signal);
      return reload(sync.id);
    },
    reportOf: async ({ id, status }) =>
      status === 'queued' ? (kept.get(id) ?? null) : store.syncs.readReport(id),
    queue: (csv) =>
      submitUpload(requests, {
        key: null,
        origin: null,
        askedBy: null,
        source: 'web',
        fileName: '名单.csv',
        bytes: new TextEncoder().encode(csv),
        dryRun: false,
        said: nothingSaid,
      }),
    upload: async (csv) => harness.run(await harness.queue(csv)),
    async rerun(of) {
      const rerun = {
        key: null,
        origin: null,
        askedBy: null,
        source: 'web',
        addUnderNewDate: false,
      } as const;
      const outcome = await rerunSync(requests, { of: await reload(of.id), ...rerun });
      if (outcome.kind !== 'added') throw new Error(outcome.kind);
      return harness.run(outcome.sync);
    },
    async undo(of) {
      const outcome = await undoSync(requests, {
        of: await reload(of.id),
        ...{
          who: { kind: 'anybody' },
          confirmed: true,
          key: null,
          origin: null,
          askedBy: null,
          source: 'web',
        },
      });
      if (outcome.kind !== 'added') throw new Error(outcome.kind);
      return harness.run(outcome.sync);
    },
    control: (method, path, body) => control(sandbox.url, method, path, body),
    content: async () => contentOf(await readTables(sandbox.url)),
    calls: () => callsOf(sandbox.url),
    close: () => sandbox.close(),
  };
  return harness;
}

/** Random enough for jitter, and the same each time. */
function createRandom(): () => number {
  let state = 7;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
