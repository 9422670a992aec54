import { AppError } from '../../errors.ts';
import type { BatchSize } from '../batch-size.ts';
import { wasTooMuch } from '../doubt.ts';
import { timeOf } from '../in-doubt/call-time.ts';
import { inDoubtError } from '../in-doubt/in-doubt-error.ts';
import type { InDoubt, Resolution } from '../in-doubt/resolution.ts';
import type { ResolveDeps } from '../in-doubt/resolve-deps.ts';
import { leftBehind, resolveIntent } from '../in-doubt/resolve-intent.ts';
import { Interruption } from '../interruption.ts';
import { type Intent, type IntentRows, isCreate } from '../journal.ts';
import type { PreparedWrite } from '../ports.ts';
import type { Progress } from '../progress.ts';
import type { SyncPhase } from '../sync-record.ts';
import { checkLearners, checkLearnersLater, type LearnerCheck } from './check-learners.ts';

/** What it takes to write rows, and to find out what became of them. */
export interface WriteDeps extends ResolveDeps {
  syncId: string;
  batchSize: BatchSize;
  progress: Progress;
  /** A random UUIDv4, for intents and client tokens. */
  newUuid: () => string;
  /** Goes between two calls: throws an Interruption if the sync has to stop here. */
  checkpoint(): Promise<void>;
}

/** Rows of one kind to write, and what to do as each is known to be in Base or refused. */
export interface WriteJob<Row> {
  phase: SyncPhase;
  rows: readonly Row[];
  toIntent(rows: Row[]): IntentRows;
  /** In the order of the rows; null for a record whose id could not be found out. */
  written(rows: readonly Row[], recordIds: readonly (string | null)[]): Promise<void>;
  refused(row: Row, feishuCode: number): Promise<void>;
  /** The records of learners that a row changes or links to; without it there are none. */
  learner?: {
    recordId(row: Row): string;
    /** The record was deleted while the sync was at work. */
    gone(row: Row): Promise<void>;
  };
}

/** RecordAddOnceExceedLimit: what a single row fails with if even that is too large. */
const tooLargeCode = 1254104;

/**
 * Writes rows in batches, one call at a time, each journaled before and after. A batch refused for its data is halved
 * until only the bad rows fail: k bad rows of n cost at most 2·k·⌈log2 n⌉ further calls. A batch too large for Feishu
 * makes the later ones smaller.
 * @throws AppError for what a person has to fix, `in_doubt` with the lines of rows that may or may not be in Base; what
 * is written by then stays journaled
 */
export async function writeBatches<Row extends { userId: string }>(
  deps: WriteDeps,
  job: WriteJob<Row>,
): Promise<void> {
  const pending = [[...job.rows]];
  const reads: Reads = { mayBeBehind: true };
  for (let batch = pending.shift(); batch !== undefined; batch = pending.shift()) {
    const rows = deps.batchSize.rows();
    if (batch.length > rows) {
      pending.unshift(batch.slice(0, rows), batch.slice(rows));
      continue;
    }
    if (batch.length > 0) pending.unshift(...(await writeBatch(deps, job, batch, reads)));
  }
}

/** Whether it is worth waiting until reads and writes know the same. Not again after it was of no use. */
interface Reads {
  mayBeBehind: boolean;
}

/** What is left to write of this batch. */
async function writeBatch<Row extends { userId: string }>(
  deps: WriteDeps,
  job: WriteJob<Row>,
  batch: Row[],
  reads: Reads,
): Promise<Row[][]> {
  await deps.checkpoint();
  await deps.progress.enter(job.phase);
  const resolution = await writeJournaled(deps, job.toIntent(batch));
  switch (resolution.kind) {
    case 'written':
      await job.written(batch, resolution.recordIds);
      return [];
    case 'not_written':
      // Only after an update that has been tried for minutes: smaller batches are tried too, but not for ever.
      if (batch.length > deps.batchSize.rows()) return [batch];
      throw new AppError('feishu_busy');
    case 'too_large':
      deps.batchSize.shrinkForGood(Math.floor(batch.length / 2));
      return isolate(job, batch, tooLargeCode);
    case 'refused':
      if (resolution.recordMissing)
        return withoutGone(deps, job, { batch, feishuCode: resolution.feishuCode }, reads);
      return isolate(job, batch, resolution.feishuCode);
  }
}

