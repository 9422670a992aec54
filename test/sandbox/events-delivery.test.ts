import * as lark from '@larksuiteoapi/node-sdk';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { group, guest, say, settings, wang, wangChat } from './chat-parts.ts';
import { type EventReceiver, keys, startDelivering } from './event-receiver.ts';
import { list, property, start, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
let app: EventReceiver;
beforeEach(async () => {
  ({ test, app } = await startDelivering());
});

const event = (n: number) => property(app.received[n]?.content, 'event');
const header = (n: number) => property(app.received[n]?.content, 'header');
async function arrived(count: number): Promise<void> {
  await eventually(() => expect(app.received).toHaveLength(count));
}
async function deliveries(): Promise<unknown[]> {
  return list(property((await test.control('GET', '/events')).body, 'deliveries'));
}
/** Until the one delivery has had so many attempts. */
async function attempted(count: number): Promise<void> {
  await eventually(async () =>
    expect(list(property((await deliveries())[0], 'attempts'))).toHaveLength(count),
  );
}
/** Time for an event that must not come. */
const quiet = () => test.control('GET', '/events');

const seconds = 1000;
const minutes = 60 * seconds;

describe('an event', () => {
  it('of a private message has the documented shape', async () => {
    const parent = await say(test, { text: '之前' });
    const id = await say(test, { text: '/help', replyTo: parent });
    await arrived(2);
    expect(app.received[1]?.headers['content-type']).toBe('application/json;charset=utf-8');
    expect(app.received[1]?.content).toEqual({
      schema: '2.0',
      header: {
        event_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        event_type: 'im.message.receive_v1',
        create_time: String(start),
        token: keys.verificationToken,
        app_id: test.sandbox.appId,
        tenant_key: '2ca1d211f64f6438',
      },
      event: {
        sender: {
          sender_id: { open_id: wang, union_id: wang.replace('ou_', 'on_') },
          sender_type: 'user',
          tenant_key: '2ca1d211f64f6438',
        },
        message: {
          message_id: id,
          root_id: parent,
          parent_id: parent,
          create_time: String(start),
          update_time: String(start),
          chat_id: wangChat,
          chat_type: 'p2p',
          message_type: 'text',
          content: '{"text":"/help"}',
        },
      },
    });
  });

  it('is accepted by the official dispatcher, and is not once a byte is changed', async () => {
    await say(test, { text: '你好' });
    await arrived(1);
    const seen: unknown[] = [];
    const dispatcher = new lark.EventDispatcher({
      encryptKey: keys.encryptKey,
      loggerLevel: lark.LoggerLevel.error,
    }).register({ 'im.message.receive_v1': async (data) => void seen.push(data.message.content) });
    const { headers, body } = app.received[0] ?? { headers: {}, body: '{}' };
    const delivery = (given: IncomingHeaders) =>
      Object.assign(Object.create({ headers: given }), JSON.parse(body));
    await dispatcher.invoke(delivery(headers));
    await dispatcher.invoke(delivery({ ...headers, 'x-lark-request-nonce': 'other' }));
    expect(seen).toEqual(['{"text":"你好"}']);
  });

  it('of a file names key and name', async () => {
    await say(test, { file: { name: '名单.csv', base64: 'YQ==' } });
    await arrived(1);
    const message = property(event(0), 'message');
    expect(property(message, 'message_type')).toBe('file');
    expect(JSON.parse(String(property(message, 'content')))).toMatchObject({ file_name: '名单.csv' });
  });

  it('names who is mentioned, and the other tenant of an external person', async () => {
    await say(test, { text: '/sync', chatId: group, openId: guest, mentionsBot: true });
    await arrived(1);
    expect(event(0)).toMatchObject({
      sender: { tenant_key: '736588c9260f175e' },
      message: {
        chat_type: 'group',
        content: '{"text":"@_user_1 /sync"}',
        mentions: [{ key: '@_user_1', mentioned_type: 'bot', name: 'NVC 学员同步' }],
      },
    });
  });

  it('of the menu names no chat', async () => {
    await test.control('POST', '/chat/menu', { openId: wang, eventKey: 'status' });
    await arrived(1);
    expect(header(0)).toMatchObject({ event_type: 'application.bot.menu_v6' });
    expect(event(0)).toMatchObject({ operator: { operator_id: { open_id: wang } }, event_key: 'status' });
    expect(JSON.stringify(event(0))).not.toContain('oc_');
  });

  it('comes each time a person opens the private chat', async () => {
    for (let n = 0; n < 2; n += 1) await test.control('POST', '/chat/enter', { openId: wang });
    await arrived(2);
    expect(header(1)).toMatchObject({ event_type: 'im.chat.access_event.bot_p2p_chat_entered_v1' });
    expect(event(1)).toMatchObject({ chat_id: wangChat, operator_id: { open_id: wang } });
  });
});

describe('scopes decide which events the app gets', () => {
  const file = { name: 'a.csv', base64: 'YQ==' };
  const cases: [string, object, string[], number][] = [
    ['a private message', { text: 'a' }, ['im:message.p2p_msg:readonly'], 1],
    ['a private message, without its scope', { text: 'a' }, ['im:message.group_msg'], 0],
    ['a mention', { chatId: group, text: 'a', mentionsBot: true }, ['im:message.group_at_msg:readonly'], 1],
    ['group talk, mentions only', { chatId: group, text: 'a' }, ['im:message.group_at_msg:readonly'], 0],
    ['group talk, all of it', { chatId: group, text: 'a' }, ['im:message.group_msg'], 1],
    [
      'a file in a group cannot mention',
      { chatId: group, file, mentionsBot: true },
      ['im:message.group_at_msg:readonly'],
      0,
    ],
  ];
  it.each(cases)('%s', async (_what, said, scopes, count) => {
    await settings(test, { scopes });
    await say(test, said);
    await quiet();
    expect(await deliveries()).toHaveLength(count);
  });

  it('nothing from a group the bot has left', async () => {
    await settings(test, { botInGroup: false });
    await say(test, { chatId: group, text: 'a', mentionsBot: true });
    expect(await deliveries()).toEqual([]);
  });
});

describe('redelivery', () => {
  it('after 15 s, 5 min, 1 h and 6 h, under the same event id, then never again', async () => {
    app.answerWith({ status: 500 });
    await say(test, { text: 'a' });
    await attempted(1);
    for (const [place, wait] of [15 * seconds, 5 * minutes, 60 * minutes, 360 * minutes].entries()) {
      test.pass(wait - 1);
      await quiet();
      expect(app.received).toHaveLength(place + 1);
      test.pass(1);
      await quiet();
      await attempted(place + 2);
    }
    test.pass(24 * 60 * minutes);
    await quiet();
    expect(await deliveries()).toMatchObject([{ done: true, attempts: Array(5).fill({ status: 500 }) }]);
    expect(new Set(app.received.map((_each, n) => property(header(n), 'event_id'))).size).toBe(1);
  });

  it('stops once it is answered 200', async () => {
    app.answerWith({ status: 503 });
    await say(test, { text: 'a' });
    await attempted(1);
    app.answerWith({});
    test.pass(15 * seconds);
    await quiet();
    await attempted(2);
    test.pass(60 * minutes);
    await quiet();
    expect(await deliveries()).toMatchObject([{ done: true, attempts: [{ status: 503 }, { status: 200 }] }]);
  });

  it.each([201, 204, 302, 401])('%i is no success, and nothing is followed', async (status) => {
    app.answerWith({ status });
    await say(test, { text: 'a' });
    await attempted(1);
    expect(await deliveries()).toMatchObject([{ done: false, attempts: [{ status }] }]);
    expect(app.received).toHaveLength(1);
  });

  it('no answer in time is none', async () => {
    expect(property((await test.control('GET', '/settings')).body, 'answerMs')).toBe(3000);
    await settings(test, { answerMs: 50 });
    app.answerWith({ after: 'never' });
    await say(test, { text: 'a' });
    await attempted(1);
    expect(await deliveries()).toMatchObject([{ done: false, attempts: [{ status: null }] }]);
  });

  it('at will: the same event several times at once', async () => {
    await say(test, { text: 'a' });
    await attempted(1);
    await test.control('POST', '/events/redeliver', { times: 5 });
    expect(app.received).toHaveLength(6);
    expect(new Set(app.received.map(({ content }) => JSON.stringify(content))).size).toBe(1);
    expect(new Set(app.received.map(({ body }) => body)).size).toBe(6);
  });

  it('at will: the same message under a new event id', async () => {
    const first = await say(test, { text: 'a' });
    await say(test, { text: 'b' });
    await arrived(2);
    const eventId = app.received
      .map(({ content }) => content)
      .filter((content) => JSON.stringify(content).includes(first))
      .map((content) => property(property(content, 'header'), 'event_id'))[0];
    const again = await test.control('POST', '/events/redeliver', { eventId, newEventId: true });
    expect(app.received).toHaveLength(3);
    expect(property(property(event(2), 'message'), 'message_id')).toBe(first);
    expect(property(again.body, 'deliveries')).toEqual([
      { eventId: property(header(2), 'event_id'), status: 200 },
    ]);
    expect(property(header(2), 'event_id')).not.toBe(eventId);
  });

  it('of an unknown event is refused', async () => {
    const answer = await test.control('POST', '/events/redeliver', { eventId: 'none' });
    expect(answer.status).toBe(404);
  });

  it.each([
    ['same_event_id', 1],
    ['new_event_id', 2],
  ])('of what was acknowledged, of its own accord: %s', async (repeatedEvents, ids) => {
    await settings(test, { repeatedEvents });
    await say(test, { text: 'a' });
    await arrived(2);
    expect(new Set([0, 1].map((n) => property(header(n), 'event_id'))).size).toBe(ids);
    expect(new Set([0, 1].map((n) => JSON.stringify(event(n)))).size).toBe(1);
  });

  it('reaches an app that comes back later', async () => {
    const alone = await startTestSandbox();
    await say(alone, { text: 'a' });
    await alone.sandbox.deliverTo({ url: app.url, ...keys });
    expect((await alone.control('GET', '/chat')).body).toMatchObject({ bot: { connected: true } });
    alone.pass(15 * seconds);
    await alone.control('GET', '/events');
    await arrived(1);
    await alone.sandbox.close();
  });
});

it('a sandbox that stops waits for no answer', async () => {
  app.answerWith({ after: 'never' });
  await say(test, { text: 'a' });
  await arrived(1);
  const before = performance.now();
  await test.sandbox.close();
  expect(performance.now() - before).toBeLessThan(1000);
});

type IncomingHeaders = EventReceiver['received'][number]['headers'];

describe('on its own clock', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('sends again by itself what was not acknowledged', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    const own = await startTestSandbox({ now: undefined });
    await own.sandbox.deliverTo({ url: app.url, ...keys });
    app.answerWith({ status: 500 });
    await say(own, { text: '/help' });
    await arrived(1);
    app.answerWith({});
    await vi.advanceTimersByTimeAsync(16 * seconds);
    await arrived(2);
    expect(app.received[1]?.body).not.toBe('');
    await own.sandbox.close();
  });
});
