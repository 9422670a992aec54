import { expect } from 'vitest';
import { chats, people } from '../../src/sandbox/state/people.ts';
import { property, type TestSandbox } from './test-sandbox.ts';

export const [wang, li, guest] = people.map(({ openId }) => openId) as [string, string, string];
export const [wangChat, , , group] = chats.map(({ id }) => id) as [string, string, string, string];

export const card = (text: string) => ({
  schema: '2.0',
  config: { update_multi: true },
  body: { elements: [{ tag: 'markdown', content: text }] },
});

/** Something a person says; the message id. */
export async function say(test: TestSandbox, said: object): Promise<string> {
  const answer = await test.control('POST', '/chat/messages', { chatId: wangChat, openId: wang, ...said });
  expect(answer.status).toBe(200);
  return String(property(answer.body, 'messageId'));
}

/** Something the bot sends into a chat. */
export function send(test: TestSandbox, type: string, content: unknown, more: object = {}) {
  return test.call('POST', '/im/v1/messages?receive_id_type=chat_id', {
    receive_id: wangChat,
    msg_type: type,
    content: JSON.stringify(content),
    ...more,
  });
}

export async function settings(test: TestSandbox, changes: object): Promise<void> {
  expect((await test.control('PUT', '/settings', changes)).status).toBe(200);
}

/** The messages of the chat as the page sees them. */
export async function shownMessages(test: TestSandbox): Promise<unknown[]> {
  const messages = property((await test.control('GET', '/chat')).body, 'messages');
  return Array.isArray(messages) ? messages : [];
}
