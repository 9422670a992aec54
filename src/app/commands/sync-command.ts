import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { createTenantToken } from '../../feishu/calls/tenant-token.ts';
import { syncJson } from '../../http/sync-json.ts';
import { createLog, type Logger } from '../../log.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { systemClock } from '../../sync/clock.ts';
import { runMaintenance } from '../../sync/queue/maintenance.ts';
import { viewQueue } from '../../sync/queue/queue-view.ts';
import { type SubmitDeps, submitUpload } from '../../sync/queue/submit-sync.ts';
import { workQueue } from '../../sync/queue/work-queue.ts';
import { type PreviewOutcome, writePreview } from '../../sync/queue/write-preview.ts';
import type { SyncRecord } from '../../sync/sync-record.ts';
import { isFinal, waitOf } from '../../sync/sync-record.ts';
import * as say from '../../wording/cli-sentences.ts';
import { refusesToStart } from '../../wording/config-problems.ts';
import { describeSync } from '../../wording/describe-sync.ts';
import { explainRefusal } from '../../wording/explain-refusal.ts';
import type { Channel } from '../../wording/next-steps.ts';
import { sandboxNotice } from '../../wording/sandbox-notice.ts';
import { assembleWorker } from '../assemble-worker.ts';
import type { Config } from '../config.ts';
import { readOwnConfig } from '../environment.ts';
import { rulesOf } from '../rules-of.ts';
import { startOwnSandbox } from '../sandbox-mode.ts';
import { storePlaceOf } from '../store-place.ts';
import { formerTargetOf, targetOf } from '../target-of.ts';
import { within } from '../within.ts';
import { answerIdColumn } from './answer-id-column.ts';
import { confirmSync, personAt } from './confirm-sync.ts';
import { type CommandProblem, reportProblem, wantsJson } from './print-problem.ts';
import { type CliCommand, type CliFollowing, readArguments } from './sync-arguments.ts';
import { isLongEnough, type WaitingTime, waitingTime } from './waiting-time.ts';

/** How often a sync that another process works on is looked at. */
const followMs = 300;
/** A call to Feishu may take longer than whoever stops the command wants to wait; the journal knows about it. */
const patienceMs = 8_000;

/**
 * Queues a file and follows its sync to its end; works on the queue itself while nobody else does.
 * @param args what stands behind `sync` on the command line
 * @returns 0 all rows in, 2 some rows failed, 1 nothing done or input missing, 3 somebody has to confirm and nobody is there
 */
export async function runSyncCommand(args: readonly string[]): Promise<number> {
  const json = wantsJson(args);
  const reading = readArguments(args, new Date());
  if (reading.kind === 'refused')
    return reportProblem({ code: 'invalid_arguments', message: reading.problem, hint: say.seeHelp }, json);
  const configured = readOwnConfig();
  if (configured.kind === 'refused')
    return reportProblem({ code: 'invalid_settings', message: refusesToStart(configured.problems) }, json);
  if (reading.kind === 'write') return writeNumbered(reading.number, reading.following, configured.config);
  const { file } = reading.command;
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return reportProblem({ code: 'file_unreadable', message: say.cannotRead(file) }, json);
  return sync(reading.command, bytes, configured.config);
}

async function sync(command: CliCommand, bytes: Uint8Array, config: Config): Promise<number> {
  const { store, log, requests } = await open(config);
  try {
    const { file, said, sheets, dryRun } = command;
    const upload = {
      origin: null,
      askedBy: null,
      key: null,
      source: 'cli' as const,
      fileName: basename(file),
      bytes,
      dryRun,
      said,
      ...(sheets.length === 0 ? {} : { sheets }),
    };
    const { id } = await submitUpload(requests, upload);
    const followed = await followAndConfirm({ id, store, config, log, command });
    return await printResult(followed, store, config, command.json);
  } finally {
    await store.close();
  }
}

async function open(config: Config) {
  const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel);
  const store = await openStore({ ...storePlaceOf(config), log });
  const requests: SubmitDeps = {
    syncs: store.syncs,
    newId: randomUUID,
    now: () => new Date(),
    target: targetOf(config),
    policies: rulesOf(config).policies,
  };
  return { store, log, requests };
}

/** Writes what a preview has shown, as `sync` does a file. */
async function writeNumbered(number: number, command: CliFollowing, config: Config): Promise<number> {
  const { store, log, requests } = await open(config);
  const { json } = command;
  try {
    const preview = await store.syncs.getByNumber(number);
    if (preview === null)
      return reportProblem({ code: 'sync_not_found', message: say.noPreview(number) }, json);
    const outcome = await writePreview(requests, { preview, origin: null, askedBy: null, source: 'cli' });
    if (outcome.kind !== 'added') return reportProblem(problemOf(outcome.kind), json);
    const followed = await followAndConfirm({ id: outcome.sync.id, store, config, log, command });
    return await printResult(followed, store, config, json);
  } finally {
    await store.close();
  }
}

/** What to do next is worded for the page. */
function problemOf(kind: Exclude<PreviewOutcome['kind'], 'added'>): CommandProblem {
  const code = kind === 'other_target' ? 'target_changed' : kind;
  return { code, message: explainRefusal(code).message };
}

interface Following {
  id: string;
  store: Store;
  config: Config;
  log: Logger;
  command: CliFollowing;
}

