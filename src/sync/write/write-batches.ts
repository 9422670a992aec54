import { AppError } from '../../errors.ts';
import type { IntentRows } from '../journal.ts';
import type { Progress } from '../progress.ts';
import type { SyncPhase } from '../sync-record.ts';
import { checkRecords, checkRecordsLater, type RecordsCheck, type RecordsUsed } from './check-records.ts';
import type { JournaledCalls, JournaledDeps } from './journaled-calls.ts';

/** What it takes to write rows, and to find out what became of them. */
export interface WriteDeps extends JournaledDeps {
  progress: Progress;
  /** Goes between two calls: throws an Interruption if the sync has to stop here. */
  checkpoint(): Promise<void>;
}

/** `calls`: those of the whole sync, so that the last answer of one job is kept while the next job is at work. */
export interface BatchDeps extends WriteDeps {
  calls: JournaledCalls;
}

/** Rows of one kind to write, and what to do as each is known to be in Base or refused. */
export interface WriteJob<Row> {
  phase: SyncPhase;
  rows: readonly Row[];
  toIntent(rows: Row[]): IntentRows;
  /** In the order of the rows; null for a record whose id could not be found out. */
  written(rows: readonly Row[], recordIds: readonly (string | null)[]): Promise<void>;
  refused(row: Row, feishuCode: number): Promise<void>;
  /** Records that each row changes or links to; without it there are none. */
  uses?: readonly Use<Row>[];
}

/** A record that each row changes or links to. */
export interface Use<Row> {
  table: RecordsUsed['table'];
  recordId(row: Row): string;
  /** The record was deleted while the sync was at work. */
  gone(row: Row): Promise<void>;
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
  deps: BatchDeps,
  job: WriteJob<Row>,
): Promise<void> {
  const reads: Reads = { mayBeBehind: true };
  /** Of batches that did not go through whole. */
  const left: Row[][] = [];
  let begun = 0;
  const begin = () => {
    const batch = job.rows.slice(begun, begun + deps.batchSize.rows());
    begun += batch.length;
    return batch;
  };
  const next = () => left.shift() ?? begin();
  for (let batch = next(); batch.length > 0; batch = next()) {
    const most = deps.batchSize.rows();
    const parts =
      batch.length > most
        ? [batch.slice(0, most), batch.slice(most)]
        : await writeBatch(deps, job, reads, batch);
    left.unshift(...parts.filter(({ length }) => length > 0));
  }
}

interface Reads {
  /** Whether it is worth waiting until reads and writes know the same. Not again after it was of no use. */
  mayBeBehind: boolean;
}

/** What is left to write of this batch. */
async function writeBatch<Row extends { userId: string }>(
  deps: BatchDeps,
  job: WriteJob<Row>,
  reads: Reads,
  batch: Row[],
): Promise<Row[][]> {
  await deps.checkpoint();
  await deps.progress.enter(job.phase);
  const resolution = await deps.calls.send(job.toIntent(batch), (recordIds) => job.written(batch, recordIds));
  switch (resolution.kind) {
    case 'written':
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
        return withoutGone(deps, job, reads, { batch, feishuCode: resolution.feishuCode });
      return isolate(job, batch, resolution.feishuCode);
  }
}

/** The rows whose records are gone cannot be written; looking for them by halving would take dozens of calls. */
async function withoutGone<Row extends { userId: string }>(
  deps: WriteDeps,
  job: WriteJob<Row>,
  reads: Reads,
  { batch, feishuCode }: { batch: Row[]; feishuCode: number },
): Promise<Row[][]> {
  const uses = job.uses ?? [];
  const used = uses.map(({ table, recordId }) => ({
    table,
    userIds: new Map(batch.map((row) => [recordId(row), row.userId])),
  }));
  const check = await findGone(deps, used, reads);
  switch (check.kind) {
    case 'all_there':
      return isolate(job, batch, feishuCode);
    case 'late':
      return [batch];
    case 'gone': {
      const use = uses.find(({ table }) => table === check.table);
      const isGone = (row: Row) => use !== undefined && check.recordIds.has(use.recordId(row));
      for (const row of batch.filter(isGone)) await use?.gone(row);
      return [batch.filter((row) => !isGone(row))];
    }
  }
}

async function findGone(deps: WriteDeps, used: readonly RecordsUsed[], reads: Reads): Promise<RecordsCheck> {
  if (used.length === 0) return { kind: 'all_there' };
  const check = await checkRecords(deps, used);
  if (check.kind !== 'all_there' || !reads.mayBeBehind) return check;
  const later = await checkRecordsLater(deps, used);
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
