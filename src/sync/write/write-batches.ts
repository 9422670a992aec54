import { AppError } from '../../errors.ts';
import { inDoubt } from '../in-doubt/in-doubt-error.ts';
import type { Resolution } from '../in-doubt/look-for-intent.ts';
import { resolveIntent } from '../in-doubt/resolve-intent.ts';
import { sendIntent } from '../in-doubt/send-intent.ts';
import { type Intent, type IntentRows, isCreate } from '../journal.ts';
import { Interruption, type Run } from '../run/run.ts';
import type { SyncPhase } from '../sync-record.ts';

/** Rows of one kind to write, and what to do as each is known to be in Base or refused. */
export interface WriteJob<Row> {
  phase: SyncPhase;
  rows: readonly Row[];
  toIntent(rows: Row[]): IntentRows;
  /** In the order of the rows; null for a record whose id could not be found out. */
  written(rows: readonly Row[], recordIds: readonly (string | null)[]): Promise<void>;
  refused(row: Row, feishuCode: number): Promise<void>;
}

type InDoubt = Extract<Resolution, { kind: 'in_doubt' }>;

/** RecordAddOnceExceedLimit: what a single row fails with if even that is too large. */
const tooLargeCode = 1254104;

/**
 * Writes rows in batches, one call at a time, each journaled before and after. A batch refused for its data is halved
 * until only the bad rows fail: k bad rows of n cost at most 2·k·⌈log2 n⌉ further calls. A batch too large for Feishu
 * makes the later ones smaller.
 * @throws AppError for what a person has to mend, `in_doubt` with the lines of rows that may or may not be in Base; what
 * is written by then stays journaled
 */
export async function writeBatches<Row>(run: Run, job: WriteJob<Row>): Promise<void> {
  const pending = [[...job.rows]];
  for (let batch = pending.shift(); batch !== undefined; batch = pending.shift()) {
    if (batch.length > run.batchSize) {
      pending.unshift(batch.slice(0, run.batchSize), batch.slice(run.batchSize));
      continue;
    }
    if (batch.length > 0) pending.unshift(...(await writeBatch(run, job, batch)));
  }
}

/** What is left to write of this batch. */
async function writeBatch<Row>(run: Run, job: WriteJob<Row>, batch: Row[]): Promise<Row[][]> {
  await run.checkpoint();
  await run.progress.enter(job.phase);
  const resolution = await writeJournaled(run, job.toIntent(batch));
  switch (resolution.kind) {
    case 'written':
      await job.written(batch, resolution.recordIds);
      return [];
    case 'not_written':
      // Only after an update that has been tried for minutes: smaller batches are tried too, but not for ever.
      if (batch.length > run.batchSize) return [batch];
      throw new AppError('feishu_busy');
    case 'too_large':
      run.batchLimit = Math.max(1, Math.floor(batch.length / 2));
      run.batchSize = Math.min(run.batchSize, run.batchLimit);
      return isolate(job, batch, tooLargeCode);
    case 'refused':
      return isolate(job, batch, resolution.feishuCode);
  }
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

async function writeJournaled(run: Run, rows: IntentRows): Promise<Exclude<Resolution, InDoubt>> {
  const now = run.clock.now();
  const intent: Intent = {
    ...rows,
    id: run.newUuid(),
    syncId: run.sync.id,
    clientToken: run.newUuid(),
    startedAt: now,
    sentAt: now,
  };
  await run.journal.begin(intent);
  const resolution = await sendAndResolve(run, intent);
  if (resolution.kind === 'in_doubt') throw inDoubt(intent);
  if (resolution.kind === 'written')
    await run.journal.complete(intent.id, resolution.recordIds, run.clock.now());
  else await run.journal.discard(intent.id);
  return resolution;
}

async function sendAndResolve(run: Run, intent: Intent): Promise<Resolution> {
  const outcome = await sendIntent(run, intent).catch(async (thrown: unknown) => {
    if (provesNothingWritten(thrown)) await run.journal.discard(intent.id);
    throw thrown;
  });
  if (outcome.kind !== 'unknown' && outcome.kind !== 'token_known') return outcome;
  // Only for this sync: one slow moment should not make every later sync write in small batches.
  if (outcome.kind === 'unknown' && outcome.shrink)
    run.batchSize = Math.max(1, Math.floor(intent.rows.length / 2));
  return resolveIntent(run, intent).catch((thrown: unknown) => {
    throw isCreate(intent) && isPassing(thrown) ? inDoubt(intent, thrown) : thrown;
  });
}

/**
 * A sync is told to stop only between two tries. A fault of ours can come after the call went out; then, as after
 * anything else, the intent stays open.
 */
function provesNothingWritten(thrown: unknown): boolean {
  return thrown instanceof Interruption || (thrown instanceof AppError && thrown.code !== 'internal');
}

/** What ends by itself needs no mending, so staff are told what they have to know: which rows are in doubt. */
function isPassing(thrown: unknown): boolean {
  return thrown instanceof AppError && ['feishu_busy', 'feishu_unreachable'].includes(thrown.code);
}
