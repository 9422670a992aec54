import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { group, say } from './chat-parts.ts';
import { list, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
beforeEach(async () => {
  test = await startTestSandbox();
});
afterEach(() => test.sandbox.close());

const reply = (id: string, body: object) => test.call('POST', `/im/v1/messages/${id}/reply`, body);
const read = (id: string) => test.call('GET', `/im/v1/messages/${id}`);

describe('a topic', () => {
  const answer = { msg_type: 'text', content: '{"text":"b"}' };

  it('begins with an answer that asks for it, and takes in the message it answers', async () => {
    const first = await say(test, { text: 'a', chatId: group });
    const second = await reply(first, { ...answer, reply_in_thread: true });
    const { thread_id: threadId } = second.data;
    expect(threadId).toMatch(/^omt_/);
    expect(list((await read(first)).data.items)).toMatchObject([{ thread_id: threadId }]);
  });

  it('holds all answers to what stands in it; each answers the first', async () => {
    const first = await say(test, { text: 'a', chatId: group });
    const second = await reply(first, { ...answer, reply_in_thread: true });
    const third = await reply(String(second.data.message_id), answer);
    const place = { thread_id: second.data.thread_id, parent_id: first, root_id: first };
    expect(third.data).toMatchObject(place);
    const fourth = await say(test, { text: 'c', chatId: group, replyTo: String(third.data.message_id) });
    expect(list((await read(fourth)).data.items)).toMatchObject([place]);
  });

  it('is none without it', async () => {
    const second = await reply(await say(test, { text: 'a' }), answer);
    expect(second.data).not.toHaveProperty('thread_id');
  });
});
