import { z } from 'zod';

/** Something that happened in chat, in our words. Feishu's events are turned into it at the edge. */
export type ChatEvent =
  | (MessageSent & { kind: 'file_sent'; fileKey: string; fileName: string })
  | (MessageSent & {
      kind: 'text_sent';
      /** Without the mention of the bot. */
      text: string;
      mentionsBot: boolean;
      /** The message this one replies to. */
      parentId: string | null;
    })
  /** A picture, a folder, a sticker …: nothing a roster could be in. */
  | (MessageSent & { kind: 'other_sent' })
  | (EventBase & {
      kind: 'button_pressed';
      person: Person;
      chatId: string;
      /** The message that holds the card. */
      cardMessageId: string;
      action: CardAction;
    })
  /** A menu item of the bot, which runs a command. There is no chat: the answer goes to the person. */
  | (EventBase & { kind: 'menu_chosen'; person: Person; command: string; at: number })
  /** Somebody opens the private chat with the bot; it comes at every entry. */
  | (EventBase & { kind: 'chat_entered'; person: Person; chatId: string });

interface EventBase {
  eventId: string;
  /** The tenant in which the app is installed. */
  tenantKey: string;
}

interface MessageSent extends EventBase {
  messageId: string;
  chat: ChatPlace;
  sender: Person;
  /** Epoch ms. */
  sentAt: number;
}

export interface ChatPlace {
  chatId: string;
  kind: 'private' | 'group';
}

export interface Person {
  /** Of this app only. */
  openId: string;
  tenantKey: string;
}

/** The value of a button. Anybody who sees a card can send anything, so it is parsed and authorized anew. */
export const CardAction = z.discriminatedUnion('do', [
  z.object({ do: z.literal('rerun'), syncId: z.uuid() }),
  z.object({ do: z.literal('add_under_new_date'), syncId: z.uuid() }),
  z.object({ do: z.literal('send_failures'), syncId: z.uuid() }),
  z.object({ do: z.literal('cancel'), syncId: z.uuid() }),
  /** Write what a preview has shown. */
  z.object({ do: z.literal('write'), syncId: z.uuid() }),
  z.object({ do: z.literal('undo'), syncId: z.uuid() }),
  z.object({ do: z.literal('send_changes'), syncId: z.uuid() }),
  z.object({
    do: z.literal('give_input'),
    syncId: z.uuid(),
    /** As typed. */
    course: z.string().optional(),
    day: z.string().optional(),
    /** Names of the sheets that are meant. */
    sheets: z.array(z.string().max(100)).max(1000).optional(),
    confirm: z.boolean().optional(),
    /** 用《已有的》: a course that is asked about is the one that it is like. */
    useSimilar: z.boolean().optional(),
  }),
  /** Take the file of a message that the bot has only offered to take. */
  z.object({ do: z.literal('take_file'), messageId: z.string().min(1).max(100) }),
  z.object({ do: z.literal('send_template') }),
  /** Execute a command that was too old to be executed without asking. */
  z.object({ do: z.literal('run_command'), text: z.string().min(1).max(200) }),
]);
export type CardAction = z.infer<typeof CardAction>;
