import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, group, guest, li, say, send, settings, shownMessages, wang, wangChat } from './chat-parts.ts';
import { list, property, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
beforeEach(async () => {
  test = await startTestSandbox();
});
afterEach(() => test.sandbox.close());

const reply = (id: string, body: object) => test.call('POST', `/im/v1/messages/${id}/reply`, body);
const read = (id: string, query = '') => test.call('GET', `/im/v1/messages/${id}${query}`);
const patch = (id: string, content: unknown) =>
  test.call('PATCH', `/im/v1/messages/${id}`, { content: JSON.stringify(content) });
const recall = (id: string) => test.call('DELETE', `/im/v1/messages/${id}`);
const sent = async (type: string, content: unknown) =>
  String((await send(test, type, content)).data.message_id);

describe('sending', () => {
  it('answers the message as it stands in the chat', async () => {
    const answer = await send(test, 'text', { text: '你好' });
    expect(answer).toMatchObject({ status: 200, code: 0 });
    expect(answer.data).toMatchObject({
      msg_type: 'text',
      chat_id: wangChat,
      create_time: '1772416800000',
      deleted: false,
      updated: false,
      sender: { id: test.sandbox.appId, id_type: 'app_id', sender_type: 'app' },
      body: { content: '{"text":"你好"}' },
    });
    expect(await shownMessages(test)).toMatchObject([
      { chatId: wangChat, sender: { kind: 'bot' }, content: { kind: 'text', text: '你好' } },
    ]);
  });

  it('to a person goes into the private chat', async () => {
    const body = { receive_id: wang, msg_type: 'text', content: '{"text":"a"}' };
    const answer = await test.call('POST', '/im/v1/messages?receive_id_type=open_id', body);
    expect(answer.data.chat_id).toBe(wangChat);
  });

  it('an answer names the message it answers and where the chain began', async () => {
    const first = await say(test, { text: 'a' });
    const second = await reply(first, { msg_type: 'text', content: '{"text":"b"}' });
    expect(second.data).toMatchObject({ parent_id: first, root_id: first, chat_id: wangChat });
    const third = await reply(String(second.data.message_id), { msg_type: 'text', content: '{"text":"c"}' });
    expect(third.data).toMatchObject({ parent_id: second.data.message_id, root_id: first });
  });

  it.each([
    ['a text of 150 KB', 'text', { text: 'x'.repeat(150 * 1024 - 11) }, 0],
    ['a longer one', 'text', { text: 'x'.repeat(150 * 1024) }, 230025],
    ['bytes count, not characters', 'text', { text: '字'.repeat(60_000) }, 230025],
    ['a card over 30 KB', 'interactive', card('x'.repeat(30 * 1024)), 230025],
    ['an empty text', 'text', { text: '' }, 230001],
    ['a post', 'post', { zh_cn: { title: '', content: [[{ tag: 'text', text: 'a' }]] } }, 0],
    ['a file that was never uploaded', 'file', { file_key: 'file_v3_none' }, 230017],
    [
      'a tag cards do not have',
      'interactive',
      { schema: '2.0', body: { elements: [{ tag: 'note' }] } },
      230099,
    ],
    ['an unknown type', 'hologram', {}, 99992402],
  ])('%s', async (_what, type, content, code) => {
    expect(await send(test, type, content)).toMatchObject({ code, status: code === 0 ? 200 : 400 });
  });

  it.each([
    ['nobody', { receive_id: 'oc_nobody' }, 230034],
    ['content that is no JSON', { content: 'hello' }, 230001],
    ['a uuid of 51 characters', { uuid: 'x'.repeat(51) }, 99992402],
  ])('refuses %s', async (_what, more, code) => {
    expect(await send(test, 'text', { text: 'a' }, more)).toMatchObject({ status: 400, code });
  });

  it('the same uuid makes one message an hour', async () => {
    const once = () => send(test, 'text', { text: 'a' }, { uuid: 'u1' });
    const first = await once();
    expect((await once()).data.message_id).toBe(first.data.message_id);
    await settings(test, { repeatedUuid: 'being_sent' });
    expect(await once()).toMatchObject({ status: 400, code: 230049 });
    expect(await shownMessages(test)).toHaveLength(1);
    test.pass(60 * 60 * 1000);
    expect((await once()).data.message_id).not.toBe(first.data.message_id);
  });

  it('is refused where the bot is not', async () => {
    await settings(test, { botInGroup: false, unavailableTo: [wang] });
    expect(await send(test, 'text', { text: 'a' }, { receive_id: group })).toMatchObject({ code: 230002 });
    expect(await send(test, 'text', { text: 'a' })).toMatchObject({ code: 230013 });
  });

  it('is refused into the private chat of another tenant', async () => {
    const toGuest = { receive_id: guest, msg_type: 'text', content: '{"text":"a"}' };
    const answer = await test.call('POST', '/im/v1/messages?receive_id_type=open_id', toGuest);
    expect(answer).toMatchObject({ status: 400, code: 230038 });
  });

  it.each([
    ['a known person', wang, 0],
    ['everybody', 'all', 0],
    ['nobody', 'ou_nobody', 230099],
  ])('a card that mentions %s', async (_who, id, code) => {
    expect(await send(test, 'interactive', card(`<at id=${id}></at>`))).toMatchObject({ code });
  });

  it('a card with people in elements of their own, unless the setting refuses those', async () => {
    const shown = { ...card('a'), body: { elements: [{ tag: 'person', user_id: wang }] } };
    expect(await send(test, 'interactive', shown)).toMatchObject({ code: 0 });
    await settings(test, { personElements: 'refused' });
    expect(await send(test, 'interactive', shown)).toMatchObject({
      status: 400,
      code: 230099,
      msg: expect.stringContaining('ErrCode: 100290'),
    });
    expect(await send(test, 'interactive', card(`<at id=${wang}></at>`))).toMatchObject({ code: 0 });
  });

  it('needs a token and a scope', async () => {
    expect(await test.call('POST', '/im/v1/messages', {}, {})).toMatchObject({ code: 99991661 });
    await settings(test, { scopes: ['bitable:app'] });
    expect(await send(test, 'text', { text: 'a' })).toMatchObject({ status: 400, code: 99991672 });
  });

  it('five messages a second to one chat, where limits are on', async () => {
    await settings(test, { rateLimits: true });
    const codes = [];
    for (let n = 0; n < 6; n += 1) codes.push((await send(test, 'text', { text: 'a' })).code);
    expect(codes).toEqual([0, 0, 0, 0, 0, 230020]);
    test.pass(1000);
    expect(await send(test, 'text', { text: 'a' })).toMatchObject({ code: 0 });
  });
});

describe('reading', () => {
  it("a person's message", async () => {
    const id = await say(test, { text: '/sync', mentionsBot: true, chatId: group });
    const { data } = await read(id);
    expect(list(data.items)).toMatchObject([
      {
        message_id: id,
        msg_type: 'text',
        chat_id: group,
        sender: { id: wang, id_type: 'open_id', sender_type: 'user' },
        body: { content: '{"text":"@_user_1 /sync"}' },
        mentions: [{ key: '@_user_1', id_type: 'open_id' }],
      },
    ]);
  });

  it('the source of a card only on request', async () => {
    const id = await sent('interactive', card('a'));
    const content = async (query: string) =>
      property(property(list((await read(id, query)).data.items)[0], 'body'), 'content');
    expect(await content('')).not.toContain('markdown');
    expect(await content('?card_msg_content_type=user_card_content')).toBe(JSON.stringify(card('a')));
  });

  it('a message of a group needs the scope for all of its messages', async () => {
    const id = await say(test, { text: 'a', chatId: group });
    await settings(test, { scopes: ['im:message'] });
    expect(await read(id)).toMatchObject({ status: 400, code: 230027 });
    expect((await read(await say(test, { text: 'a' }))).code).toBe(0);
  });

  it('what does not exist', async () => {
    expect(await read('om_none')).toMatchObject({ status: 400, code: 230001 });
  });
});

describe('a recalled message', () => {
  it('can be neither answered nor changed, and shows nothing', async () => {
    const id = await sent('interactive', card('secret'));
    expect(await recall(id)).toMatchObject({ code: 0 });
    expect(await reply(id, { msg_type: 'text', content: '{"text":"b"}' })).toMatchObject({ code: 230011 });
    expect(await patch(id, card('b'))).toMatchObject({ code: 230011 });
    expect(await recall(id)).toMatchObject({ code: 230110 });
    expect(list((await read(id)).data.items)).toMatchObject([{ deleted: true }]);
    expect(JSON.stringify((await read(id)).data)).not.toContain('secret');
    expect(await shownMessages(test)).toMatchObject([{ recalled: true }]);
  });

  it('is the bot’s own, or one its writer took back', async () => {
    const id = await say(test, { text: 'a' });
    expect(await recall(id)).toMatchObject({ code: 230026 });
    await test.control('POST', '/chat/recall', { messageId: id });
    expect(await reply(id, { msg_type: 'text', content: '{"text":"b"}' })).toMatchObject({ code: 230011 });
  });
});

describe('reactions', () => {
  it('come and go', async () => {
    const id = await say(test, { text: 'a' });
    const path = `/im/v1/messages/${id}/reactions`;
    const added = await test.call('POST', path, { reaction_type: { emoji_type: 'OnIt' } });
    expect(added.data).toMatchObject({
      operator: { operator_type: 'app' },
      reaction_type: { emoji_type: 'OnIt' },
    });
    expect(await shownMessages(test)).toMatchObject([{ reactions: ['OnIt'] }]);
    const one = `${path}/${String(added.data.reaction_id)}`;
    expect(await test.call('DELETE', one)).toMatchObject({ code: 0 });
    expect(await test.call('DELETE', one)).toMatchObject({ status: 400, code: 231011 });
    expect(await test.call('POST', path, { reaction_type: { emoji_type: 'onit' } })).toMatchObject({
      code: 231001,
    });
    expect(
      await test.call('POST', '/im/v1/messages/om_x/reactions', { reaction_type: { emoji_type: 'OK' } }),
    ).toMatchObject({ code: 231003 });
  });
});

describe('the chat as the page sees it', () => {
  it('a private chat for each person and a group with all', async () => {
    const { body } = await test.control('GET', '/chat');
    expect(body).toMatchObject({
      bot: { name: 'NVC 学员同步', connected: false },
      users: [
        { openId: wang, name: '小王', external: false },
        { openId: li, name: '小李', external: false },
        { openId: guest, name: '外部客户', external: true },
      ],
      chats: [
        { kind: 'private' },
        { kind: 'private' },
        { kind: 'private' },
        { kind: 'group', chatId: group },
      ],
      messages: [],
    });
  });

  it.each([
    ['in no chat', { chatId: 'oc_none', text: 'a' }, 404],
    ['in a chat of others', { openId: li, text: 'a' }, 403],
    ['nothing', {}, 400],
    ['in answer to nothing', { text: 'a', replyTo: 'om_none' }, 404],
  ])('a person cannot post %s', async (_what, said, status) => {
    const answer = await test.control('POST', '/chat/messages', { chatId: wangChat, openId: wang, ...said });
    expect(answer.status).toBe(status);
  });

  it('a reset empties it', async () => {
    await say(test, { text: 'a' });
    await test.control('POST', '/reset', { seed: 'empty' });
    expect(await shownMessages(test)).toEqual([]);
  });
});
