import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createLog } from '../../src/log.ts';
import { readRoster } from '../../src/roster/read/read-roster.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { parseOperatorInput, type TypedInput } from '../../src/sync/queue/operator-input.ts';
import { giveInput, rerunSync, type SubmitDeps, submitUpload } from '../../src/sync/queue/submit-sync.ts';
import { type Undo, type UndoOutcome, undoSync } from '../../src/sync/queue/undo-sync.ts';
import { type PreviewOutcome, writePreview } from '../../src/sync/queue/write-preview.ts';
import type { SyncDeps } from '../../src/sync/run/run.ts';
import { runSync } from '../../src/sync/run/run-sync.ts';
import { waitTiming } from '../../src/sync/run/wait-timing.ts';
import type { SyncSettings } from '../../src/sync/settings.ts';
import type { RowChange } from '../../src/sync/sync-changes.ts';
import type { SyncRecord, SyncTarget } from '../../src/sync/sync-record.ts';
import { syncTiming } from '../../src/sync/timing.ts';
import type { UploadRules } from '../../src/sync/upload-rules.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createMemoryBase, type MemoryBase } from '../fakes/memory-base.ts';
import { createMigratedFolder } from '../support/migrated-folder.ts';

const anywhere: SyncTarget = { domain: 'd', appId: 'a', baseToken: 'b', tables: 't' };

export const settings: SyncSettings = {
  policy: 'skip-existing',
  learnerFields: [],
  learnerUpdates: 'overwrite',
  enrollmentFields: [],
};

/** The settings of a service without `ROSTER_COLUMNS`, as uploads take them. */
export function rulesOf(settings: SyncSettings): UploadRules {
  const { policy, learnerUpdates, learnerFields, enrollmentFields } = settings;
  return {
    policies: { policy, learnerUpdates },
    columns: { learnerFields, enrollmentFields, extraAliases: {} },
  };
}

/** The sync core with a real store and both tables in memory. */
export interface SyncHarness {
  base: MemoryBase;
  store: Store;
  clock: FakeClock;
  deps: SyncDeps;
  /** Uploads a CSV, or the bytes of any file, and works on it until it ends or asks. */
  upload(content: string | Uint8Array, options?: UploadOptions): Promise<SyncRecord>;
  queue(content: string | Uint8Array, options?: UploadOptions): Promise<SyncRecord>;
  rerun(sync: SyncRecord, addUnderNewDate?: boolean): Promise<SyncRecord>;
  answer(
    sync: SyncRecord,
    answer: { course?: string; day?: string; sheets?: string[]; isIdColumn?: boolean; confirm?: boolean },
  ): Promise<SyncRecord>;
  /** What the requests of people go by. */
  requests: SubmitDeps;
  /** Asks for an undo and works on nothing yet. */
  askUndo(of: SyncRecord, undo?: Partial<Undo>): Promise<UndoOutcome>;
  /** The same, agreed to, until it ends. */
  undo(of: SyncRecord): Promise<SyncRecord>;
  run(sync: SyncRecord, signal?: AbortSignal): Promise<SyncRecord>;
  /** Queues the sync that writes a preview. */
  writePreview(preview: SyncRecord): Promise<PreviewOutcome>;
  /** What the sync does, row by row. */
  changes(sync: SyncRecord): Promise<RowChange[]>;
  close(): Promise<void>;
}

export interface UploadOptions {
  course?: string;
  day?: string;
  dryRun?: boolean;
  fileName?: string;
}

export async function openSyncHarness(changed: Partial<SyncSettings> = {}): Promise<SyncHarness> {
  return openHarnessOn(await createMigratedFolder('nvc-sync-'), anywhere, changed);
}

/** The same over a folder that is there already, which is deleted in the end. */
export async function openHarnessOn(
  dataDir: string,
  target: SyncTarget,
  changed: Partial<SyncSettings>,
): Promise<SyncHarness> {
  const store = await openStore({ dataDir, log: createLog('silent') });
  return harnessOver(store, target, changed, async () => {
    await store.close();
    await rm(dataDir, { recursive: true });
  });
}

