import type { SettingsInput } from '../../../src/sandbox/platform/settings.ts';
import type { UploadPolicies } from '../../../src/sync/upload-rules.ts';
import type { FaultName } from '../feishu/fault-answers.ts';

/** Everything that will happen in one seed. Plain data: the same world always goes the same way. */
export interface World {
  /** For ids, client tokens and jitter. */
  seed: number;
  policies: UploadPolicies;
  columns: WantedColumns;
  /** What the documents leave open about Feishu, and how far its replicas are behind. */
  platform: PlatformWays;
  /** Rows of a batch, as earlier syncs have learned it. */
  batchSize: number;
  /** How far the clock of the machine is ahead of Feishu's; behind where negative. */
  clockSkewMs: number;
  held: { learners: HeldLearner[]; enrollments: HeldEnrollment[] };
  steps: Step[];
}

export type PlatformWays = Pick<
  SettingsInput,
  | 'replay'
  | 'searchLagMs'
  | 'idLagMs'
  | 'lagCovers'
  | 'maxBatch'
  | 'emptyLink'
  | 'unknownLink'
  | 'echoOrder'
  | 'refusedText'
  | 'filterConditions'
  | 'textFilter'
  | 'total'
  | 'dateHeader'
  | 'createdTime'
>;

/** What the settings want of the columns that no roster has to have: 城市 of learners, 讲师 of enrollments. */
export interface WantedColumns {
  city: 'unwanted' | 'kept' | 'fill_empty';
  /** `once`: only when the enrollment is created. */
  teacher: 'unwanted' | 'once' | 'kept';
}

/** What people had typed long before. Persons, courses and days are numbers: `names.ts` knows what they stand for. */
export interface HeldLearner {
  person: number;
  nickname: number;
  phone: number;
}

export interface HeldEnrollment {
  person: number;
  course: number;
  day: number;
  linked: boolean;
}

/** What happens next: somebody acts, or the service works off its queue. */
export type Step = Act | Work;

export type Act =
  | { kind: 'upload'; roster: RosterSpec; dryRun: boolean; said: Said }
  /** `of`, here and below: which of the syncs so far, the newest first, counted around. */
  | { kind: 'rerun'; of: number; addUnderNewDate: boolean }
  | { kind: 'write_preview'; of: number }
  | { kind: 'answer'; of: number; said: Said }
  | { kind: 'cancel'; of: number }
  /** At once or late, of whatever was written by then. */
  | { kind: 'undo'; of: number; confirmed: boolean }
  | { kind: 'wait'; ms: number }
  /** Somebody sets the clock of the machine. */
  | { kind: 'jump'; ms: number }
  | { kind: 'settings'; policies: UploadPolicies }
  | { kind: 'maintenance' }
  | BaseChange
  | Edit;

/** What an operator says about course and day; null: nothing. */
export interface Said {
  course: number | null;
  day: number | null;
}

/** Somebody changes the Base itself; `mended` takes all but the zone back. */
export type BaseChange =
  | { kind: 'zone'; timeZone: string }
  | { kind: 'permission'; role: 'none' | 'view' }
  | { kind: 'hidden' }
  | { kind: 'field_renamed' }
  | { kind: 'mended' };

/** Somebody edits rows by hand. `pick`: which of the records, the oldest first or from -1 the newest, counted around. */
export type Edit =
  | { kind: 'edit_learner'; pick: number; field: 'nickname' | 'phone' | 'city'; value: number }
  | { kind: 'edit_enrollment'; pick: number; teacher: number }
  | { kind: 'delete_learner'; pick: number }
  | { kind: 'delete_enrollment'; pick: number }
  | { kind: 'unlink'; pick: number }
  | ({ kind: 'type_learner' } & HeldLearner)
  | ({ kind: 'type_enrollment' } & HeldEnrollment);

/** A process takes the queue up and works until nothing is left to do, or until it is killed. */
export interface Work {
  kind: 'work';
  calamities: Calamity[];
}

/** What became of a call that the caller got no clear answer to; `late`: carried out so long after it was sent. */
export type Effect = { kind: 'never' } | { kind: 'done' } | { kind: 'late'; ms: number };

/** A call of a work, counted from 0 among all calls or among those that write. */
export interface CallNumber {
  of: 'calls' | 'writes';
  at: number;
}

/** What goes wrong, and in which call of a work. */
export type Calamity =
  | { kind: 'fault'; call: CallNumber; times: number; fault: FaultName; effect: Effect }
  /** The process dies in this call. */
  | { kind: 'kill'; call: CallNumber; effect: Effect }
  /** The process dies around this call of the store, from 0. */
  | { kind: 'kill_at_store'; at: number; moment: 'before' | 'after' }
  /** The process is told to stop. */
  | { kind: 'stop'; call: CallNumber }
  | { kind: 'meanwhile'; call: CallNumber; act: Act }
  /** The process is frozen in this call, another takes over meanwhile, and then it wakes up. */
  | { kind: 'takeover'; call: CallNumber; effect: Effect }
  /** Another process tries to work as well. */
  | { kind: 'rival'; call: CallNumber };

export interface RosterSpec {
  format: 'csv' | 'xlsx';
  rows: RosterRow[];
  hasCourse: boolean;
  hasDay: boolean;
  damage: 'none' | 'header_only' | 'no_header' | 'empty';
}

export interface RosterRow {
  person: number;
  nickname: number;
  phone: number;
  course: number;
  day: number;
  city: number;
  teacher: number;
  damage: 'none' | 'no_id' | 'scientific_phone' | 'refunded';
}
