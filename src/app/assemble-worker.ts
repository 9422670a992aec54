import { randomUUID } from 'node:crypto';
import type { MeasuredCall } from '../feishu/calls/measured-call.ts';
import type { TenantToken } from '../feishu/calls/tenant-token.ts';
import { createFetchChatFile } from '../feishu/chat/fetch-chat-file.ts';
import { createOpenBase } from '../feishu/open-base.ts';
import type { Logger } from '../log.ts';
import { readRoster } from '../roster/read/read-roster.ts';
import type { Store } from '../store/open-store.ts';
import { type Clock, interruptible, systemClock } from '../sync/clock.ts';
import type { DigestDeps } from '../sync/digest/count-digest.ts';
import { Interruption } from '../sync/interruption.ts';
import type { OpenBase } from '../sync/ports.ts';
import type { Pausing, WorkDeps } from '../sync/queue/work-queue.ts';
import type { SyncDeps } from '../sync/run/run.ts';
import { runSync } from '../sync/run/run-sync.ts';
import { waitTiming } from '../sync/run/wait-timing.ts';
import type { SyncTarget } from '../sync/sync-record.ts';
import { syncTiming } from '../sync/timing.ts';
import type { FeishuSettings, Settings } from './config.ts';
import { rulesOf } from './rules-of.ts';
import { isSandbox } from './target-of.ts';

export interface WorkerParts {
  settings: Settings;
  feishu: FeishuSettings;
  target: SyncTarget;
  store: Store;
  log: Logger;
  /** Ends all waiting when the process is told to stop. */
  signal: AbortSignal;
  /** For calls to Base. */
  token: TenantToken;
  /** Told of every try of a call to Feishu. */
  onCall(api: 'base' | 'chat', measured: MeasuredCall): void;
}

/** Puts the sync core together with its adapters, for whoever works on the queue. */
export function assembleWorker(parts: WorkerParts): WorkDeps & Pausing {
  const { store, signal } = parts;
  const clock = interruptible(systemClock, signal, () => new Interruption('shutdown'));
  const deps = assembleSync(parts, clock);
  return {
    syncs: store.syncs,
    workerLock: store.workerLock,
    target: parts.target,
    runSync: ({ syncs, journal, lockedBase }, sync, stop) =>
      runSync({ ...deps, syncs, journal, lockedBase }, sync, stop),
    clock: systemClock,
    pause: store.untilChanged,
  };
}

/** Puts together what counts the weeks. @param parts its signal wakes whoever waits for the next look */
export function assembleDigests(parts: WorkerParts): DigestDeps {
  const { store, target, log, signal } = parts;
  const clock = interruptible(systemClock, signal, () => new Interruption('shutdown'));
  const { digests, syncs, workerLock } = store;
  return { digests, syncs, workerLock, target, openBase: baseOpener(parts, clock), clock, log };
}

/** All but what comes with the worker lock. */
type LockFreeDeps = Omit<SyncDeps, 'syncs' | 'journal' | 'lockedBase'>;

function assembleSync(parts: WorkerParts, clock: Clock): LockFreeDeps {
  const { settings, feishu, target, log } = parts;
  return {
    openBase: baseOpener(parts, clock),
    fetchChatFile: createFetchChatFile({
      ...feishu,
      clock,
      random: Math.random,
      log,
      onCall: (measured) => parts.onCall('chat', measured),
    }),
    readRoster,
    rules: rulesOf(settings),
    confirm: settings.confirm,
    target,
    clock,
    timing: syncTiming,
    waits: waitTiming,
    newUuid: randomUUID,
    log,
  };
}

function baseOpener({ feishu, target, log, onCall, token }: WorkerParts, clock: Clock): OpenBase {
  const openBase = createOpenBase({
    ...feishu,
    clock,
    random: Math.random,
    log,
    timing: syncTiming,
    onCall: (measured) => onCall('base', measured),
    token,
  });
  return isSandbox(target) ? inSandbox(openBase) : openBase;
}

/** The stand-in is the same place under every address that it gets. */
function inSandbox(openBase: OpenBase): OpenBase {
  return (observer, learned, fields) => ({
    ...openBase(observer, learned, fields),
    resolveTarget: (target) => Promise.resolve(target),
  });
}
