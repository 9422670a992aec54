import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { ConditionKey } from '../bot/notice.ts';
import type { ConfirmReason } from '../sync/asked-reason.ts';
import type { Digest } from '../sync/digest/digest.ts';
import type { IntentKind, IntentRows } from '../sync/journal.ts';
import type { LearnedAboutBase } from '../sync/ports.ts';
import type { FailureCount, ReportLists } from '../sync/report-start.ts';
import type { ChangeCounts, RowChange, SyncChanges } from '../sync/sync-changes.ts';
import type {
  ChatOrigin,
  OperatorInput,
  SyncError,
  SyncKind,
  SyncNeeds,
  SyncPhase,
  SyncSource,
  SyncStatus,
  SyncWait,
  WaitCode,
} from '../sync/sync-record.ts';
import type { SyncReport, SyncSummary } from '../sync/sync-report.ts';
import type { UploadColumns, UploadPolicies } from '../sync/upload-rules.ts';
import type { JsonText } from './json-text.ts';

/** Instants are epoch milliseconds. SQLite has no booleans, and `node:sqlite` refuses them, so flags are 0 or 1. */
type Flag = 0 | 1;

export interface Schema {
  targets: TargetTable;
  files: FileTable;
  file_pieces: FilePieceTable;
  uploads: UploadTable;
  syncs: SyncTable;
  reports: ReportTable;
  changes: ChangesTable;
  change_pages: ChangePageTable;
  intents: IntentTable;
  written_rows: WrittenRowTable;
  base_hints: LearnedAboutBaseTable;
  seen_in_base: SeenInBaseTable;
  settled_doubts: SettledDoubtTable;
  id_columns: IdColumnTable;
  seen_keys: SeenKeyTable;
  expected_previews: ExpectedPreviewTable;
  hash_keys: HashKeyTable;
  roster_values: RosterValueTable;
  told_conditions: ToldConditionTable;
  told_refunds: ToldRefundTable;
  digests: DigestTable;
}

/** The four strings of a target once, so that comparing targets is comparing one number. A row per spelling. */
export interface TargetTable {
  id: Generated<number>;
  domain: string;
  app_id: string;
  base_token: string;
  tables: string;
  /** The row that has the ids which this one means; null until that is known. */
  resolved_id: number | null;
}

interface FileTable {
  id: string;
  /** Its end, behind its pieces. */
  bytes: ColumnType<Uint8Array, Uint8Array, never>;
}

/** All but the end of a large file, in the order of `position`, which starts at 0. */
interface FilePieceTable {
  file_id: string;
  position: number;
  bytes: ColumnType<Uint8Array, Uint8Array, never>;
}

/** The rules of an upload: null until they are settled. */
interface UploadTable {
  /** Of the sync that first brought the file. */
  id: string;
  policies: JsonText<UploadPolicies> | null;
  columns: JsonText<UploadColumns> | null;
  /** SHA-256 of the file, base64url; null before it was downloaded, and of what came before hashes were kept. */
  file_hash: Generated<string | null>;
}

export interface SyncTable {
  number: Generated<number>;
  id: string;
  upload_id: string;
  /** Unique where there is one. */
  request_key: string | null;
  rerun_of: string | null;
  kind: Generated<SyncKind>;
  /** The preview whose plan it writes. */
  preview_of: string | null;
  /** The sync that it takes back. */
  undoes: string | null;
  source: SyncSource;
  origin: JsonText<ChatOrigin> | null;
  /** Name of who asked on the page; null where that is not known. */
  asked_by: string | null;
  asked_open_id: string | null;
  /** Of the origin, to search by. */
  chat_id: GeneratedAlways<string | null>;
  /** Of the origin, to search by. */
  open_id: GeneratedAlways<string | null>;
  file_id: string;
  file_name: string;
  dry_run: Flag;
  input: JsonText<OperatorInput>;
  target_id: number;
  status: SyncStatus;
  /** When it was last put into the queue. */
  ready_at: number;
  /** How often it has been started. */
  starts: number;
  phase: SyncPhase;
  done: number;
  total: number;
  needs: JsonText<SyncNeeds> | null;
  summary: JsonText<SyncSummary> | null;
  error: JsonText<SyncError> | null;
  /** The last time that it had to wait. */
  last_wait: JsonText<SyncWait> | null;
  /** Of the last wait, to search by. */
  wait_code: GeneratedAlways<WaitCode | null>;
  /** Of the last wait, to search by. */
  wait_set_at: GeneratedAlways<number | null>;
  /** Of the last wait, to search by. */
  next_try_at: GeneratedAlways<number | null>;
  cancel_requested: Flag;
  created_at: number;
  finished_at: number | null;
  /** Its report is deleted, because it is old. */
  expired: Flag;
  /** It has a card in chat, to be sent or to be changed. */
  card_open: Flag;
  /** null until the card was sent. */
  card_message_id: string | null;
  card_fingerprint: string | null;
  /** When its person was reminded that it waits; null until then. */
  reminded_at: number | null;
}

