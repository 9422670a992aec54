import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../src/feishu/events/parse-message.ts';
import { parsePress } from '../../../src/feishu/events/parse-press.ts';
import { parseEntry, parseMenu } from '../../../src/feishu/events/parse-visit.ts';
import { envelope, messageEvent, now, ourBot, pressEvent } from './deliveries.ts';

/** As the SDK hands events on: header and event on one level. */
function flat({ header, event }: Record<string, unknown>): object {
  return { ...Object(header), ...Object(event) };
}

const parse = (message: object, sender: object = {}) =>
  parseMessage(flat(messageEvent(message, sender)), async () => ourBot);
const text = (content: string) => ({ content: JSON.stringify({ text: content }) });
const mention = (key: string, openId: string) => ({
  key,
  id: { open_id: openId, union_id: 'on_2' },
  mentioned_type: 'bot',
  name: '学员同步',
  tenant_key: 'tenant',
});

describe('a message', () => {
  it('keeps who sent it, where and when', async () => {
    expect(await parse({ chat_type: 'group', parent_id: 'om_0' })).toEqual({
      kind: 'text_sent',
      eventId: 'ev_1',
      tenantKey: 'tenant',
      messageId: 'om_1',
      chat: { chatId: 'oc_1', kind: 'group' },
      sender: { openId: 'ou_wang', tenantKey: 'tenant' },
      sentAt: now - 1_000,
      text: '/help',
      mentionsBot: false,
      parentId: 'om_0',
    });
  });

  it('that is a file names the file', async () => {
    const content = JSON.stringify({ file_key: 'file_v3_1', file_name: '名单 "1".csv' });
    expect(await parse({ message_type: 'file', content })).toMatchObject({
      kind: 'file_sent',
      chat: { kind: 'private' },
      fileKey: 'file_v3_1',
      fileName: '名单 "1".csv',
    });
  });

  it.each([
    'image',
    'folder',
    'audio',
    'media',
    'post',
    'sticker',
    'interactive',
    'merge_forward',
    'of-the-future',
  ])('of type %s is something else', async (message_type) => {
    expect(await parse({ message_type, content: '{"image_key":"img_1"}' })).toMatchObject({
      kind: 'other_sent',
    });
  });

  it.each([
    ['that an app sent', {}, { sender_type: 'bot' }],
    ['that an app sent, as other pages word it', {}, { sender_type: 'app' }],
    ['that was recalled meanwhile', { content: '' }, {}],
    ['that is a file without a key', { message_type: 'file', content: '{"file_name":"a.csv"}' }, {}],
    ['without a sender', {}, { sender_id: null }],
  ])('%s is left alone', async (_, message, sender) => {
    expect(await parse(message, sender)).toBeNull();
  });

  it('keeps the tenant of its sender apart from that of the app', async () => {
    expect(await parse({}, { tenant_key: 'elsewhere' })).toMatchObject({
      tenantKey: 'tenant',
      sender: { tenantKey: 'elsewhere' },
    });
  });
});

describe('the text of a message', () => {
  const manyPeople = Array.from({ length: 10 }, (_, index) => mention(`@_user_${index + 1}`, `ou_${index}`));
  it.each([
    ['@_user_1 /sync', [mention('@_user_1', ourBot)], '/sync', true],
    ['/sync @_user_1', [mention('@_user_1', ourBot)], '/sync', true],
    ['@_user_1 ／重新同步 37', [mention('@_user_1', ourBot)], '／重新同步 37', true],
    ['@_user_1 hello', [mention('@_user_1', 'ou_li')], 'hello', false],
    ['@_user_1 @_user_2 hello', [mention('@_user_1', 'ou_li'), mention('@_user_2', ourBot)], 'hello', true],
    ['@_user_10 @_user_1 0', manyPeople, '0', false],
    ['@_all hello', [mention('@_all', '')], 'hello', false],
    ['write @_user_1 here', [], 'write @_user_1 here', false],
    ['  /rerun\n  37 ', [], '/rerun 37', false],
    ['', [], '', false],
  ])('%j without mentions', async (content, mentions, expected, mentionsBot) => {
    expect(await parse({ ...text(content), mentions })).toMatchObject({ text: expected, mentionsBot });
  });

  it('asks who the bot is only where somebody is mentioned', async () => {
    const nobodyAnswers = () => Promise.reject(new Error('not to be asked'));
    expect(await parseMessage(flat(messageEvent()), nobodyAnswers)).not.toBeNull();
  });
});

describe('a text with formatting', () => {
  const post = (lines: object[][], title = '') => ({
    message_type: 'post',
    content: JSON.stringify({ title, content: lines }),
  });
  const says = (words: string) => ({ tag: 'text', text: words, style: ['bold'] });
  const at = { tag: 'at', user_id: '@_user_1', user_name: '学员同步', style: [] };
  const picture = { tag: 'img', image_key: 'img_1' };
  const ourMention = [mention('@_user_1', ourBot)];

  it.each([
    ['a command', post([[at, says(' /rerun')], [says('37')]]), ourMention, '/rerun 37', true],
    ['a command under a title', post([[says('37')]], '/rerun'), [], '/rerun 37', false],
    ['a mention alone', post([[at]]), ourMention, '', true],
    ['a picture and words', post([[picture], [{ tag: 'a', text: '名单', href: 'x' }]]), [], '名单', false],
  ])('is read as the text it shows: %s', async (_, message, mentions, expected, mentionsBot) => {
    const reply = { ...message, mentions, parent_id: 'om_0' };
    expect(await parse(reply)).toMatchObject({
      kind: 'text_sent',
      text: expected,
      mentionsBot,
      parentId: 'om_0',
    });
  });

  it('that shows none is something else', async () => {
    expect(await parse(post([[picture]]))).toMatchObject({ kind: 'other_sent' });
  });
});

