import { beforeAll, describe, expect, it } from 'vitest';
import { canaries, leaksIn } from './canaries.ts';
import type { Exercise } from './exercise.ts';
import { exerciseService } from './exercise-service.ts';
import { type Channel, channels } from './outputs.ts';

/**
 * What staff must see there, to find the row, the file, the person. Of everything else nothing may be put out there:
 * nothing at all in a log, for example, and in cards phone numbers only with their middle hidden.
 */
const mayShow: Readonly<Record<Channel, readonly string[]>> = {
  log: [],
  metrics: [],
  refusals: ['next'],
  headers: ['fileName', 'next', 'session'],
  pages: ['next'],
  // A failed row is recognized by the nickname.
  api: ['nickname', 'userId', 'phoneAsId', 'course', 'fileName', 'chatFileName'],
  stream: ['nickname', 'userId', 'phoneAsId', 'course', 'fileName'],
  // The refusal of a file without a header quotes what stands where the header should be.
  'own file quoted': ['nickname', 'city', 'phone', 'userId', 'course', 'fileName'],
  'failures file': ['nickname', 'city', 'phone', 'phoneAsId', 'userId', 'course'],
  cards: ['nickname', 'userId', 'course', 'fileName', 'chatFileName', 'chatText', 'openId'],
  'command line': ['nickname', 'userId', 'phoneAsId', 'course', 'fileName'],
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
  let exercise: Exercise;
  let values: Record<string, string>;
  beforeAll(async () => {
    exercise = await exerciseService();
    values = { ...canaries, ...exercise.secrets, openId: exercise.openId };
  });

  it.each(channels)('nothing is put out that should not be: %s', (channel) => {
    const found = leaksIn(exercise.outputs[channel], values);
    expect(found.filter((name) => !mayShow[channel].includes(name))).toEqual([]);
  });

  it('the log has all of it', () => {
    for (const message of [
      'a call to Feishu failed',
      'sync stopped',
      'refused an event that is not from Feishu',
      'request',
    ])
      expect(exercise.outputs.log).toContain(`"msg":"${message}"`);
  });

  it('the chat for alerts has it, too', () => {
    expect(exercise.outputs.cards).toMatch(/同步 #\d+ 需要管理员处理/);
  });

  it('so much is put out that a leak would have been found', () => {
    const bytes = channels.map((channel) => [channel, Buffer.byteLength(exercise.outputs[channel])] as const);
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