/** The same over a store that is open; several harnesses can share one if each has a target of its own. */
export function harnessOver(
  store: Store,
  target: SyncTarget,
  changed: Partial<SyncSettings>,
  close: () => Promise<void>,
): SyncHarness {
  const log = createLog('silent');
  const clock = createFakeClock();
  const base = createMemoryBase(clock.trueTime);
  const deps: SyncDeps = {
    syncs: store.syncs,
    journal: store.journal,
    openBase: (...opening) => base.open(...opening),
    fetchChatFile: () => Promise.reject(new Error('no file in chat')),
    readRoster,
    rules: rulesOf({ ...settings, ...changed }),
    confirm: 'odd',
    target,
    lockedBase: target.baseToken,
    clock,
    timing: syncTiming,
    waits: waitTiming,
    newUuid: randomUUID,
    log,
  };
  const requests = {
    syncs: store.syncs,
    newId: randomUUID,
    now: () => new Date(clock.now()),
    target,
    get policies() {
      return deps.rules.policies;
    },
  };
  const reload = async (id: string): Promise<SyncRecord> => {
    const sync = await store.syncs.get(id);
    if (sync === null) throw new Error('the sync is gone');
    return sync;
  };
  const run = async (sync: SyncRecord, signal = new AbortController().signal) => {
    await runSync(deps, await reload(sync.id), signal);
    return reload(sync.id);
  };
  const saying = ({ course, day }: TypedInput) => {
    const reading = parseOperatorInput({ course, day }, requests.now());
    if (reading.kind === 'refused') throw new Error(`no ${reading.field} to give`);
    return reading.said;
  };
  const queue = (content: string | Uint8Array, { course, day, dryRun, fileName }: UploadOptions = {}) =>
    submitUpload(requests, {
      key: null,
      origin: null,
      askedBy: null,
      source: 'web',
      fileName: fileName ?? '名单.csv',
      bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
      dryRun: dryRun ?? false,
      said: saying({ course: course ?? null, day: day ?? null }),
    });
  const askUndo = async (of: SyncRecord, undo: Partial<Undo> = {}) =>
    undoSync(requests, {
      of: await reload(of.id),
      ...{
        who: { kind: 'anybody' },
        confirmed: false,
        key: null,
        origin: null,
        askedBy: null,
        source: 'web',
      },
      ...undo,
    });
  return {
    requests,
    askUndo,
    async undo(of) {
      const outcome = await askUndo(of, { confirmed: true });
      if (outcome.kind !== 'added') throw new Error(outcome.kind);
      return run(outcome.sync);
    },
    base,
    store,
    clock,
    deps,
    queue,
    run,
    upload: async (content, options) => run(await queue(content, options)),
    async rerun(of, addUnderNewDate = false) {
      const outcome = await rerunSync(requests, {
        of: await reload(of.id),
        key: null,
        origin: null,
        askedBy: null,
        source: 'web',
        addUnderNewDate,
      });
      if (outcome.kind !== 'added') throw new Error(outcome.kind);
      return run(outcome.sync);
    },
    async answer(sync, answer) {
      const { course = null, day = null, sheets = null, isIdColumn = null, confirm = false } = answer;
      await giveInput(requests, sync, {
        said: saying({ course, day }),
        sheets,
        isIdColumn,
        confirm: confirm ? 'all' : [],
        useSimilar: false,
        who: { kind: 'anybody' },
      });
      return run(sync);
    },
    writePreview: async ({ id }) =>
      writePreview(requests, { preview: await reload(id), origin: null, askedBy: null, source: 'web' }),
    async changes({ id }) {
      const rows: RowChange[] = [];
      for await (const row of store.syncs.allChanges(id)) rows.push(row);
      return rows;
    },
    close,
  };
}

/** A roster with course and date columns; each row is 用户ID, 昵称, 手机号, 课程, 学习日期. */
export function rosterOf(rows: readonly (readonly string[])[]): string {
  return [['用户ID', '昵称', '手机号', '课程', '学习日期'], ...rows].map((row) => row.join(',')).join('\n');
}

/** A learner with an old nickname and an enrollment without a link, as staff may have typed them. */
export function typeByHand({ base }: SyncHarness): void {
  const learner = { fields: { nickname: '乙旧', phone: '19900000002' }, enrollmentIds: [], createdAt: 0 };
  base.learners.push({ recordId: 'rec_2', userId: 'u_2', ...learner });
  const enrollment = { userId: 'u_2', course: '入门', day: '2026-05-01', fields: {}, createdAt: 0 };
  base.enrollments.push({ recordId: 'enr_2', learnerRecordIds: [], ...enrollment });
}
