import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { group, say, shownMessages } from './chat-parts.ts';
import { list, property, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
beforeEach(async () => {
  test = await startTestSandbox();
});
afterEach(() => test.sandbox.close());

const file = (name: string) => ({ name, base64: Buffer.from('bytes').toString('base64') });

async function readByApp(messageId: string): Promise<{ type: unknown; content: unknown }> {
  const [item] = list((await test.call('GET', `/im/v1/messages/${messageId}`)).data.items);
  const content = JSON.parse(String(property(property(item, 'body'), 'content')));
  return { type: property(item, 'msg_type'), content };
}

describe('what a person sends', () => {
  const key = expect.stringMatching(/^file_v3_/);
  const kinds: [string, object, { type: string; content: object }, object][] = [
    [
      'a picture',
      { picture: file('a.png') },
      { type: 'image', content: { image_key: expect.stringMatching(/^img_v3_/) } },
      { kind: 'picture', fileName: 'a.png', size: 5 },
    ],
    [
      'a folder',
      { folder: { name: '资料' } },
      { type: 'folder', content: { file_key: key, file_name: '资料' } },
      { kind: 'folder', name: '资料' },
    ],
    ['a sticker', { sticker: true }, { type: 'sticker', content: { file_key: key } }, { kind: 'sticker' }],
    [
      'a post',
      { post: { title: '题', text: '文' } },
      { type: 'post', content: { title: '题', content: [[{ tag: 'text', text: '文', style: [] }]] } },
      { kind: 'post', title: '题', text: '文' },
    ],
  ];
  it.each(kinds)(
    '%s reaches the app in the documented shape, and the page',
    async (_what, said, read, shown) => {
      const id = await say(test, said);
      expect(await readByApp(id)).toEqual(read);
      expect(await shownMessages(test)).toMatchObject([{ content: shown }]);
    },
  );

  it('a post can mention the bot, a sticker cannot', async () => {
    const post = await say(test, { chatId: group, post: { text: '文' }, mentionsBot: true });
    expect((await readByApp(post)).content).toMatchObject({
      content: [[{ tag: 'at', user_id: '@_user_1' }, { text: '文' }]],
    });
    const [message] = list(
      (
        await test.call(
          'GET',
          `/im/v1/messages/${await say(test, { chatId: group, sticker: true, mentionsBot: true })}`,
        )
      ).data.items,
    );
    expect(message).not.toHaveProperty('mentions');
  });

  it('is one thing at a time', async () => {
    const said = { chatId: group, openId: 'ou_x', text: 'a', sticker: true };
    expect((await test.control('POST', '/chat/messages', said)).status).toBe(400);
  });
});

describe('downloading', () => {
  const download = async (said: object, name: string, type: string) => {
    const id = await say(test, said);
    const key = property((await readByApp(id)).content, name);
    return test.call('GET', `/im/v1/messages/${id}/resources/${String(key)}?type=${type}`);
  };

  it.each([
    ['a picture as an image', { picture: file('a.png') }, 'image_key', 'image', 200, undefined],
    ['a picture as a file', { picture: file('a.png') }, 'image_key', 'file', 400, 234003],
    ['a folder', { folder: { name: 'a' } }, 'file_key', 'file', 400, 234043],
    ['a sticker', { sticker: true }, 'file_key', 'file', 400, 234043],
  ])('%s', async (_what, said, name, type, status, code) => {
    expect(await download(said, name, type)).toMatchObject({ status, code });
  });
});
