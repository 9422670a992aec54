import type { Chat } from '../../bot/ports.ts';
import type { Calls } from '../calls/call.ts';
import { readMessage } from './read-message.ts';
import { sendFile } from './send-file.ts';
import { sendNotice } from './send-notice.ts';
import { updateCard } from './update-card.ts';

/** What is to be known of the platform that chat is at. */
export interface ChatPlatform {
  /** Whether Feishu is only a stand-in, which every card then says first. */
  sandbox: boolean;
  /** Where administrators manage the app, if not at open.feishu.cn. */
  developerConsole: string | null;
}

/**
 * Chat behind the port of the bot.
 * @param calls that do not wait: whoever sends decides when to try again
 */
export function createChat(calls: Calls, { sandbox, developerConsole }: ChatPlatform): Chat {
  return {
    reply: (messageId, notice, sendKey) =>
      sendNotice(calls, { kind: 'message', messageId }, notice, { sendKey, sandbox }),
    sendToPerson: (openId, notice, sendKey) =>
      sendNotice(calls, { kind: 'person', openId }, notice, { sendKey, sandbox }),
    sendToChat: (chatId, notice, sendKey) =>
      sendNotice(calls, { kind: 'chat', chatId }, notice, { sendKey, sandbox }),
    sendFile: (openId, file, sendKey) => sendFile(calls, openId, file, sendKey),
    update: (cardMessageId, notice) => updateCard(calls, cardMessageId, notice, sandbox),
    readMessage: (messageId) => readMessage(calls, messageId, developerConsole),
  };
}
