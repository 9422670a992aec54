import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Encoding, encodeText } from './encode-text.ts';
import { read, readAsRoster, validRows } from './read.ts';

const encodings: Encoding[] = [
  'utf-8',
  'utf-8 with BOM',
  'utf-16le',
  'utf-16le with BOM',
  'utf-16be',
  'gb18030',
];
const id = 'u_7f74bf20f876f_I1JEzO3joO';
const header = '用户ID,昵称,手机号,课程,学习日期';
const row = (nickname: string) => `${id},${nickname},19900001234,非暴力沟通入门,2026-05-01`;

describe.each(encodings)('a file in %s', (encoding) => {
  it('is read', async () => {
    const roster = await readAsRoster(encodeText(`${header}\r\n${row('小明★①♀→')}\r\n`, encoding));
    expect(validRows(roster)[0]).toMatchObject({
      learner: { nickname: '小明★①♀→' },
      course: '非暴力沟通入门',
      day: '2026-05-01',
    });
  });

  it('gives back every nickname that was written into it', async () => {
    const character = fc.constantFrom(...'明天小雨安然ABCxyz019_一丁七万三上下𠮷😀🌟');
    const nickname = fc
      .string({ unit: character, minLength: 1, maxLength: 20 })
      .filter((text) => text !== '无');
    await fc.assert(
      fc.asyncProperty(fc.array(nickname, { minLength: 1, maxLength: 20 }), async (nicknames) => {
        const text = [header, ...nicknames.map(row)].join('\n');
        const roster = await readAsRoster(encodeText(text, encoding));
        expect(validRows(roster).map(({ learner }) => learner.nickname)).toEqual(nicknames);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a file that is damaged', () => {
  const utf8 = Buffer.from(`${header}\n${row('小明')}\n`);
  const gbk = encodeText(`${row('小雨')}\n`, 'gb18030');

  const many = Buffer.concat(Array<Buffer>(101).fill(gbk));

  it.each([
    ['a character cut in two', Buffer.concat([utf8, Buffer.from(`${id},`), utf8.subarray(0, 4)])],
    [
      'a character cut in two, under a header in English',
      Buffer.from(`user_id,nickname\n${id},小明同学\n`).subarray(0, -2),
    ],
    ['two encodings', Buffer.concat([utf8, gbk])],
    ['two encodings behind a byte order mark', Buffer.concat([Buffer.from('\ufeff'), utf8, gbk])],
  ])('by %s loses the row, and only it', async (_, bytes) => {
    const { rows } = await readAsRoster(bytes);
    expect(rows.at(-1)).toMatchObject({ kind: 'rejected', code: 'damaged_text' });
    expect(rows.slice(0, -1).every(({ kind }) => kind === 'valid')).toBe(true);
  });

  it.each([
    ['four rows of a few', Buffer.concat([utf8, gbk, gbk, gbk, gbk])],
    ['more than a hundred rows', Buffer.concat([...Array<Buffer>(11_000).fill(utf8), many])],
  ])('in %s is refused as a whole, not guessed', async (_, bytes) => {
    expect(await read(bytes)).toEqual({ kind: 'refused', refusal: { code: 'damaged_encoding' } });
  });

  it('in up to 1 % of its rows loses those', async () => {
    const bytes = Buffer.concat([
      utf8,
      ...Array<Buffer>(399).fill(Buffer.from(`${row('小明')}\n`)),
      gbk,
      gbk,
      gbk,
      gbk,
    ]);
    const { rows } = await readAsRoster(bytes);
    expect(rows.filter(({ kind }) => kind === 'rejected').map(({ line }) => line)).toEqual([
      402, 403, 404, 405,
    ]);
  });

  it('by halves of characters is read: 😀 in CESU-8', async () => {
    const halves = Buffer.from('eda0bdedb880', 'hex');
    const [before = '', behind = ''] = `${header}\n${row('a😀b')}\n`.split('😀');
    const roster = await readAsRoster(Buffer.concat([Buffer.from(before), halves, Buffer.from(behind)]));
    expect(validRows(roster)[0]?.learner.nickname).toBe('a😀b');
  });

  it.each([
    ['UTF-8 read as GB18030', new TextDecoder('gb18030').decode(Buffer.from(header))],
    ['UTF-8 read as Western text', 'ç”¨æˆ·ID,æ˜µç§°'],
    ['characters that were lost', '??ID,??,???'],
    ['Big5', Buffer.from('a5cea4e14944', 'hex')],
  ])('by saving %s is told from a file without its columns', async (_, content) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const text = Buffer.concat([bytes, Buffer.from(`\n${id},x\n`)]);
    expect(await read(text)).toEqual({ kind: 'refused', refusal: { code: 'mojibake' } });
  });

  it('by NUL bytes is no text', async () => {
    expect(await read(Buffer.concat([utf8, Buffer.from([0]), utf8]))).toEqual({
      kind: 'refused',
      refusal: { code: 'not_a_roster', looksLike: 'binary', sheets: [] },
    });
  });
});