/** Apart from `syncs`, so that a list of syncs stays light. */
/** Each list as far as it is shown at once; `rest` has the others. */
export interface ReportTable {
  sync_id: string;
  failures: JsonText<SyncReport['failures']>;
  warnings: JsonText<SyncReport['warnings']>;
  not_enrolled: JsonText<SyncReport['notEnrolled']>;
  /** What was seen of the file; null if it was not read. */
  file: JsonText<NonNullable<SyncReport['file']>> | null;
  /** Of an undo; null of any other sync. */
  undone: JsonText<NonNullable<SyncReport['undone']>> | null;
  /** Of all rows that failed; null in a report of an earlier version, whose lists are whole. */
  failed: JsonText<FailureCount[]> | null;
  /** What the lists have beyond what is shown at once; null if nothing. */
  rest: JsonText<ReportLists> | null;
}

/** What a sync does row by row: the rows are in pages. */
interface ChangesTable {
  sync_id: string;
  counts: JsonText<ChangeCounts>;
  courses: JsonText<SyncChanges['courses']>;
  file: JsonText<SyncChanges['file']>;
}

interface ChangePageTable {
  sync_id: string;
  /** From 0. */
  position: number;
  /** How many rows it has. */
  length: number;
  counts: JsonText<ChangeCounts>;
  rows: JsonText<RowChange[]>;
}

interface IntentTable {
  /** Ascending in the order of `begin`. */
  number: Generated<number>;
  id: string;
  sync_id: string;
  target_id: number;
  client_token: string;
  started_at: number;
  /** When its call went out last. */
  sent_at: number;
  state: 'open' | 'completed' | 'discarded';
  body: JsonText<IntentRows>;
}

/** One row of a completed intent. */
interface WrittenRowTable {
  intent_number: number;
  position: number;
  target_id: number;
  kind: IntentKind;
  line: number;
  user_id: string;
  /** null where it could not be found out. */
  record_id: string | null;
  written_at: number;
  /** The record has turned out to be deleted in Base. */
  forgotten: Flag;
  /** The record that was created, or the link that was set, was taken back by an undo. */
  undone: Generated<Flag>;
}

interface LearnedAboutBaseTable {
  target_id: number;
  learner_rows: number | null;
  enrollment_rows: number | null;
  batch_size: number;
  filter_conditions: number;
  knows_tokens: Flag;
  filters_work: number | null;
  zones: JsonText<LearnedAboutBase['zones']>;
  others_reported_at: number | null;
  author: string | null;
  journaled_until: number | null;
  room: JsonText<NonNullable<LearnedAboutBase['room']>> | null;
}

/** Names, one a row; nothing about people. */
interface SeenInBaseTable {
  target_id: number;
  kind: 'course' | 'id_shape';
  name: string;
}

/** A doubt about the files of one course, as it was settled last. */
interface SettledDoubtTable {
  target_id: number;
  course_key: string;
  code: ConfirmReason;
  cause: string;
  size: number;
  settled_by: string | null;
  settled_at: number;
}

/** Which column of files with these titles is the 用户ID, as it was said last. */
interface IdColumnTable {
  target_id: number;
  /** SHA-256 of the title row, which may be longer than a key can be. */
  title_row_hash: string;
  title_row: string;
  title: string;
  said_by: string | null;
  said_at: number;
}

/** What has happened in chat and must not happen again when Feishu delivers it again. */
interface SeenKeyTable {
  key: string;
  /** When it was seen for the first time. */
  seen_at: number;
}

/** The next file that this person sends in this chat is only to be previewed. */
interface ExpectedPreviewTable {
  open_id: string;
  chat_id: string;
  /** When it was asked for. */
  since: number;
  until: number;
}

/** One row. */
interface HashKeyTable {
  /** Base64. */
  key: string;
}

/** What a roster has said last about a field of a learner, as keyed hashes. */
interface RosterValueTable {
  target_id: number;
  learner: string;
  field: string;
  value: string;
  /** Of the sync that first brought the roster. */
  upload_number: number;
}

/** What administrators have been told is wrong, and not yet that it is over. */
interface ToldConditionTable {
  key: ConditionKey;
  told_at: number;
}

/** A refunded enrollment in Base of which people were told, as keyed hashes. */
interface ToldRefundTable {
  target_id: number;
  learner: string;
  record: string;
  /** Of the sync that told it first. */
  sync_number: number;
}

interface DigestTable {
  target_id: number;
  /** Its first day. */
  week: string;
  digest: JsonText<Digest>;
  /** null until it was told, or found not worth telling. */
  told_at: number | null;
}
