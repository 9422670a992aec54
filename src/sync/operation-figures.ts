import type { SyncSource, SyncStatus } from './sync-record.ts';
import type { SyncSummary } from './sync-report.ts';

/** What those who watch over the service ask the store for. Kept by `store/`. */
export interface OperationFigures {
  /** @param since syncs finished at that moment or later are listed one by one */
  read(since: Date): Promise<Figures>;
}

/** Figures and numbers of syncs only, nothing of people. */
export interface Figures {
  /** Syncs that wait for the worker, those that wait for Feishu included. */
  queued: { count: number; oldestAt: Date | null };
  running: number;
  /** Syncs that wait for a person. */
  asking: number;
  /** Writes whose outcome is open; for seconds that is nothing unusual. */
  inDoubt: { count: number; oldestAt: Date | null; syncs: number[] };
  /** Cards that do not show the end of their sync yet. */
  openCards: number;
  /** On disk. */
  storeBytes: number;
  finished: FinishedFigures[];
}

export interface FinishedFigures {
  number: number;
  source: SyncSource;
  status: SyncStatus;
  dryRun: boolean;
  /** null where it did not get as far as rows. */
  summary: SyncSummary | null;
}
