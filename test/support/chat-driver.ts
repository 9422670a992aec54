import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatOrigin } from '../../src/sync/sync-record.ts';
import { control } from './tables.ts';

export interface ShownMessage {
  messageId: string;
  chatId: string;
  sender: { kind: 'user' | 'bot' };
  replyTo: string | null;
  content: { kind: string; card?: unknown; fileKey?: string; fileName?: string; text?: string };
}

interface ShownChat {
  bot: { connected: boolean };
  users: { openId: string; name: string; external: boolean }[];
  chats: { chatId: string; kind: 'private' | 'group'; memberIds: string[] }[];
  messages: ShownMessage[];
}

export interface Pressed {
  toast: { type: string; content: string } | null;
  error: { code: number } | null;
}

/** What people do in chats of a stand-in Feishu; if not said otherwise, 小王 in private. */
export interface ChatDriver {
  /** Resolves when the bot receives what is sent. */
  connected(): Promise<void>;
  messages(): Promise<ShownMessage[]>;
  /** @returns the id of the message */
  send(message: object, who?: string): Promise<string>;
  sendFile(name: string, bytes: Uint8Array): Promise<string>;
  sendToGroup(message: object, who?: string): Promise<string>;
  /** The bot's answer to a message, once what it says matches. */
  answerTo(messageId: string, said: RegExp): Promise<ShownMessage>;
  /** Presses a button by its label, with what is filled in where it is one of a form. */
  press(card: ShownMessage, label: string, given?: { who?: string; form?: object }): Promise<Pressed>;
  /** Who somebody is, and where that person talks to the bot. */
  place(who?: string): Promise<{ openId: string; chatId: string }>;
}

/** @param urlOf where the stand-in answers, once it runs */
export function createChatDriver(urlOf: () => string): ChatDriver {
  const chat = async () => (await control(urlOf(), 'GET', 'chat')) as ShownChat;
  const post = (path: string, body: object) => control(urlOf(), 'POST', path, body);
  const place: ChatDriver['place'] = async (who = '小王') => {
    const { users, chats } = await chat();
    const { openId = '' } = users.find(({ name }) => name === who) ?? {};
    const own = chats.find(({ kind, memberIds }) => kind === 'private' && memberIds.includes(openId));
    return { openId, chatId: own?.chatId ?? '' };
  };
  const send: ChatDriver['send'] = async (message, who) => {
    const sent = { ...(await place(who)), ...message };
    return ((await post('chat/messages', sent)) as { messageId: string }).messageId;
  };
  return {
    async connected() {
      while (!(await chat()).bot.connected) await sleep(50);
    },
    place,
    send,
    messages: async () => (await chat()).messages,
    sendFile: (name, bytes) => send({ file: { name, base64: Buffer.from(bytes).toString('base64') } }),
    async sendToGroup(message, who) {
      const group = (await chat()).chats.find(({ kind }) => kind === 'group');
      return send({ chatId: group?.chatId, ...message }, who);
    },
    async answerTo(messageId, said) {
      for (;;) {
        const answer = (await chat()).messages.find(
          ({ replyTo, sender, content }) =>
            replyTo === messageId && sender.kind === 'bot' && said.test(JSON.stringify(content)),
        );
        if (answer !== undefined) return answer;
        await sleep(100);
      }
    },
    async press({ messageId, content }, label, { who, form } = {}) {
      const { openId } = await place(who);
      const filled = form === undefined ? {} : { formValue: form };
      const pressed = { messageId, openId, value: buttonsOf(content.card).get(label), ...filled };
      return (await post('chat/click', pressed)) as Pressed;
    },
  };
}

/** 小王 sends a roster to the bot. @returns where it lies */
export async function sendToBot(sandboxUrl: string, bytes: Uint8Array | string): Promise<ChatOrigin> {
  const chat = createChatDriver(() => sandboxUrl);
  const { openId, chatId } = await chat.place();
  const messageId = await chat.sendFile('名单.csv', Buffer.from(bytes));
  const sent = (await chat.messages()).find((message) => message.messageId === messageId);
  return { chatId, openId, messageId, file: { messageId, fileKey: sent?.content.fileKey ?? '' } };
}

/** The values that the card's buttons carry, by their label. */
function buttonsOf(card: unknown): Map<string, unknown> {
  const buttons = new Map<string, unknown>();
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(visit);
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return;
    if ('tag' in part && part.tag === 'button' && 'text' in part && 'behaviors' in part) {
      const [behavior] = part.behaviors as { type: string; value?: unknown }[];
      buttons.set((part.text as { content: string }).content, behavior?.value);
    }
    Object.values(part).forEach(visit);
  };
  visit(card);
  return buttons;
}
