import type { Logger } from '../../log.ts';
import type { ReadRosterOptions, RosterReading } from '../../roster/roster.ts';
import type { BatchSize } from '../batch-size.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import type { Base, FetchChatFile, LearnedAboutBase, OpenBase } from '../ports.ts';
import type { Progress } from '../progress.ts';
import type { SyncSettings } from '../settings.ts';
import type { SyncRecord, SyncTarget } from '../sync-record.ts';
import type { SyncStore } from '../sync-store.ts';
import type { SyncTiming } from '../timing.ts';
import type { TokenMemory } from '../token-memory.ts';
import type { UploadRules } from '../upload-rules.ts';
import type { WaitTiming } from './wait-timing.ts';

/** All that syncs need from outside. */
export interface SyncDeps {
  syncs: SyncStore;
  journal: Journal;
  openBase: OpenBase;
  /** Downloads a file that was sent in chat. */
  fetchChatFile: FetchChatFile;
  readRoster: (bytes: Uint8Array, options: ReadRosterOptions) => Promise<RosterReading>;
  /** Today's, for uploads whose own are not settled yet. */
  rules: UploadRules;
  /** `always`: nothing is written before a person has seen what; `odd`: only odd files are asked about. */
  confirm: 'odd' | 'always';
  /** As configured; once a run has reached Base, by its ids. */
  target: SyncTarget;
  /** Token of the Base that the worker lock is held for. */
  lockedBase: string;
  clock: Clock;
  timing: SyncTiming;
  waits: WaitTiming;
  /** A random UUIDv4, for intents and client tokens. */
  newUuid: () => string;
  log: Logger;
}

export const nothingLearned: LearnedAboutBase = {
  learnerRows: null,
  enrollmentRows: null,
  // The documented maximum: https://open.feishu.cn/document/docs/bitable-v1/app-table-record/batch_create
  batchSize: 1_000,
  filterConditions: 50,
  knowsTokens: false,
  filtersWork: null,
  zones: [],
  othersReportedAt: null,
  author: null,
  journaledUntil: null,
  room: null,
};

/** One sync being worked on. Every step says by its own type what of this it needs. */
export interface Run extends SyncDeps {
  sync: SyncRecord;
  /** By the rules of its upload. */
  settings: SyncSettings;
  base: Base;
  progress: Progress;
  /** Calls that Feishu has answered in this run. */
  calls(): number;
  /** Epoch ms at which this run began. */
  startedAt: number;
  batchSize: BatchSize;
  tokens: TokenMemory;
  /** Codes of Feishu that this run has seen to refuse rows, although no document lists them. */
  refusals: Set<number>;
  /** Goes between two calls: throws an Interruption if the sync has to stop here. */
  checkpoint(): Promise<void>;
}
