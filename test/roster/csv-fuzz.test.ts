import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeText } from './encode-text.ts';
import { learnersOf, read } from './read.ts';

const ids = Array.from({ length: 6 }, (_, index) => `u_7f74bf20f876f_000000000${index}`);
const cell = fc.constantFrom(
  ...ids,
  ...[
    '小明',
    '19900001234',
    '入门',
    '2026-05-01',
    '"',
    '""',
    '"小\n明"',
    '',
    '合计',
    '#REF!',
    '\ufeff',
    '\ufffd',
    '😀',
    '，',
    '=',
  ],
);
const header = fc.constantFrom(
  '用户ID,昵称,手机号,课程,学习日期',
  '昵称,用户ID,学习日期,课程',
  '用户ID,昵称',
  '\ufeff*用户ID,昵称：',
  '手机号,昵称',
);
const line = fc.oneof(
  { weight: 6, arbitrary: fc.array(cell, { maxLength: 7 }).map((cells) => cells.join(',')) },
  { weight: 2, arbitrary: fc.constantFrom(...ids).map((id) => `${id},小明,19900001234,入门,2026-05-01`) },
  { weight: 1, arbitrary: header },
  { weight: 1, arbitrary: fc.constantFrom('', ',,,,', '"","","","",""', 'x'.repeat(50)) },
);
const encoding = fc.constantFrom(
  ...(['utf-8', 'utf-8 with BOM', 'utf-16le', 'utf-16le with BOM', 'utf-16be'] as const),
);
const damage = fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), {
  maxLength: 3,
});

/** Without what is taken from a cell or added to it: quotes, blanks, line breaks, invisible characters, width. */
const plain = (text: string) => text.normalize('NFKC').replaceAll(/["\s\ufeff]/g, '');

describe('whatever a CSV is put together from', () => {
  it('it is read or refused, and holds no learner that is not in it', async () => {
    let rosters = 0;
    await fc.assert(
      fc.asyncProperty(
        header,
        fc.array(line, { maxLength: 15 }),
        fc.constantFrom('\n', '\r\n', '\r', '\r\r\n'),
        encoding,
        damage,
        async (first, lines, lineBreak, into, changes) => {
          const text = [first, ...lines].join(lineBreak);
          const bytes = encodeText(text, into);
          for (const [place, byte] of changes) bytes[Math.floor(place * bytes.length)] = byte;
          const reading = await read(bytes);
          expect(['read', 'refused']).toContain(reading.kind);
          if (reading.kind !== 'read') return;
          rosters++;
          // A damaged byte may make another id of one, but only where it stands.
          if (changes.length > 0) return;
          for (const userId of learnersOf(reading.roster)) expect(plain(text)).toContain(plain(userId));
        },
      ),
      { numRuns: 500 },
    );
    expect(rosters).toBeGreaterThan(100);
  });

  it('accounts for every line of a row: read, refused, or told of', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...ids), { minLength: 1, maxLength: 30 }), async (rows) => {
        const lines = rows.map((id) => `${id},小明,19900001234,入门,2026-05-01`);
        const reading = await read(['用户ID,昵称,手机号,课程,学习日期', ...lines].join('\n'));
        const rowsRead = reading.kind === 'read' ? reading.roster.rows : [];
        expect(rowsRead.map(({ line: place }) => place)).toEqual(rows.map((_, index) => index + 2));
      }),
      { numRuns: 50 },
    );
  });
});
