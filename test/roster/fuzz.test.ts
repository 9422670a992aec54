import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read } from './read.ts';
import { style, textRow, xlsx } from './xlsx-file.ts';

const samples = new URL('../samples/', import.meta.url);
const spreadsheet = xlsx({
  rows: `${textRow('用户ID', '昵称', '学习日期')}<row><c t="s"><v>0</v></c><c/><c s="${style.builtInDate}"><v>46143</v></c></row>`,
  sharedStrings: ['<t>u_7f74bf20f876f_I1JEzO3joO</t>'],
});
const soundFiles = [
  ...readdirSync(samples)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => readFileSync(new URL(name, samples)).subarray(0, 8000)),
  spreadsheet,
];

const mostSeconds = 5;

/** Whatever the bytes are, the reader answers, and in time: that of the processor, since others may be using it too. */
async function expectAnswer(bytes: Uint8Array): Promise<void> {
  const start = process.cpuUsage();
  expect(['read', 'refused']).toContain((await read(bytes)).kind);
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(mostSeconds);
}

const soundFile = fc.constantFrom(...soundFiles);

describe('no bytes make the reader throw or hang', () => {
  it('random ones', async () => {
    const start = fc.constantFrom('', 'PK\x03\x04', '\ufeff', '用户ID,昵称\n', '"');
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 400 }), (first, bytes) =>
        expectAnswer(Buffer.concat([Buffer.from(first), bytes])),
      ),
      { numRuns: 300 },
    );
  });

  it('those of a roster cut off anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(soundFile, fc.double({ min: 0, max: 1, noNaN: true }), (bytes, part) =>
        expectAnswer(bytes.subarray(0, Math.floor(bytes.length * part))),
      ),
      { numRuns: 100 },
    );
  });

  it('those of a roster with some replaced', async () => {
    const change = fc.tuple(
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.constantFrom(0, 10, 13, 34, 44, 60, 255, 128),
    );
    await fc.assert(
      fc.asyncProperty(soundFile, fc.array(change, { minLength: 1, maxLength: 10 }), (sound, changes) => {
        const bytes = Buffer.from(sound);
        for (const [place, byte] of changes) bytes[Math.floor(place * bytes.length)] = byte;
        return expectAnswer(bytes);
      }),
      { numRuns: 150 },
    );
  });

  it('those of an xlsx with any tags for a sheet', async () => {
    const tag = fc.constantFrom(
      '<row>',
      '</row>',
      '<row r="3"/>',
      '<c>',
      '</c>',
      '<c r="B9" t="s">',
      '<v>',
      '</v>',
      '<is><t>',
      '1',
      '&#0;',
      '<![CDATA[',
      '<!--',
      '<',
      '>',
      '"',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(tag, { maxLength: 40 }), (tags) =>
        expectAnswer(xlsx({ rows: tags.join('') })),
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ['line breaks', '\n'],
    ['delimiters', ','],
    ['quotes', '"'],
    ['blank cells', ',\n'],
    ['opened quotes', '"\n'],
    ['bytes of no encoding', '\u3000'],
  ])('millions of %s', async (_, filler) => {
    const header = Buffer.from('用户ID,昵称,手机号\n');
    await expectAnswer(Buffer.concat([header, Buffer.alloc(8 * 1024 * 1024 + 1, filler)]));
  });
});
