import type { ErrorCode, ErrorDetails } from '../errors.ts';
import type { Digest } from '../sync/digest/digest.ts';
import type { QueueView } from '../sync/queue/queue-view.ts';
import type { SyncError, SyncRecord } from '../sync/sync-record.ts';
import type { SyncReport } from '../sync/sync-report.ts';
import type { NearlyFull } from '../sync/table-room.ts';

/** What the bot says, as data: `wording/` has the words, `feishu/cards/` the cards. */
export type Notice =
  /** One card per sync; it moves from state to state. */
  | { kind: 'sync'; view: SyncView }
  | { kind: 'help'; why: HelpReason }
  | { kind: 'welcome' }
  /** What is running and waiting, of this chat or person; `others`: how many more there are of others. */
  | { kind: 'status'; syncs: readonly ListedSync[]; others: number }
  | { kind: 'history'; syncs: readonly ListedSync[]; pageUrl: string | null }
  /** In the morning: what has waited for this person since yesterday. */
  | { kind: 'reminder'; syncs: readonly ListedSync[] }
  /** A sync has ended long after its person did something about it last: whoever has turned to other things is told. */
  | { kind: 'late_result'; listed: ListedSync }
  /** A file in a group that nobody asked the bot to take yet. */
  | { kind: 'offer_file'; messageId: string; fileName: string }
  /** A command that writes, but was typed long ago. */
  | { kind: 'old_command'; text: string; sentAt: number }
  /** In a group: the example roster went to the person who asked. */
  | { kind: 'template_sent' }
  /** The next file that the person sends until then (epoch ms) is only previewed. */
  | { kind: 'preview_expected'; until: number }
  | { kind: 'thanks' }
  | { kind: 'refused'; why: BotRefusal }
  /** For administrators: a sync ended because of something that only they can fix. */
  | { kind: 'alert'; number: number; error: SyncError }
  /** For administrators: Feishu could not be reached from `since` until about `until` (epoch ms), while this sync waited. */
  | { kind: 'feishu_back'; number: number; since: number; until: number }
  /** For administrators: this sync has found so many records that another service seems to have written. */
  | { kind: 'other_writer'; number: number; count: number }
  /** For administrators: with this sync, tables have become nearly full. */
  | { kind: 'nearly_full'; number: number; tables: readonly NearlyFull[] }
  /** On Mondays: what the last week came to; `baseUrl`: where the Base can be opened, if that is known. */
  | { kind: 'digest'; digest: Digest; baseUrl: string | null }
  /** For administrators: something is wrong for some time, or is not any more. */
  | { kind: 'condition'; condition: Condition }
  | { kind: 'condition_over'; key: ConditionKey };

/** What is wrong with the service itself, whichever sync meets it. */
export type Condition =
  /** Feishu does not take the app any more, or the app cannot use the Base. */
  | { key: 'feishu_refuses'; code: ErrorCode; details: ErrorDetails }
  /** Writes are in doubt since so long (epoch ms), of the syncs with these numbers. */
  | { key: 'in_doubt'; since: number; syncs: readonly number[] };
export type ConditionKey = Condition['key'];

/** Everything but the card of a sync: said once, never changed. */
export type Message = Exclude<Notice, { kind: 'sync' }>;

export type HelpReason =
  | { kind: 'asked' }
  /** A picture, a folder or talk. */
  | { kind: 'not_a_file' }
  | { kind: 'unknown_command'; typed: string; closest: string | null };

/** Why the bot does not do what it was asked. */
export type BotRefusal =
  | { kind: 'not_allowed' }
  /** `/rerun` in a chat without any file. */
  | { kind: 'nothing_to_rerun' }
  | { kind: 'unknown_number'; number: number }
  | { kind: 'still_running'; number: number }
  /** Nothing goes on before somebody has answered it. */
  | { kind: 'awaits_person'; number: number }
  /** `/undo` in a chat without any sync. */
  | { kind: 'nothing_to_undo' }
  /** The sync has written nothing that could be taken back. */
  | { kind: 'nothing_written'; number: number }
  | { kind: 'already_undone'; number: number }
  /** Only whoever sent the file may do it. */
  | { kind: 'not_yours'; number: number }
  /** An undo cannot be repeated. */
  | { kind: 'is_undo' }
  /** A link in place of a file. */
  | { kind: 'document_link' }
  | { kind: 'file_deleted' }
  | { kind: 'other_target' }
  /** `/sync` that replies to nothing, or not to a file. */
  | { kind: 'no_file_in_reply' }
  /** The file that was replied to or offered has been recalled. */
  | { kind: 'file_gone' }
  /** The app may not read messages of groups; names the scope an administrator can add, and where. */
  | { kind: 'cannot_read_group'; scope: string; developerConsole?: string };

/** What a sync's card shows. */
export interface SyncView {
  sync: SyncRecord;
  /** The sync that it takes back, or whose preview it writes. */
  about: SyncRecord | null;
  report: SyncReport | null;
  queue: QueueView;
  /** A day was given for this file; how many of the sender's other files in the chat wait for one. */
  othersAwaitDay: number;
  /** Where the Base can be opened, if that is known. */
  baseUrl: string | null;
  /** `PUBLIC_URL`, under which people open the upload page; null if there is none. */
  pageUrl: string | null;
  sandbox: boolean;
}

export interface ListedSync {
  sync: SyncRecord;
  queue: QueueView;
}
