import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, say, send, settings, shownMessages } from './chat-parts.ts';
import { list, property, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let test: TestSandbox;
beforeEach(async () => {
  test = await startTestSandbox();
});
afterEach(() => test.sandbox.close());

const read = (id: string) => test.call('GET', `/im/v1/messages/${id}`);
const patch = (id: string, content: unknown) =>
  test.call('PATCH', `/im/v1/messages/${id}`, { content: JSON.stringify(content) });
const recall = (id: string) => test.call('DELETE', `/im/v1/messages/${id}`);
const sent = async (type: string, content: unknown) =>
  String((await send(test, type, content)).data.message_id);

describe('changing a card', () => {
  it('shows the new one', async () => {
    const id = await sent('interactive', card('a'));
    test.pass(1000);
    expect(await patch(id, card('b'))).toMatchObject({ code: 0, data: {} });
    expect(await shownMessages(test)).toMatchObject([{ content: { kind: 'card', card: card('b') } }]);
    expect(list((await read(id)).data.items)).toMatchObject([{ updated: true }]);
  });

  it('no text, nobody else’s message, no bad card', async () => {
    expect(await patch(await sent('text', { text: 'a' }), card('b'))).toMatchObject({ code: 230001 });
    expect(await patch(await say(test, { text: 'a' }), card('b'))).toMatchObject({ code: 230027 });
    const id = await sent('interactive', card('a'));
    expect(await patch(id, { ...card('b'), body: { elements: [{ tag: 'note' }] } })).toMatchObject({
      code: 230099,
    });
    expect(await shownMessages(test)).toMatchObject([{}, {}, { content: { card: card('a') } }]);
  });

  it('only of a shared card into a shared one', async () => {
    const unshared = { schema: '2.0', body: { elements: [] } };
    expect(await patch(await sent('interactive', unshared), card('b'))).toMatchObject({ code: 230001 });
    expect(await patch(await sent('interactive', card('a')), unshared)).toMatchObject({
      code: 230001,
      msg: expect.stringContaining('update_multi'),
    });
  });

  it('not into one of the older kind', async () => {
    const older = { config: { update_multi: true }, elements: [] };
    expect(await patch(await sent('interactive', card('a')), older)).toMatchObject({
      code: 230099,
      msg: expect.stringContaining('ErrCode: 200830'),
    });
  });

  it('for 14 days', async () => {
    const id = await sent('interactive', card('a'));
    test.pass(14 * 24 * 3_600_000);
    const fresh = await startTokenOf(test);
    const patchWith = () =>
      test.call('PATCH', `/im/v1/messages/${id}`, { content: JSON.stringify(card('b')) }, fresh);
    expect(await patchWith()).toMatchObject({ code: 0 });
    test.pass(1);
    expect(await patchWith()).toMatchObject({ status: 400, code: 230031 });
  });

  it('five times a second, where limits are on', async () => {
    const id = await sent('interactive', card('a'));
    await settings(test, { rateLimits: true });
    const codes = [];
    for (let n = 0; n < 6; n += 1) codes.push((await patch(id, card(String(n)))).code);
    expect(codes).toEqual([0, 0, 0, 0, 0, 230020]);
  });
});

describe('changing a text', () => {
  const edit = (id: string, type: string, content: object) =>
    test.call('PUT', `/im/v1/messages/${id}`, { msg_type: type, content: JSON.stringify(content) });

  it('shows the new one', async () => {
    const id = await sent('text', { text: 'a' });
    test.pass(1000);
    const answer = await edit(id, 'text', { text: 'b' });
    expect(answer.data).toMatchObject({ message_id: id, updated: true, body: { content: '{"text":"b"}' } });
    expect(await shownMessages(test)).toMatchObject([{ content: { kind: 'text', text: 'b' } }]);
  });

  it('twenty times', async () => {
    const id = await sent('text', { text: 'a' });
    const codes = new Set();
    for (let n = 0; n < 20; n += 1) codes.add((await edit(id, 'text', { text: String(n) })).code);
    expect(codes).toEqual(new Set([0]));
    expect(await edit(id, 'text', { text: 'b' })).toMatchObject({ status: 400, code: 230072 });
  });

  it('no card, nobody else’s, nothing recalled, nothing that could not be sent', async () => {
    expect(await edit(await sent('interactive', card('a')), 'text', { text: 'b' })).toMatchObject({
      code: 230054,
    });
    expect(await edit(await say(test, { text: 'a' }), 'text', { text: 'b' })).toMatchObject({ code: 230071 });
    const id = await sent('text', { text: 'a' });
    expect(await edit(id, 'text', { text: '' })).toMatchObject({ code: 230001 });
    expect(await edit(id, 'interactive', card('b'))).toMatchObject({ code: 99992402 });
    await recall(id);
    expect(await edit(id, 'text', { text: 'b' })).toMatchObject({ code: 230011 });
  });
});

/** The first token has run out by now. */
async function startTokenOf({ sandbox }: TestSandbox): Promise<Record<string, string>> {
  const answer = await fetch(`${sandbox.url}/open-apis/auth/v3/tenant_access_token/internal`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ app_id: sandbox.appId, app_secret: sandbox.appSecret }),
  });
  return { authorization: `Bearer ${String(property(await answer.json(), 'tenant_access_token'))}` };
}