/** The rows whose learner is gone cannot be written; looking for them by halving would take dozens of calls. */
async function withoutGone<Row extends { userId: string }>(
  deps: WriteDeps,
  job: WriteJob<Row>,
  { batch, feishuCode }: { batch: Row[]; feishuCode: number },
  reads: Reads,
): Promise<Row[][]> {
  const { learner } = job;
  if (learner === undefined) return isolate(job, batch, feishuCode);
  const userIds = new Map(batch.map((row) => [learner.recordId(row), row.userId]));
  const check = await findGone(deps, userIds, reads);
  switch (check.kind) {
    case 'all_there':
      return isolate(job, batch, feishuCode);
    case 'late':
      return [batch];
    case 'gone': {
      const isGone = (row: Row) => check.recordIds.has(learner.recordId(row));
      for (const row of batch.filter(isGone)) await learner.gone(row);
      return [batch.filter((row) => !isGone(row))];
    }
  }
}

async function findGone(
  deps: WriteDeps,
  userIds: ReadonlyMap<string, string>,
  reads: Reads,
): Promise<LearnerCheck> {
  const check = await checkLearners(deps, userIds);
  if (check.kind !== 'all_there' || !reads.mayBeBehind) return check;
  const later = await checkLearnersLater(deps, userIds);
  if (later.kind !== 'all_there') return later;
  reads.mayBeBehind = false;
  // Without a `Date` of Feishu nobody can tell how young a record is: by now whoever writes should know it, too.
  return { kind: 'late' };
}

async function isolate<Row>(job: WriteJob<Row>, batch: Row[], feishuCode: number): Promise<Row[][]> {
  const [first, ...others] = batch;
  if (first !== undefined && others.length === 0) {
    await job.refused(first, feishuCode);
    return [];
  }
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(0, middle), batch.slice(middle)];
}

/**
 * Sends one call, journaled before and after, and finds out what became of it.
 * @throws AppError as `writeBatches`
 */
export async function writeJournaled(
  deps: Omit<WriteDeps, 'checkpoint'>,
  rows: IntentRows,
): Promise<Exclude<Resolution, InDoubt>> {
  const now = timeOf(deps);
  const intent: Intent = {
    ...rows,
    id: deps.newUuid(),
    syncId: deps.syncId,
    clientToken: deps.newUuid(),
    startedAt: now,
    sentAt: now,
  };
  // Built first: a fault while building proves that nothing was sent, and leaves no intent behind.
  const write = await deps.base.prepareWrite(rows, intent.startedAt);
  await deps.journal.begin(intent);
  const resolution = await sendAndResolve(deps, intent, write);
  if (resolution.kind === 'in_doubt') throw inDoubtError(intent);
  if (resolution.kind === 'written')
    await deps.journal.complete(intent.id, resolution.recordIds, timeOf(deps));
  else await deps.journal.discard(intent.id);
  return resolution;
}

async function sendAndResolve(
  deps: Omit<WriteDeps, 'checkpoint'>,
  intent: Intent,
  write: PreparedWrite,
): Promise<Resolution> {
  const outcome = await write.send(intent.clientToken).catch(async (thrown: unknown) => {
    if (provesNothingWritten(thrown)) await deps.journal.discard(intent.id);
    throw thrown;
  });
  if (outcome.kind !== 'unknown' && outcome.kind !== 'token_known') return outcome;
  // Only for this sync: one slow moment should not make every later sync write in small batches.
  if (outcome.kind === 'unknown' && wasTooMuch(outcome.because))
    deps.batchSize.shrinkForThisSync(Math.floor(intent.rows.length / 2));
  const because = outcome.kind === 'unknown' ? outcome.because : leftBehind;
  return resolveIntent(deps, intent, because).catch((thrown: unknown) => {
    throw isCreate(intent) && isPassing(thrown) ? inDoubtError(intent, thrown) : thrown;
  });
}

/**
 * A sync is told to stop only between two tries. A fault of ours can come after the call went out; then, as after
 * anything else, the intent stays open.
 */
function provesNothingWritten(thrown: unknown): boolean {
  return thrown instanceof Interruption || (thrown instanceof AppError && thrown.code !== 'internal');
}

/** What ends by itself needs nobody to fix it, so staff are told what they have to know: which rows are in doubt. */
function isPassing(thrown: unknown): boolean {
  return thrown instanceof AppError && ['feishu_busy', 'feishu_unreachable'].includes(thrown.code);
}
