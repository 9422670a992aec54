import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { card, group, guest, say, send, settings, shownMessages, wang } from './chat-parts.ts';
import { type EventReceiver, keys, startReceiver } from './event-receiver.ts';
import { property, start, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
let app: EventReceiver;
let messageId: string;
beforeEach(async () => {
  test = await startTestSandbox();
  app = await startReceiver();
  await test.sandbox.deliverTo({ url: app.url, ...keys });
  messageId = String((await send(test, 'interactive', card('a'))).data.message_id);
});
afterEach(async () => {
  await test.sandbox.close();
  await app.close();
});

const click = async (more: object = {}) =>
  (await test.control('POST', '/chat/click', { messageId, openId: wang, value: { do: 'rerun' }, ...more }))
    .body;
const shownCard = async () => property(property((await shownMessages(test))[0], 'content'), 'card');

describe('a click on a card', () => {
  it('sends the app who clicked what, and what was filled in', async () => {
    messageId = String((await send(test, 'interactive', card('a'), { receive_id: group })).data.message_id);
    expect(await click({ openId: guest, formValue: { course: '课', day: '2026-03-02 +0800' } })).toEqual({
      toast: null,
      error: null,
    });
    expect(app.received).toHaveLength(1);
    expect(app.received[0]?.headers['x-lark-signature']).toMatch(/^[0-9a-f]{64}$/);
    expect(app.received[0]?.content).toMatchObject({
      schema: '2.0',
      header: { event_type: 'card.action.trigger', token: keys.verificationToken },
      event: {
        operator: { open_id: guest, tenant_key: '736588c9260f175e' },
        token: expect.stringMatching(/^c-/),
        action: {
          tag: 'button',
          value: { do: 'rerun' },
          form_value: { course: '课', day: '2026-03-02 +0800' },
        },
        host: 'im_message',
        context: { open_message_id: messageId, open_chat_id: group },
      },
    });
  });

  it('names the button, and says when in microseconds', async () => {
    await click({ name: 'submit_37' });
    expect(app.received[0]?.content).toMatchObject({
      header: { create_time: `${start}000` },
      event: { action: { name: 'submit_37' } },
    });
  });

  it('of a form lacks the value of the button by the setting, that of a single button has it', async () => {
    await settings(test, { formButtonValue: 'missing' });
    await click({ name: 'submit_37', formValue: { course: '课' } });
    await click();
    const actions = app.received.map(({ content }) => property(property(content, 'event'), 'action'));
    expect(actions[0]).not.toHaveProperty('value');
    expect(actions).toMatchObject([
      { name: 'submit_37', form_value: { course: '课' } },
      { value: { do: 'rerun' } },
    ]);
  });

  it('shows the toast and the new card', async () => {
    const toast = { type: 'success', content: '好' };
    app.answerWith({ body: { toast, card: { type: 'raw', data: card('b') } } });
    expect(await click()).toEqual({ toast, error: null });
    expect(await shownCard()).toEqual(card('b'));
  });

  const rejected: [string, object, number][] = [
    ['another status', { status: 500 }, 200671],
    ['204', { status: 204 }, 200671],
    ['a redirect', { status: 302 }, 200671],
    ['a text', { body: 'no card.action.trigger event handle' }, 200672],
    ['an unknown toast', { body: { toast: { type: 'loud', content: 'a' } } }, 200672],
    [
      'a bad card',
      { body: { card: { type: 'raw', data: { schema: '2.0', body: { elements: [{ tag: 'note' }] } } } } },
      200673,
    ],
    ['a card of the older kind', { body: { card: { type: 'raw', data: { elements: [] } } } }, 200830],
  ];
  it.each(rejected)(
    'answered with %s is an error to the person, and changes nothing',
    async (_what, reply, code) => {
      app.answerWith(reply);
      expect(await click()).toMatchObject({ toast: null, error: { code } });
      expect(await shownCard()).toEqual(card('a'));
    },
  );

  it('is not repeated without an answer in time', async () => {
    await settings(test, { answerMs: 50 });
    app.answerWith({ after: 'never' });
    expect(await click()).toMatchObject({ error: { code: 200341 } });
    test.pass(24 * 3_600_000);
    await test.control('GET', '/events');
    expect(app.received).toHaveLength(1);
  });

  it('of an app without an address says so', async () => {
    const alone = await startTestSandbox();
    messageId = String((await send(alone, 'interactive', card('a'))).data.message_id);
    const answer = await alone.control('POST', '/chat/click', { messageId, openId: wang, value: {} });
    expect(answer.body).toMatchObject({ error: { code: 200340 } });
    await alone.sandbox.close();
  });

  it('reports an address that refuses connections', async () => {
    await app.close();
    expect(await click()).toMatchObject({ error: { code: 200342 } });
    app = await startReceiver();
  });

  it('whose connection breaks says so', async () => {
    app.answerWith({ after: 'broken' });
    expect(await click()).toMatchObject({ error: { code: 200080 } });
  });

  it('is possible on cards only', async () => {
    const textId = await say(test, { text: 'a' });
    for (const [id, status] of [
      [textId, 400],
      ['om_none', 404],
    ] as const) {
      const answer = await test.control('POST', '/chat/click', { messageId: id, openId: wang, value: {} });
      expect(answer.status).toBe(status);
    }
    const types = app.received.map(({ content }) => property(property(content, 'header'), 'event_type'));
    expect(types).not.toContain('card.action.trigger');
  });

  it('is possible for those who see it', async () => {
    const answer = await test.control('POST', '/chat/click', { messageId, openId: guest, value: {} });
    expect(answer.status).toBe(403);
    expect(app.received).toEqual([]);
  });
});

describe('while a click waits for its answer', () => {
  const patch = () =>
    test.call('PATCH', `/im/v1/messages/${messageId}`, { content: JSON.stringify(card('b')) });

  it('the card takes no other click and no change', async () => {
    await settings(test, { answerMs: 1000 });
    app.answerWith({ after: 'never' });
    const waiting = click();
    await eventually(() => expect(app.received).toHaveLength(1));
    expect(await click()).toMatchObject({ error: { code: 11310 } });
    expect(await patch()).toMatchObject({
      code: 230099,
      msg: expect.stringContaining('card action is lock'),
    });
    expect(app.received).toHaveLength(1);
    expect(await waiting).toMatchObject({ error: { code: 200341 } });
    expect((await patch()).code).toBe(0);
  });

  it('other cards do', async () => {
    await settings(test, { answerMs: 1000 });
    app.answerWith({ after: 'never' });
    const waiting = click();
    await eventually(() => expect(app.received).toHaveLength(1));
    app.answerWith({});
    messageId = String((await send(test, 'interactive', card('a'))).data.message_id);
    expect(await click()).toEqual({ toast: null, error: null });
    await waiting;
  });
});

describe('the token of a click', () => {
  const clickedToken = async () => {
    await click();
    return property(property(app.received.at(-1)?.content, 'event'), 'token');
  };
  const update = (token: unknown) =>
    test.call('POST', '/interactive/v1/card/update', { token, card: card('later') });

  it('lets the app change the card twice after its answer, and no more', async () => {
    const token = await clickedToken();
    expect((await update(token)).code).toBe(0);
    expect(await shownCard()).toMatchObject(card('later'));
    expect((await update(token)).code).toBe(0);
    expect((await update(token)).code).toBe(300040);
  });

  it('is good for 30 minutes', async () => {
    const token = await clickedToken();
    test.pass(30 * 60_000 + 1);
    expect((await update(token)).code).toBe(300030);
  });

  it('cannot be made up', async () => {
    expect((await update('c-1234')).code).toBe(300020);
  });

  it('changes no card into what is none', async () => {
    const token = await clickedToken();
    const answer = await test.call('POST', '/interactive/v1/card/update', {
      token,
      card: { schema: '2.0', x: 1 },
    });
    expect(answer.code).toBe(11311);
  });
});
