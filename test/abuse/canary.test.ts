import { beforeAll, describe, expect, it } from 'vitest';
import { canaries, leaksIn } from './canaries.ts';
import { type RoughDay, spendRoughDay } from './exercise-service.ts';
import { type Channel, channels } from './outputs.ts';

/**
 * What staff must see there, to find the row, the file, the person. Of everything else nothing may come out there:
 * nothing at all in a log, for example, and in cards phone numbers only with their middle hidden.
 */
const mayShow: Readonly<Record<Channel, readonly string[]>> = {
  log: [],
  metrics: [],
  refusals: ['next'],
  headers: ['fileName', 'next', 'session'],
  pages: ['next'],
  api: ['userId', 'phoneAsId', 'course', 'fileName', 'chatFileName'],
  stream: ['userId', 'phoneAsId', 'course', 'fileName'],
  // The refusal of a file without a header quotes what stands where the header should be.
  'own file quoted': ['nickname', 'city', 'phone', 'userId', 'course', 'fileName'],
  'failures file': ['nickname', 'city', 'phone', 'phoneAsId', 'userId', 'course'],
  cards: ['userId', 'course', 'fileName', 'chatFileName', 'chatText', 'openId'],
  'command line': ['userId', 'phoneAsId', 'course', 'fileName'],
};

describe('a canary is found', () => {
  it.each([
    ['as it is', (text: string) => `before ${text} after`],
    ['in JSON', (text: string) => JSON.stringify({ text: { deep: `x${text}y` } })],
    ['in an address', (text: string) => `/upload?name=${encodeURIComponent(text)}`],
    [
      'in base64, wherever it lies',
      (text: string) => btoaOf(`a${text}b`) + btoaOf(`aa${text}`) + btoaOf(text),
    ],
    ['in hexadecimal', (text: string) => Buffer.from(`x${text}`).toString('hex')],
    [
      'escaped',
      (text: string) => text.replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`),
    ],
  ])('%s', (_, spell) => {
    for (const [name, text] of Object.entries(canaries))
      expect(leaksIn(spell(text), canaries)).toContain(name);
  });
});

describe('while everything is used, and much goes wrong', () => {
  let day: RoughDay;
  let values: Record<string, string>;
  beforeAll(async () => {
    day = await spendRoughDay();
    values = { ...canaries, ...day.secrets, openId: day.openId };
  }, 180_000);

  it.each(channels)('nothing comes out that should not: %s', (channel) => {
    const found = leaksIn(day.cameOut[channel], values);
    expect(found.filter((name) => !mayShow[channel].includes(name))).toEqual([]);
  });

  it('the log heard of all of it', () => {
    for (const message of [
      'a call to Feishu failed',
      'sync stopped',
      'refused an event that is not from Feishu',
      'request',
    ])
      expect(day.cameOut.log).toContain(`"msg":"${message}"`);
  });

  it('and the chat for alerts too', () => {
    expect(day.cameOut.cards).toMatch(/同步 #\d+ 需要管理员处理/);
  });

  it('so much came out that a leak would have been found', () => {
    const bytes = channels.map((channel) => [channel, Buffer.byteLength(day.cameOut[channel])] as const);
    const total = bytes.reduce((sum, [, count]) => sum + count, 0);
    console.log(
      `Searched ${total} bytes for ${Object.keys(values).length} values`,
      Object.fromEntries(bytes),
    );
    expect(bytes.filter(([, count]) => count === 0)).toEqual([]);
    expect(Object.entries(values).filter(([, value]) => value.length < 3)).toEqual([]);
  });
});

function btoaOf(text: string): string {
  return Buffer.from(text).toString('base64');
}