/** As `follow`, and answers what the sync asks, if somebody here can. */
export async function followAndConfirm(following: Following): Promise<SyncRecord> {
  const { store, config, command } = following;
  for (;;) {
    const record = await follow(following);
    if (record.status !== 'needs_input') return record;
    if (record.needs?.confirm.length === 0) {
      const answering = { title: command.idColumn, ask: personAt(command) };
      if (await answerIdColumn(store.syncs, record, answering)) continue;
      return record;
    }
    const queue = await viewQueue(
      { syncs: store.syncs, target: targetOf(config) },
      record,
      systemClock.now(),
    );
    const lines = describeSync(record, queue, channelOf(config));
    const settling = { yes: command.yes, ask: personAt(command), lines };
    if (!(await confirmSync(store.syncs, record, settling))) return look(store, record.id);
  }
}

const stopSignals = ['SIGINT', 'SIGTERM'] as const;

/** Waits until the sync ends or asks, or has waited for Feishu for long enough. Works on the queue itself while nobody else does. */
async function follow({ id, store, config, log, command }: Following): Promise<SyncRecord> {
  const stop = new AbortController();
  const leave = () => stop.abort();
  for (const signal of stopSignals) process.once(signal, leave);
  let helping: Helping | null = null;
  let shown = '';
  let waiting: WaitingTime | null = null;
  for (;;) {
    const record = await look(store, id);
    helping?.check();
    if (isFinal(record) || record.status === 'needs_input' || stop.signal.aborted) break;
    const queue = await viewQueue(
      { syncs: store.syncs, target: targetOf(config) },
      record,
      systemClock.now(),
    );
    waiting = waitingTime(waiting, record, queue, performance.now());
    if (isLongEnough(waiting, record, performance.now(), command.waitMinutes)) break;
    const line = describeSync(record, queue, channelOf(config)).join(' ');
    if (!command.json && line !== shown) console.error(line);
    shown = line;
    helping ??= await helpWorking(config, store, log, stop.signal);
    await systemClock.sleep(followMs);
  }
  stop.abort();
  if (helping !== null) await within(patienceMs, helping.ended());
  for (const signal of stopSignals) process.off(signal, leave);
  return look(store, id);
}

async function look(store: Store, id: string): Promise<SyncRecord> {
  const record = await store.syncs.get(id);
  if (record === null) throw new Error('the sync has vanished from the store');
  return record;
}

interface Helping {
  /** @throws what has ended the work, if something has */
  check(): void;
  ended(): Promise<void>;
}

/** null where the stand-in Feishu runs in another process, which then works on the queue too. */
async function helpWorking(
  config: Config,
  store: Store,
  log: Logger,
  signal: AbortSignal,
): Promise<Helping | null> {
  const sandbox = config.mode === 'sandbox' ? await startOwnSandbox(storePlaceOf(config).dataDir) : null;
  const feishu = config.mode === 'feishu' ? config.feishu : sandbox?.feishu;
  if (feishu === undefined) return null;
  await runMaintenance(store.syncs, systemClock, config.retentionDays);
  const target = targetOf(config);
  await store.syncs.respellTarget(formerTargetOf(target), target);
  const token = createTenantToken(systemClock);
  const parts = { settings: config, feishu, target, store, log, signal, onCall: () => {}, token };
  let fault: { thrown: unknown } | null = null;
  const working = workQueue(assembleWorker(parts), signal).catch((thrown: unknown) => {
    fault = { thrown };
  });
  return {
    check() {
      if (fault !== null) throw fault.thrown;
    },
    async ended() {
      await working;
      await sandbox?.close();
    },
  };
}

/** Prints the sync as it stands. @returns the exit code that says it */
export async function printResult(
  record: SyncRecord,
  store: Store,
  config: Config,
  json: boolean,
): Promise<number> {
  const sandbox = config.mode === 'sandbox';
  const channel = channelOf(config);
  const queue = await viewQueue({ syncs: store.syncs, target: targetOf(config) }, record, systemClock.now());
  if (json) {
    const report = await store.syncs.readReportStart(record.id);
    const around = { report, queue, aboutNumber: null, sandbox, baseUrl: null, channel };
    console.log(JSON.stringify(syncJson(record, around), null, 2));
  } else {
    const report = await store.syncs.readReport(record.id);
    const lines = say.resultLines(record, report, queue, channel);
    console.log([...(sandbox ? [sandboxNotice] : []), ...lines].join('\n'));
  }
  if (record.status === 'needs_input') return giveUpAsking(record, store);
  if (waitOf(record) !== null || queue.held) console.error(say.queuedForLater);
  else if (!isFinal(record)) console.error(say.leftUnfinished);
  return exitCodes[record.status];
}

function channelOf({ policy }: Config): Channel {
  return policy === 'append' ? 'cli_append' : 'cli';
}

/** Whoever runs a command answers with flags; a question left behind would only puzzle others. A doubt is left to page and card. */
async function giveUpAsking(record: SyncRecord, store: Store): Promise<number> {
  if (record.needs?.confirm.length) {
    console.error(say.leftToConfirm(record));
    return toBeConfirmed;
  }
  console.error(say.missingFlags(record));
  await store.syncs.requestCancel(record.id, new Date());
  return exitCodes.needs_input;
}

const toBeConfirmed = 3;

const exitCodes: Record<SyncRecord['status'], number> = {
  succeeded: 0,
  partial: 2,
  failed: 1,
  canceled: 1,
  needs_input: 1,
  queued: 1,
  running: 1,
};
