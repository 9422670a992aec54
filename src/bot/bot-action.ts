import type { ChatFileReference } from '../sync/sync-record.ts';
import type { CardAction, ChatPlace } from './chat-event.ts';
import type { Message } from './notice.ts';
import type { ToastReason } from './toast-reason.ts';

/** What is to be done about a chat event, with all that is needed to do it. */
export type BotAction =
  | { do: 'nothing' }
  | { do: 'take_file'; sent: SentChatFile }
  /** A file in a group, which is taken only if its sender has asked for that. */
  | { do: 'offer_file'; sent: SentChatFile }
  /** Take the file of the message that was replied to; or, if the command is old, ask first. */
  | { do: 'take_replied_file'; asker: MessageAsker; parentId: string; ask: boolean; dryRun: boolean }
  /** Only preview the next file of this person; `since` and `until` are epoch ms. */
  | { do: 'expect_preview'; asker: Asker; since: number; until: number }
  | { do: 'rerun'; asker: Asker; number: number | null }
  | { do: 'undo'; asker: Asker; number: number | null }
  | { do: 'list'; asker: Asker; what: 'status' | 'history' }
  | { do: 'send_template'; asker: Asker }
  | { do: 'answer'; asker: Asker; message: Message }
  | { do: 'press'; press: Press }
  | { do: 'toast'; reason: ToastReason };

export interface SentChatFile {
  asker: MessageAsker;
  file: ChatFileReference;
  fileName: string;
  /** Epoch ms. */
  sentAt: number;
}

/** Who typed or chose a command, where the answer goes, and the keys under which a repeated delivery is recognized. */
export type Asker = MessageAsker | MenuAsker;

export interface MessageAsker {
  kind: 'message';
  openId: string;
  chat: ChatPlace;
  /** The message that is answered. */
  messageId: string;
  /** Any one of them names the question; the first stays the same under every event id. */
  keys: readonly [string, ...string[]];
}

/** The menu and the entry to the chat have no message: the answer goes to the person. */
export interface MenuAsker {
  kind: 'menu';
  openId: string;
  keys: readonly [string, ...string[]];
}

export interface Press {
  action: CardAction;
  openId: string;
  chatId: string;
  cardMessageId: string;
}
