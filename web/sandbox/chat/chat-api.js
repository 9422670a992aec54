/** @import { ReadableChat, ReadableMessage } from '../../../src/sandbox/control/readable-chat.ts' */
/** @import { Card, Pressed } from '../card/card-json.d.ts' */

/** @typedef {Exclude<ReadableMessage['content'], { kind: 'card' }> | { kind: 'card', card: Card }} Content */
/** @typedef {Omit<ReadableMessage, 'content'> & { content: Content }} Message */
/** @typedef {Omit<ReadableChat, 'messages'> & { messages: readonly Message[] }} Chat the people, chats and last messages */
/** @typedef {{ name: string, base64: string }} SentFile */
/** @typedef {{ text: string } | { post: { title: string, text: string } } | { file: SentFile } | { picture: SentFile } | { folder: { name: string } } | { sticker: true }} SentContent */

const base = '/sandbox/api/chat';

/** What the chat holds, and whether the bot is connected. @returns {Promise<Chat>} */
export async function fetchChat() {
  const answer = await fetch(base, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.json();
}

/** @param {{ chatId: string, openId: string, replyTo?: string, mentionsBot?: boolean } & SentContent} message */
export function sendMessage(message) {
  return post('/messages', message);
}

/**
 * Presses a button of a card.
 * @param {{ messageId: string, openId: string } & Pressed} press
 * @returns {Promise<{ toast: { type: string, content: string } | null, error: { code: number, message: string } | null }>}
 */
export function pressButton(press) {
  return post('/click', press);
}

/** Chooses a command of the bot's menu. @param {string} openId @param {string} eventKey */
export function chooseCommand(openId, eventKey) {
  return post('/menu', { openId, eventKey });
}

/** Opens the private chat with the bot. @param {string} openId */
export function enterChat(openId) {
  return post('/enter', { openId });
}

/** Where the bytes of a file are. @param {string} fileKey */
export function fileAddress(fileKey) {
  return `${base}/files/${encodeURIComponent(fileKey)}`;
}

/** @param {string} path @param {object} body */
async function post(path, body) {
  const answer = await fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Error('连接不上演示环境，请稍后再试');
  });
  const content = await answer.json().catch(() => null);
  if (!answer.ok) throw new Error(content?.error?.message ?? `HTTP ${answer.status}`);
  return content;
}
