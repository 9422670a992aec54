import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, group, say, send, settings, wang, wangChat } from './chat-parts.ts';
import { list, property, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
let authorization: string;
beforeEach(async () => {
  test = await startTestSandbox();
  const token = await test.call('POST', '/auth/v3/tenant_access_token/internal', {
    app_id: test.sandbox.appId,
    app_secret: test.sandbox.appSecret,
  });
  authorization = `Bearer ${String(property(token.body, 'tenant_access_token'))}`;
});
afterEach(() => test.sandbox.close());

/** Bytes that are not UTF-8, with line ends that look like a boundary. */
const bytes = Buffer.from([0xc3, 0x28, 0x0d, 0x0a, 0x2d, 0x2d, 0x00, 0xff, 0xd1, 0xa7]);

async function upload(
  fields: Record<string, string>,
  file: Buffer | null,
  disposition = '; filename="a.csv"',
) {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const body = Buffer.concat([
    Buffer.from(parts.join('')),
    ...(file === null
      ? []
      : [
          Buffer.from(`--b\r\nContent-Disposition: form-data; name="file"${disposition}\r\n\r\n`),
          file,
          Buffer.from('\r\n'),
        ]),
    Buffer.from('--b--\r\n'),
  ]);
  const answer = await fetch(`${test.sandbox.url}/open-apis/im/v1/files`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'multipart/form-data; boundary=b' },
    body,
  });
  const read: unknown = await answer.json();
  return {
    status: answer.status,
    code: property(read, 'code'),
    key: String(property(property(read, 'data'), 'file_key')),
  };
}

async function download(messageId: string, key: string, query = '?type=file') {
  const path = `/open-apis/im/v1/messages/${messageId}/resources/${key}${query}`;
  const answer = await fetch(test.sandbox.url + path, { headers: { authorization } });
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
}
async function refusal(messageId: string, key: string, query?: string) {
  const { status, bytes: body } = await download(messageId, key, query);
  return [status, property(JSON.parse(body.toString()), 'code')];
}
async function keyOf(messageId: string): Promise<string> {
  const items = list((await test.call('GET', `/im/v1/messages/${messageId}`)).data.items);
  const content: unknown = JSON.parse(String(property(property(items[0], 'body'), 'content')));
  return String(property(content, 'file_key'));
}

const named = { file_type: 'stream', file_name: '失败明细.csv' };
const file = { name: '名单.csv', base64: bytes.toString('base64') };

describe('uploading', () => {
  it.each([
    ['with', '; filename="a.csv"'],
    ['without', ''],
  ])('a part %s a file name, byte for byte', async (_with, disposition) => {
    const { key } = await upload(named, bytes, disposition);
    const sent = await send(test, 'file', { file_key: key });
    expect(sent.data.body).toEqual({ content: JSON.stringify({ file_key: key, file_name: '失败明细.csv' }) });
    expect((await download(String(sent.data.message_id), key)).bytes).toEqual(bytes);
    const shown = await fetch(`${test.sandbox.url}/sandbox/api/chat/files/${key}`);
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(bytes);
    expect(shown.headers.get('content-disposition')).toMatch(/^attachment/);
  });

  it.each([
    ['nothing in it', named, Buffer.alloc(0), 234010],
    ['no file', named, null, 234001],
    ['no name', { file_type: 'stream' }, bytes, 234001],
    ['an unknown type', { ...named, file_type: 'csv' }, bytes, 234001],
    ['more than 30 MB', named, Buffer.alloc(30 * 1024 * 1024 + 1), 234006],
    ['far more', named, Buffer.alloc(40 * 1024 * 1024), 234006],
    ['exactly 30 MB', named, Buffer.alloc(30 * 1024 * 1024), 0],
  ])('%s', async (_what, fields, content, code) => {
    expect((await upload(fields, content)).code).toBe(code);
  });

  it('what is no form is refused', async () => {
    expect(await test.call('POST', '/im/v1/files', { file_name: 'a' })).toMatchObject({ code: 234001 });
  });

  it('sound is not sent as a file', async () => {
    const { key } = await upload({ ...named, file_type: 'opus' }, bytes);
    expect(await send(test, 'file', { file_key: key })).toMatchObject({ code: 230055 });
  });
});

describe('downloading', () => {
  it('a file that a person sent', async () => {
    const id = await say(test, { file });
    expect(await download(id, await keyOf(id))).toEqual({ status: 200, bytes });
  });

  it('only with the message it stands in', async () => {
    const [one, other] = [await say(test, { file }), await say(test, { file })];
    expect(await refusal(one, await keyOf(other))).toEqual([400, 234003]);
    expect(await refusal(await say(test, { text: 'a' }), await keyOf(one))).toEqual([400, 234003]);
  });

  it('not without a type, not from cards, not where the bot is not, not after a recall', async () => {
    const id = await say(test, { file, chatId: group });
    const key = await keyOf(id);
    expect(await refusal(id, key, '')).toEqual([400, 234001]);
    const aCard = await send(test, 'interactive', card('a'));
    expect(await refusal(String(aCard.data.message_id), key)).toEqual([400, 234043]);
    await settings(test, { botInGroup: false });
    expect(await refusal(id, key)).toEqual([400, 234004]);
    await settings(test, {});
    await test.control('POST', '/chat/recall', { messageId: id });
    expect(await refusal(id, key)).toEqual([400, 230110]);
  });

  it("a person's file is not the bot's to send", async () => {
    const id = await say(test, { file, chatId: wangChat, openId: wang });
    expect(await send(test, 'file', { file_key: await keyOf(id) })).toMatchObject({ code: 230017 });
  });

  it('breaks off in the middle when asked to', async () => {
    const id = await say(test, { file });
    const key = await keyOf(id);
    await test.control('POST', '/faults', { path: '*/resources/*', action: { kind: 'cut' } });
    await expect(download(id, key)).rejects.toThrow();
    expect((await download(id, key)).bytes).toEqual(bytes);
  });
});
