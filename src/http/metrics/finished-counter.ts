import { Counter, type Registry } from 'prom-client';
import type { FinishedFigures } from '../../sync/operation-figures.ts';
import type { SyncSummary } from '../../sync/sync-report.ts';

/** Counts each sync that has ended since the process began, once, whoever has worked on it. */
export interface FinishedCounter {
  /** From when on finished syncs have to be looked at again. */
  since(now: Date): Date;
  count(finished: readonly FinishedFigures[]): void;
}

/** A sync that ended a moment ago may not be committed yet when the store is read. */
const overlapMs = 10 * 60_000;

const rowFates = {
  created: 'enrollmentsCreated',
  skipped: 'enrollmentsSkipped',
  linked: 'enrollmentsLinked',
  not_enrolled: 'rowsNotEnrolled',
  failed: 'rowsFailed',
} as const satisfies Record<string, keyof SyncSummary>;

const learnerFates = {
  created: 'learnersCreated',
  updated: 'learnersUpdated',
  unchanged: 'learnersUnchanged',
} as const satisfies Record<string, keyof SyncSummary>;

/** @param begun when the process began */
export function createFinishedCounter(registry: Registry, begun: Date): FinishedCounter {
  const registers = [registry];
  const syncs = new Counter({
    name: 'nvc_syncs_total',
    help: 'Syncs that have ended, by where they were asked for and what came of them.',
    labelNames: ['source', 'result'],
    registers,
  });
  const rows = new Counter({
    name: 'nvc_rows_total',
    help: 'Rows of rosters, by what became of them; previews left out.',
    labelNames: ['fate'],
    registers,
  });
  const learners = new Counter({
    name: 'nvc_learners_total',
    help: 'Learners of rosters, by what became of them; previews left out.',
    labelNames: ['fate'],
    registers,
  });
  const counted = new Set<number>();
  let readUntil = begun.getTime();

  return {
    since(now) {
      const since = new Date(Math.max(begun.getTime(), readUntil - overlapMs));
      readUntil = now.getTime();
      return since;
    },
    count(finished) {
      for (const { number, source, status, dryRun, summary } of finished) {
        if (counted.has(number)) continue;
        counted.add(number);
        syncs.inc({ source, result: dryRun ? 'previewed' : status });
        if (dryRun || summary === null) continue;
        for (const [fate, figure] of Object.entries(rowFates)) rows.inc({ fate }, summary[figure]);
        for (const [fate, figure] of Object.entries(learnerFates)) learners.inc({ fate }, summary[figure]);
      }
    },
  };
}
