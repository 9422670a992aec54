import type { Logger } from '../../log.ts';
import type { ReadRosterOptions, RosterReading } from '../../roster/roster.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import type { Base, FetchChatFile, LearnedAboutBase, OpenBase } from '../ports.ts';
import type { SyncSettings } from '../settings.ts';
import type { SyncPhase, SyncRecord, SyncTarget } from '../sync-record.ts';
import type { SyncStore } from '../sync-store.ts';

/** All that syncs need from outside. */
export interface SyncDeps {
  syncs: SyncStore;
  journal: Journal;
  openBase: OpenBase;
  /** Downloads a file that was sent in chat. */
  fetchChatFile: FetchChatFile;
  readRoster: (bytes: Uint8Array, options: ReadRosterOptions) => Promise<RosterReading>;
  settings: SyncSettings;
  /** `ROSTER_COLUMNS`: further header names by field. */
  extraAliases: ReadRosterOptions['extraAliases'];
  target: SyncTarget;
  clock: Clock;
  timing: SyncTiming;
  /** A random UUIDv4, for intents and client tokens. */
  newUuid: () => string;
  log: Logger;
}

export interface SyncTiming {
  /** After this long a call to Feishu can no longer be running, whatever became of us. */
  callLimitMs: number;
  /** A call is tried again for at most this long, fetching new tokens in between included. */
  retryLimitMs: number;
  /** Search may not know a record for this long after it was written. */
  searchLagMs: number;
  /** Some servers may not know a record by its id for this long. A person who deletes it and asks again takes longer. */
  idLagMs: number;
  /** Records written in this time may be missing from search without being hidden. */
  recentMs: number;
  /** Between two looks for records in doubt. */
  pollMs: number;
}

export const defaultTiming: SyncTiming = {
  callLimitMs: 30_000,
  retryLimitMs: 400_000,
  searchLagMs: 15_000,
  idLagMs: 5_000,
  recentMs: 15 * 60_000,
  pollMs: 1_000,
};

export const nothingLearned: LearnedAboutBase = {
  learnerRows: null,
  enrollmentRows: null,
  // The documented maximum: https://open.feishu.cn/document/docs/bitable-v1/app-table-record/batch_create
  batchSize: 1_000,
  filterConditions: 50,
};

/** One sync being worked on: what its steps share. */
export interface Run extends SyncDeps {
  sync: SyncRecord;
  base: Base;
  progress: Progress;
  /** Calls that Feishu has answered in this run. */
  calls(): number;
  /** Epoch ms at which this run began. */
  startedAt: number;
  /** Rows a batch may hold for the rest of this sync; only ever shrinks. */
  batchSize: number;
  /** Rows a batch may hold as far as Feishu has said; remembered for later syncs. */
  batchLimit: number;
  /** Advanced permissions are on: search may never show some records. Assumed until the Base has been checked. */
  searchHides: boolean;
  /** Goes between two calls: throws an Interruption if the sync has to stop here. */
  checkpoint(): Promise<void>;
}

export interface Progress {
  enter(phase: SyncPhase): Promise<void>;
  /** Feishu asked for a pause. */
  backOff(): Promise<void>;
  /** The pause is over: back to the phase it was in. */
  goOn(): Promise<void>;
  /** So many more file rows have met their fate. */
  decide(rows: number): Promise<void>;
}

/** The sync stops between two calls because somebody wants it to; nothing is broken. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  /** `canceled`: by a person, for good. `shutdown`: the process ends, another will go on. */
  readonly kind: 'canceled' | 'shutdown';

  constructor(kind: 'canceled' | 'shutdown') {
    super(kind);
    this.kind = kind;
  }
}