describe('a pressed button', () => {
  const syncId = 'b9a7c0de-0000-4000-8000-000000000037';
  const action = (value: unknown, formValue?: object, name?: unknown) =>
    parsePress(flat(pressEvent(value, formValue, name)))?.action ?? null;

  it('keeps who pressed it and where', () => {
    expect(parsePress(flat(pressEvent({ do: 'rerun', syncId })))).toEqual({
      kind: 'button_pressed',
      eventId: 'ev_1',
      tenantKey: 'tenant',
      person: { openId: 'ou_wang', tenantKey: 'tenant' },
      chatId: 'oc_1',
      cardMessageId: 'om_card',
      action: { do: 'rerun', syncId },
    });
  });

  const give = { do: 'give_input', syncId };
  it.each([
    [
      'both fields',
      { course: '非暴力沟通入门', day: '2024-04-01 +0800' },
      { course: '非暴力沟通入门', day: '2024-04-01' },
    ],
    ['a date without a zone', { day: '2024-04-01' }, { day: '2024-04-01' }],
    ['spaces around the course', { course: ' 入门 ' }, { course: '入门' }],
    ['empty fields', { course: '', day: '' }, {}],
    ['fields of other types', { course: ['a'], day: 20240401 }, {}],
    ['a date that is none', { day: '04/01/2024' }, {}],
    // What cannot be taken is refused with a sentence, which takes the value as it was typed.
    ['an impossible date', { day: '2024-02-31 +0800' }, { day: '2024-02-31' }],
    ['a course longer than any', { course: '课'.repeat(201) }, { course: '课'.repeat(201) }],
    ['fields that nobody asked for', { syncId: 'x', confirm: true, do: 'rerun' }, {}],
    ['an answer about a column', { id_column: 'yes' }, { isIdColumn: true }],
    ['the other answer', { id_column: 'no' }, { isIdColumn: false }],
    ['no answer that was offered', { id_column: 'perhaps' }, {}],
  ])('takes a form with %s', (_, form, expected) => {
    expect(action(give, form)).toEqual({ ...give, ...expected });
  });

  it('takes a form that was only confirmed', () => {
    expect(action({ ...give, confirm: true })).toEqual({ ...give, confirm: true });
  });

  it('adds fields of a form to nothing else', () => {
    expect(action({ do: 'cancel', syncId }, { course: 'x' })).toEqual({ do: 'cancel', syncId });
  });

  it.each([
    [`submit_${syncId}`, { day: '2024-04-01' }, { ...give, day: '2024-04-01' }],
    [`confirm_${syncId}`, { course: '入门' }, { ...give, confirm: true, course: '入门' }],
  ])('takes a form without a value by the name of its button, %s', (name, form, expected) => {
    expect(action(undefined, form, name)).toEqual(expected);
  });

  it.each(['submit', 'submit_', "submit_'; drop table", `cancel_${syncId}`, undefined, 7])(
    'refuses a form without a value whose button is called %s',
    (name) => {
      expect(action(undefined, {}, name)).toBeNull();
    },
  );

  it('believes the value before the name', () => {
    expect(action({ do: 'cancel', syncId }, {}, `confirm_${syncId}`)).toEqual({ do: 'cancel', syncId });
  });

  it.each([
    ['a text for a value', '{"do":"rerun"}', {}],
    ['an unknown action', { do: 'delete_everything', syncId }, {}],
    ['an id that is none', { do: 'rerun', syncId: "'; drop table" }, {}],
  ])('refuses %s', (_, value, form) => {
    expect(action(value, form)).toBeNull();
  });
});

describe('a chosen menu item', () => {
  const chosen = (timestamp: unknown) =>
    parseMenu(
      flat(
        envelope('application.bot.menu_v6', {
          operator: { operator_name: '王', operator_id: { open_id: 'ou_wang' } },
          event_key: '/status',
          timestamp,
        }),
      ),
    );

  it.each([
    ['seconds', 1_669_364_458],
    ['milliseconds', 1_669_364_458_000],
    ['seconds as text', '1669364458'],
  ])('is a command of a person, at a time in %s', (_, timestamp) => {
    expect(chosen(timestamp)).toEqual({
      kind: 'menu_chosen',
      eventId: 'ev_1',
      tenantKey: 'tenant',
      person: { openId: 'ou_wang', tenantKey: 'tenant' },
      command: '/status',
      at: 1_669_364_458_000,
    });
  });

  it('without a time is left alone', () => {
    expect(chosen(undefined)).toBeNull();
  });
});

it('an entered chat is known by its person', () => {
  const entered = envelope('im.chat.access_event.bot_p2p_chat_entered_v1', {
    chat_id: 'oc_1',
    operator_id: { open_id: 'ou_wang' },
    last_message_id: 'om_0',
  });
  expect(parseEntry(flat(entered))).toEqual({
    kind: 'chat_entered',
    eventId: 'ev_1',
    tenantKey: 'tenant',
    person: { openId: 'ou_wang', tenantKey: 'tenant' },
    chatId: 'oc_1',
  });
});
