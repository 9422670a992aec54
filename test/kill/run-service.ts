import { randomUUID } from 'node:crypto';
import { readConfig } from '../../src/app/config.ts';
import { rulesOf } from '../../src/app/rules-of.ts';
import { targetOf } from '../../src/app/target-of.ts';
import { createTenantToken } from '../../src/feishu/calls/tenant-token.ts';
import { createFetchChatFile } from '../../src/feishu/chat/fetch-chat-file.ts';
import { createOpenBase } from '../../src/feishu/open-base.ts';
import { createLog } from '../../src/log.ts';
import { readRoster } from '../../src/roster/read/read-roster.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { systemClock as clock } from '../../src/sync/clock.ts';
import { nothingSaid } from '../../src/sync/queue/operator-input.ts';
import { submitUpload } from '../../src/sync/queue/submit-sync.ts';
import { undoSync } from '../../src/sync/queue/undo-sync.ts';
import { workOff } from '../../src/sync/queue/work-queue.ts';
import { nothingLearned, type SyncDeps } from '../../src/sync/run/run.ts';
import { runSync } from '../../src/sync/run/run-sync.ts';
import { waitTiming } from '../../src/sync/run/wait-timing.ts';
import type { ChatOrigin, SyncStatus } from '../../src/sync/sync-record.ts';
import type { SyncReport } from '../../src/sync/sync-report.ts';
import type { SyncTiming } from '../../src/sync/timing.ts';
import type { CommitKill } from './commits.ts';

/** What one service is given. */
export interface ServiceRun {
  /** As in the environment. */
  settings: Record<string, string>;
  /** The roster, as it was sent to the bot. */
  file: ChatOrigin;
  /** Takes the sync back once it has ended. */
  undo: boolean;
  killAt: CommitKill | null;
}

/** What a sync reports in the end, without what differs from run to run anyway. */
export interface Outcome extends Omit<SyncReport, 'summary'> {
  status: SyncStatus;
  summary: Omit<SyncReport['summary'], 'baseCalls' | 'durationMs'>;
}

/** The stand-in is on this machine: nothing takes as long as it may over the internet. */
const timing: SyncTiming = {
  callLimitMs: 1_000,
  tryLimitMs: 120_000,
  retryLimitMs: 180_000,
  absenceGapMs: 1_500,
  absenceProofMs: 0,
  searchLagMs: 200,
  recentMs: 15 * 60_000,
  pollMs: 50,
};
/** Small enough for several batches of each kind, and more than the stand-in takes at once. */
const batchSize = 4;

/** Composition root: assembles a service, lets it do all there is to do, and closes it. */
export async function runService({ settings, file, undo }: ServiceRun): Promise<Outcome> {
  const reading = readConfig(settings);
  if (reading.kind === 'refused' || reading.config.mode !== 'feishu') throw new Error('not configured');
  const { config } = reading;
  const log = createLog(config.logLevel);
  const store = await openStore({ dataDir: config.dataDir, log });
  const deps: Omit<SyncDeps, 'journal' | 'lockedBase'> = {
    syncs: store.syncs,
    openBase: createOpenBase({
      ...reading.config.feishu,
      clock,
      random: Math.random,
      log,
      timing,
      token: createTenantToken(clock),
    }),
    fetchChatFile: createFetchChatFile({ ...reading.config.feishu, clock, random: Math.random, log }),
    readRoster,
    rules: rulesOf(config),
    confirm: config.confirm,
    target: targetOf(config),
    newUuid: randomUUID,
    ...{ clock, timing, waits: waitTiming, log },
  };
  const work = () =>
    workOff(
      {
        ...store,
        target: deps.target,
        clock,
        runSync: (lock, sync, stop) => runSync({ ...deps, ...lock }, sync, stop),
      },
      new AbortController().signal,
    );
  let id = await askFor(file, deps);
  await work();
  if (undo) {
    id = await askForUndo(id, file, deps);
    await work();
  }
  const outcome = await outcomeOf(store, id);
  await store.close();
  return outcome;
}

async function askFor(
  file: ChatOrigin,
  { syncs, target, rules }: Pick<SyncDeps, 'syncs' | 'target' | 'rules'>,
): Promise<string> {
  const { id } = await submitUpload(
    { syncs, newId: randomUUID, now: () => new Date(), target, policies: rules.policies },
    {
      ...{ key: file.messageId, source: 'bot', fileName: '名单.csv', bytes: null, origin: file },
      ...{ askedBy: null, dryRun: false, said: nothingSaid },
    },
  );
  await syncs.saveLearnedAboutBase(target, { ...nothingLearned, batchSize });
  return id;
}

async function askForUndo(
  id: string,
  origin: ChatOrigin,
  { syncs, target, rules }: Pick<SyncDeps, 'syncs' | 'target' | 'rules'>,
): Promise<string> {
  const of = await syncs.get(id);
  if (of === null) throw new Error('the sync is gone');
  const outcome = await undoSync(
    { syncs, newId: randomUUID, now: () => new Date(), target, policies: rules.policies },
    {
      ...{ of, who: { kind: 'anybody' }, confirmed: true, key: `undo:${id}`, origin },
      ...{ askedBy: null, source: 'bot' },
    },
  );
  if (outcome.kind === 'added' || outcome.kind === 'under_way') return outcome.sync.id;
  if (outcome.kind === 'already_undone') return outcome.by.id;
  throw new Error(outcome.kind);
}

async function outcomeOf({ syncs }: Store, id: string): Promise<Outcome> {
  const sync = await syncs.get(id);
  const report = await syncs.readReport(id);
  if (sync === null || report === null) throw new Error(`no report: ${JSON.stringify(sync)}`);
  const { baseCalls: _calls, durationMs: _duration, ...summary } = report.summary;
  return { ...report, status: sync.status, summary };
}
