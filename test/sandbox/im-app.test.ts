import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import * as lark from '@larksuiteoapi/node-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, say, send, settings, shownMessages, wangChat } from './chat-parts.ts';
import { list, property, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
beforeEach(async () => {
  test = await startTestSandbox();
});
afterEach(() => test.sandbox.close());

const commands = '/application/v7/app_slash_commands';
const help = { command: 'help', description: { default_value: '帮助', i18n: { zh_cn: '帮助' } } };

describe('who the bot is', () => {
  it('stands under `bot`, and needs a token but no scope', async () => {
    await settings(test, { scopes: [] });
    const { body } = await test.call('GET', '/bot/v3/info');
    expect(body).toMatchObject({ code: 0, bot: { app_name: 'NVC 学员同步', activate_status: 2 } });
    expect(String(property(property(body, 'bot'), 'open_id'))).toMatch(/^ou_[0-9a-f]{32}$/);
    expect(await test.call('GET', '/bot/v3/info', undefined, {})).toMatchObject({ code: 99991661 });
  });

  it('the tenant has a key', async () => {
    const { data } = await test.call('GET', '/tenant/v2/tenant/query');
    expect(property(data.tenant, 'tenant_key')).toBe('2ca1d211f64f6438');
  });
});

describe('commands', () => {
  it('are added, listed, reworded and removed', async () => {
    const added = await test.call('POST', commands, help);
    const id = String(added.data.command_id);
    expect((await test.call('GET', commands)).data).toEqual({ items: [{ command_id: id, ...help }] });
    await test.call('PATCH', `${commands}/${id}`, { description: { default_value: '说明' } });
    expect((await test.call('GET', commands)).data).toMatchObject({
      items: [{ command: 'help', description: { default_value: '说明' } }],
    });
    await test.call('DELETE', `${commands}/${id}`);
    expect((await test.call('GET', commands)).data).toEqual({ items: [] });
  });

  it('of one name there is one; with a slash none', async () => {
    await test.call('POST', commands, help);
    expect(await test.call('POST', commands, help)).toMatchObject({ status: 400, code: 40000000 });
    expect(await test.call('POST', commands, { command: '/help' })).toMatchObject({ code: 99992402 });
    await settings(test, { scopes: ['im:message'] });
    expect(await test.call('POST', commands, help)).toMatchObject({ code: 99991672 });
  });

  it('are listed with the scope to read them, and changed with the one to write them', async () => {
    await settings(test, { scopes: ['application:app_slash_command:write'] });
    expect(await test.call('GET', commands)).toMatchObject({ code: 99991672 });
    expect(await test.call('POST', commands, help)).toMatchObject({ code: 0 });
    await settings(test, { scopes: ['application:app_slash_command:read'] });
    expect(await test.call('GET', commands)).toMatchObject({ code: 0 });
    expect(await test.call('POST', commands, { command: 'b' })).toMatchObject({ code: 99991672 });
  });

  it('are listed in pages where there are more than one page holds', async () => {
    await settings(test, { commandPageSize: 2 });
    for (const command of ['a', 'b', 'c']) await test.call('POST', commands, { command });
    const first = (await test.call('GET', commands)).data;
    expect(first).toMatchObject({ items: [{ command: 'a' }, { command: 'b' }], has_more: true });
    const second = await test.call('GET', `${commands}?page_token=${String(first.page_token)}`);
    expect(second.data).toEqual({ items: [expect.objectContaining({ command: 'c' })] });
    const one = await test.call('GET', `${commands}?page_size=1`);
    expect(one.data).toMatchObject({ items: [{ command: 'a' }], has_more: true });
  });

  it('an app has 100 of them', async () => {
    for (let n = 0; n < 100; n += 1) await test.call('POST', commands, { command: `c${n}` });
    expect(await test.call('POST', commands, { command: 'more' })).toMatchObject({ code: 40000000 });
  });
});

describe('the official SDK, unmodified', () => {
  const clientOf = ({ sandbox }: TestSandbox) => {
    const tokens = new Map<unknown, unknown>();
    return new lark.Client({
      appId: sandbox.appId,
      appSecret: sandbox.appSecret,
      domain: sandbox.url,
      loggerLevel: lark.LoggerLevel.error,
      cache: {
        get: async (key) => tokens.get(key),
        set: async (key, value) => {
          tokens.set(key, value);
          return true;
        },
      },
    });
  };

  it('sends, answers, patches, reacts and recalls', async () => {
    const { message, messageReaction } = clientOf(test).im.v1;
    const sent = await message.create({
      params: { receive_id_type: 'chat_id' },
      data: { receive_id: wangChat, msg_type: 'interactive', content: JSON.stringify(card('a')) },
    });
    const message_id = sent.data?.message_id ?? '';
    await message.reply({ path: { message_id }, data: { msg_type: 'text', content: '{"text":"b"}' } });
    await message.patch({ path: { message_id }, data: { content: JSON.stringify(card('c')) } });
    const reaction = await messageReaction.create({
      path: { message_id },
      data: { reaction_type: { emoji_type: 'DONE' } },
    });
    expect(await shownMessages(test)).toMatchObject([
      { content: { card: card('c') }, reactions: ['DONE'] },
      { content: { text: 'b' }, replyTo: message_id },
    ]);
    const reaction_id = reaction.data?.reaction_id ?? '';
    await messageReaction.delete({ path: { message_id, reaction_id } });
    await message.delete({ path: { message_id } });
    const read = await message.get({ path: { message_id } });
    expect(read.data?.items).toMatchObject([{ deleted: true }]);
  });

  it('uploads a buffer and downloads what was sent', async () => {
    const { file, message, messageResource } = clientOf(test).im.v1;
    const bytes = Buffer.from([0xd1, 0xa7, 0xd4, 0xb1, 0x0d, 0x0a]);
    const uploaded = await file.create({ data: { file_type: 'stream', file_name: '明细.csv', file: bytes } });
    const file_key = uploaded?.file_key ?? '';
    const sent = await message.create({
      params: { receive_id_type: 'chat_id' },
      data: { receive_id: wangChat, msg_type: 'file', content: JSON.stringify({ file_key }) },
    });
    const path = { message_id: sent.data?.message_id ?? '', file_key };
    const answer = await messageResource.get({ path, params: { type: 'file' } });
    expect(await buffer(answer.getReadableStream())).toEqual(bytes);
    expect(await shownMessages(test)).toMatchObject([{ content: { fileName: '明细.csv', size: 6 } }]);
  });
});

describe('with a data folder', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('messages, files and commands survive a kill', async () => {
    const before = await startTestSandbox({ dataDir });
    const file = { name: '名单.csv', base64: Buffer.from('a,b').toString('base64') };
    await say(before, { file });
    await send(before, 'interactive', card('a'), { uuid: 'u1' });
    await before.call('POST', commands, help);
    const shown = await shownMessages(before);
    const after = await startTestSandbox({ dataDir });
    expect(await shownMessages(after)).toEqual(shown);
    await send(after, 'interactive', card('a'), { uuid: 'u1' });
    expect(await shownMessages(after)).toEqual(shown);
    expect(list((await after.call('GET', commands)).data.items)).toMatchObject([help]);
    const key = String(property(property(shown[0], 'content'), 'fileKey'));
    const kept = await fetch(`${after.sandbox.url}/sandbox/api/chat/files/${key}`);
    expect(await kept.text()).toBe('a,b');
    await Promise.all([before.sandbox.close(), after.sandbox.close()]);
  });
});
