import { afterEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/bot/notice.ts';
import { sampleQueue, sampleSync } from '../../wording/sample-sync.ts';
import { done, hang, json, limited, lockedCard, refusal, sent } from './answers.ts';
import { type Answer, startChatServer } from './chat-server.ts';

type Server = Awaited<ReturnType<typeof startChatServer>>;
let server: Server;
const start = async (...answers: Answer[]) => {
  server = await startChatServer(answers);
};
afterEach(() => server.close());

const help: Notice = { kind: 'help', why: { kind: 'asked' } };
const syncNotice = (status: 'running' | 'needs_input' | 'succeeded', fileName = '名单.csv'): Notice => ({
  kind: 'sync',
  view: {
    sync: sampleSync({ status, fileName }),
    report: null,
    queue: sampleQueue(),
    about: null,
    othersAwaitDay: 0,
    baseUrl: null,
    pageUrl: null,
    sandbox: false,
  },
});
const body = (index = 0): Record<string, unknown> => JSON.parse(String(server.requests[index]?.body));
const content = (index = 0) => JSON.parse(String(body(index).content));

describe('a message', () => {
  it('answers another as a card, under its key', async () => {
    await start(sent('om_2'));
    expect(await server.chat.reply('om_1', help, 'card:1')).toEqual({ kind: 'sent', messageId: 'om_2' });
    expect(server.requests[0]?.line).toBe('POST /open-apis/im/v1/messages/om_1/reply');
    expect(body()).toMatchObject({ msg_type: 'interactive', uuid: 'card:1' });
    expect(content()).toMatchObject({ schema: '2.0', config: { update_multi: true } });
  });

  it('goes to a person', async () => {
    await start(sent('om_2'));
    await server.chat.sendToPerson('ou_wang', help, 'key');
    expect(server.requests[0]?.line).toBe('POST /open-apis/im/v1/messages?receive_id_type=open_id');
    expect(body()).toMatchObject({ receive_id: 'ou_wang', uuid: 'key' });
  });

  it('goes into a chat', async () => {
    await start(sent('om_2'));
    await server.chat.sendToChat('oc_1', help, 'key');
    expect(server.requests[0]?.line).toBe('POST /open-apis/im/v1/messages?receive_id_type=chat_id');
    expect(body()).toMatchObject({ receive_id: 'oc_1' });
  });

  it('whose key is longer than Feishu takes goes under a shorter one, always the same', async () => {
    await start(sent('om_2'));
    await server.chat.reply('om_1', help, 'k'.repeat(51));
    await server.chat.reply('om_1', help, 'k'.repeat(51));
    await server.chat.reply('om_1', help, `${'k'.repeat(51)}l`);
    const uuids = [0, 1, 2].map((index) => String(body(index).uuid));
    expect(uuids[0]).toHaveLength(50);
    expect(uuids[1]).toBe(uuids[0]);
    expect(uuids[2]).not.toBe(uuids[0]);
  });

  it.each([230099, 230025, 230028, 230022, 230001])(
    'that is refused as a card (%i) goes out as text with the same facts, under another key',
    async (code) => {
      await start(refusal(code), sent('om_3'));
      const outcome = await server.chat.reply(
        'om_1',
        syncNotice('running', '<at user_id="all">[x](y).csv'),
        'card:1',
      );
      expect(outcome).toEqual({ kind: 'sent', messageId: 'om_3' });
      expect(body(1)).toMatchObject({ msg_type: 'text', uuid: 'card:1:text' });
      expect(content(1).text).toContain('#37');
      expect(content(1).text).not.toMatch(/<at|\]\(/);
    },
  );

  const wrongPerson = json(
    {
      code: 230099,
      msg: 'Failed to create card content, ext=ErrCode: 100290; ErrMsg: There is an invalid user resource(at/person) in your card; ErrorValue: ou_1',
    },
    400,
  );
  const origin = { chatId: 'oc_1', messageId: 'om_1', openId: 'ou_wang', file: null };
  const withPerson: Notice = {
    kind: 'sync',
    view: {
      sync: sampleSync({ status: 'succeeded', origin }),
      report: null,
      queue: sampleQueue(),
      about: null,
      othersAwaitDay: 0,
      baseUrl: null,
      pageUrl: null,
      sandbox: false,
    },
  };

  it('that is refused for the person it names is sent once more without, under another key', async () => {
    await start(wrongPerson, sent('om_3'));
    expect(await server.chat.reply('om_1', withPerson, 'card:1')).toEqual({
      kind: 'sent',
      messageId: 'om_3',
    });
    expect(server.requests).toHaveLength(2);
    expect(String(body(0).content)).toContain('"tag":"person"');
    expect(String(body(1).content)).not.toContain('"tag":"person"');
    expect(body(1)).toMatchObject({ msg_type: 'interactive', uuid: 'card:1:nameless' });
  });

  it('whose change is refused for the person it names is changed without', async () => {
    await start(wrongPerson, done);
    expect(await server.chat.update('om_2', withPerson)).toEqual({ kind: 'updated' });
    expect(String(body(1).content)).not.toContain('"tag":"person"');
  });

  it('that is refused for a person however often is given up', async () => {
    await start(wrongPerson);
    expect(await server.chat.reply('om_1', withPerson, 'card:1')).toEqual({ kind: 'unreachable' });
    expect(await server.chat.update('om_2', withPerson)).toEqual({ kind: 'fixed' });
    expect(server.requests).toHaveLength(4);
  });

  it('that is refused as text too reaches nobody', async () => {
    await start(refusal(230028));
    expect(await server.chat.reply('om_1', help, 'key')).toEqual({ kind: 'unreachable' });
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    230011, 230110, 230002, 230013, 230029, 230034, 230035, 230038, 230053, 232009, 230027, 232006, 99992354,
    99992355, 99992356,
  ])('reaches nobody where Feishu says %i, and is not repeated', async (code) => {
    await start(refusal(code));
    expect(await server.chat.reply('om_1', help, 'key')).toEqual({ kind: 'unreachable' });
    expect(server.requests).toHaveLength(1);
  });

  it.each<[string, Answer, number]>([
    ['a chat that has enough for now', refusal(230020), 3_000],
    ['the same message being sent', refusal(230049), 3_000],
    ['the rate limit of the app, for as long as it says', limited, 8_000],
    ['a gateway that is down', json({}, 502), 3_000],
    ['a missing scope', refusal(99991672), 60_000],
    ['a bot that is switched off', refusal(230006), 60_000],
  ])('waits for better times with %s, outside', async (_, answer, afterMs) => {
    await start(answer);
    expect(await server.chat.reply('om_1', help, 'key')).toEqual({ kind: 'later', afterMs });
    expect(server.requests).toHaveLength(1);
    expect(server.clock.sleeps).toEqual([]);
  });

  it('waits for better times with a code that nobody knows, and says that they may never come', async () => {
    await start(refusal(12345));
    const later = { kind: 'later', afterMs: 60_000, refused: true };
    expect(await server.chat.reply('om_1', help, 'key')).toEqual(later);
    expect(await server.chat.update('om_2', syncNotice('succeeded'))).toEqual(later);
  });

  it('waits for better times where no answer comes', async () => {
    server = await startChatServer([hang], 100);
    expect(await server.chat.reply('om_1', help, 'key')).toEqual({ kind: 'later', afterMs: 3_000 });
  });

  it.each([200, 400])(
    'is sent again at once with a new token after 99991663 with HTTP %i',
    async (status) => {
      await start(refusal(99991663, status), sent('om_2'));
      expect(await server.chat.reply('om_1', help, 'key')).toEqual({ kind: 'sent', messageId: 'om_2' });
      expect(server.tokens).toHaveLength(2);
    },
  );

  it('never goes to a path that an id made up', async () => {
    await start(done);
    await expect(server.chat.reply('../../x?', help, 'key')).rejects.toMatchObject({ code: 'internal' });
    expect(server.requests).toEqual([]);
  });
});

describe('a card', () => {
  it('is changed', async () => {
    await start(done);
    expect(await server.chat.update('om_2', syncNotice('succeeded'))).toEqual({ kind: 'updated' });
    expect(server.requests[0]?.line).toBe('PATCH /open-apis/im/v1/messages/om_2');
    expect(content()).toMatchObject({ schema: '2.0' });
  });

  it.each([230031, 230011, 230110, 230002])('cannot be changed any more after %i', async (code) => {
    await start(refusal(code));
    expect(await server.chat.update('om_2', syncNotice('running'))).toEqual({ kind: 'fixed' });
  });

  it.each<[string, Answer, number]>([
    ['230020', refusal(230020), 3_000],
    ['99991400', limited, 8_000],
    ['a press that still waits for its answer', lockedCard, 3_000],
  ])('is changed later after %s', async (_, answer, afterMs) => {
    await start(answer);
    expect(await server.chat.update('om_2', syncNotice('succeeded'))).toEqual({ kind: 'later', afterMs });
  });

  it.each([
    ['running', 'updated'],
    ['needs_input', 'fixed'],
    ['succeeded', 'fixed'],
  ] as const)('that is refused: while %s it counts as %s', async (status, kind) => {
    await start(refusal(230099));
    expect(await server.chat.update('om_2', syncNotice(status))).toEqual({ kind });
  });
});

describe('a file', () => {
  const file = { name: '失败明细.csv', bytes: Buffer.from('\ufeff行号,原因\r\n') };

  it('is uploaded, then sent to the person', async () => {
    await start(json({ code: 0, data: { file_key: 'file_v3_1' } }), sent('om_2'));
    expect(await server.chat.sendFile('ou_wang', file, 'key')).toEqual({ kind: 'sent', messageId: 'om_2' });
    expect(server.requests.map(({ line }) => line)).toEqual([
      'POST /open-apis/im/v1/files',
      'POST /open-apis/im/v1/messages?receive_id_type=open_id',
    ]);
    expect(server.requests[0]?.body.includes(file.bytes)).toBe(true);
    expect(String(server.requests[0]?.body)).toContain('失败明细.csv');
    expect(body(1)).toMatchObject({ msg_type: 'file', content: '{"file_key":"file_v3_1"}', uuid: 'key' });
  });

  it.each([
    [234006, { kind: 'unreachable' }],
    [234010, { kind: 'unreachable' }],
    [99991400, { kind: 'later', afterMs: 1_000 }],
  ])('that is refused with %i, even with HTTP 200, is not sent', async (code, outcome) => {
    await start(refusal(code, 200));
    expect(await server.chat.sendFile('ou_wang', file, 'key')).toEqual(outcome);
    expect(server.requests).toHaveLength(1);
  });
});

describe('reading a message', () => {
  const item = (over: object) =>
    json({
      code: 0,
      data: { items: [{ message_id: 'om_1', msg_type: 'file', chat_id: 'oc_1', deleted: false, ...over }] },
    });
  const fileContent = JSON.stringify({ file_key: 'file_v3_1', file_name: '名单.csv' });

  it.each<[string, Answer, object]>([
    [
      'a file',
      item({ body: { content: fileContent } }),
      { kind: 'file', chatId: 'oc_1', fileKey: 'file_v3_1', fileName: '名单.csv' },
    ],
    ['a text', item({ msg_type: 'text', body: { content: '{"text":"x"}' } }), { kind: 'other' }],
    ['a folder', item({ msg_type: 'folder', body: { content: fileContent } }), { kind: 'other' }],
    ['a file without content', item({ body: { content: '' } }), { kind: 'other' }],
    ['a recalled message', item({ deleted: true }), { kind: 'gone' }],
    ['nothing', json({ code: 0, data: { items: [] } }), { kind: 'gone' }],
    ['a deleted message', refusal(230110), { kind: 'gone' }],
    ['a message of another chat', refusal(230002), { kind: 'gone' }],
    ['a message the app may not read', refusal(230027), { kind: 'forbidden', scope: 'im:message.group_msg' }],
    [
      'a message without the scope for groups',
      json(
        { code: 99991672, msg: 'scopes is required: [im:message.history:readonly, im:message.group_msg]' },
        400,
      ),
      { kind: 'forbidden', scope: 'im:message.group_msg' },
    ],
    [
      'a message without any scope',
      json({ code: 99991672, msg: 'scopes is required: [im:message:readonly]' }, 400),
      { kind: 'forbidden', scope: 'im:message:readonly' },
    ],
  ])('%s', async (_, answer, reading) => {
    await start(answer);
    expect(await server.chat.readMessage('om_1')).toEqual(reading);
    expect(server.requests[0]?.line).toBe('GET /open-apis/im/v1/messages/om_1');
  });

  it('that cannot be read now is an error that passes', async () => {
    await start(limited);
    await expect(server.chat.readMessage('om_1')).rejects.toMatchObject({ code: 'feishu_busy' });
  });
});

describe('who the bot is', () => {
  const info = json({ code: 0, msg: 'ok', bot: { open_id: 'ou_bot', app_name: '学员同步' } });

  it('is asked once, by all together', async () => {
    await start(info);
    expect(await Promise.all([server.botOpenId(), server.botOpenId()])).toEqual(['ou_bot', 'ou_bot']);
    expect(await server.botOpenId()).toBe('ou_bot');
    expect(server.requests.map(({ line }) => line)).toEqual(['GET /open-apis/bot/v3/info']);
  });

  it('is asked again where nobody answered', async () => {
    await start(refusal(230006), info);
    await expect(server.botOpenId()).rejects.toThrow();
    expect(await server.botOpenId()).toBe('ou_bot');
  });
});

it('what is said to Feishu stays out of the log', async () => {
  await start(refusal(230099), refusal(230099));
  await server.chat.reply('om_1', syncNotice('running', '学员的名单.csv'), 'key');
  expect(server.logged()).toContain('230099');
  expect(server.logged()).not.toMatch(/学员的名单|secret-that-nobody-may-read|Bearer/);
});
