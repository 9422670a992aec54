import type { SyncRecord } from '../sync/sync-record.ts';
import type { ConditionKey, Notice } from './notice.ts';

/**
 * Sending to and reading from chat. Filled by `feishu/`. The same `sendKey`, which may be of any length, sends once within
 * an hour.
 */
export interface Chat {
  /** Answers a message; in a thread the answer stays in the thread. */
  reply(messageId: string, notice: Notice, sendKey: string): Promise<SendOutcome>;
  /** To a person, in the private chat with the bot. */
  sendToPerson(openId: string, notice: Notice, sendKey: string): Promise<SendOutcome>;
  /** Into a chat, as an answer to nothing. */
  sendToChat(chatId: string, notice: Notice, sendKey: string): Promise<SendOutcome>;
  sendFile(openId: string, file: SentFile, sendKey: string): Promise<SendOutcome>;
  /** Changes a card that was sent before. */
  update(cardMessageId: string, notice: Notice): Promise<UpdateOutcome>;
  /** Reads the message a person replied to. */
  readMessage(messageId: string): Promise<MessageReading>;
}

/** What a sync can be handed out as: what it does row by row, or its failed rows, as xlsx; or these as CSV, for scripts. */
export type SpreadsheetKind = 'changes' | 'failures' | 'failures_csv';

/** Makes such a file of a sync, piece by piece, away from the thread that answers people. Filled by `app/`. */
export type MakeSpreadsheet = (kind: SpreadsheetKind, syncId: string) => AsyncIterable<Uint8Array>;

export interface SentFile {
  name: string;
  bytes: Uint8Array;
}

export type SendOutcome =
  | { kind: 'sent'; messageId: string }
  /** The message is gone, the person has left or the bot was removed: nobody can receive it. */
  | { kind: 'unreachable' }
  | Later;

/** Feishu does not take it now; worth another try. `refused`: for no known reason, so that it may never be taken. */
export interface Later {
  kind: 'later';
  afterMs: number;
  refused?: true;
}

export type UpdateOutcome =
  | { kind: 'updated' }
  /** Recalled, or older than Feishu lets a card change: a new one is needed. */
  | { kind: 'fixed' }
  | Later;

export type MessageReading =
  | { kind: 'file'; chatId: string; fileKey: string; fileName: string }
  /** A card or a text of the bot itself, and the message that it answers. */
  | { kind: 'own_answer'; answers: string }
  | { kind: 'other' }
  | { kind: 'gone' }
  /** `developerConsole`: where to add the scope, if not at open.feishu.cn. */
  | { kind: 'forbidden'; scope: string; developerConsole?: string };

/** What the bot has to remember. Kept by `store/`. */
export interface BotStore {
  /**
   * Claims the keys (test and set). Kept for at least 24 hours, longer than Feishu delivers an event again.
   * @returns whether none of them had been claimed before
   */
  claimOnce(keys: readonly string[], at: Date): Promise<boolean>;
  /** Whether any of these keys has been claimed; nothing changes by asking. */
  isClaimed(keys: readonly string[]): Promise<boolean>;
  /** The next file that the person sends in the chat is only to be previewed; asked again, the later one counts. */
  expectPreview(by: ExpectedPreview): Promise<void>;
  /** Whether a file that was sent at `sentAt` (epoch ms) is one that is only to be previewed; nothing changes by asking. */
  expectsPreview(by: PersonInChat, sentAt: number): Promise<boolean>;
  /** The file has come. */
  previewTaken(by: PersonInChat): Promise<void>;
  /** Syncs of the bot whose card does not show the end yet, the oldest first. A sync is here from the moment it is added. */
  openCards(): Promise<OpenCard[]>;
  /** Syncs of the bot that wait for a person who has not been reminded yet, the oldest first. */
  unreminded(): Promise<WaitingSync[]>;
  /** Their person has been reminded, which happens once. */
  reminded(syncIds: readonly string[], at: Date): Promise<void>;
  /** The card was sent, or a new one took its place. */
  cardSent(syncId: string, cardMessageId: string): Promise<void>;
  /** What administrators have been told is wrong, and not yet that it is over. */
  toldConditions(): Promise<ConditionKey[]>;
  conditionTold(key: ConditionKey, at: Date): Promise<void>;
  conditionOver(key: ConditionKey): Promise<void>;
  /** What the card shows now; `final` if it will not change any more. */
  cardShows(syncId: string, fingerprint: string, final: boolean): Promise<void>;
}

export interface PersonInChat {
  openId: string;
  chatId: string;
}

/** From when until when (epoch ms) a file counts. */
export interface ExpectedPreview extends PersonInChat {
  since: number;
  until: number;
}

export interface WaitingSync {
  sync: SyncRecord;
  /** When it began to wait, epoch ms. */
  since: number;
}

export interface OpenCard {
  sync: SyncRecord;
  /** When a person did something about it last: sent the file, asked for it again, or answered; epoch ms. */
  actedAt: number;
  /** null until it was sent. */
  cardMessageId: string | null;
  /** As given to `cardShows`; null until then. */
  fingerprint: string | null;
}

/** What a press of a button is answered with at once, before anything else happens. */
export interface Toast {
  kind: 'info' | 'success' | 'error' | 'warning';
  text: string;
}
