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

/** 用户ID as `�û�ID`. */
const lossy = encodeText(header, 'gb18030').toString();

describe('a file that is damaged', () => {
  const utf8 = Buffer.from(`${header}\n${row('小明')}\n`);
  const gbk = encodeText(`${row('小雨')}\n`, 'gb18030');

  const gbkHeader = encodeText(`${header}\n`, 'gb18030');
  /** An even number of bytes, all of which GB18030 takes for other characters. */
  const utf8Row = Buffer.from(`${id},小明,19900001234,入门,2026-05-01\n`);
  const [before = '', behind = ''] = `${row('明')}\n`.split('明');
  const cutRow = Buffer.concat([Buffer.from(before), Buffer.from('e698', 'hex'), Buffer.from(behind)]);

  const many = Buffer.concat(Array<Buffer>(101).fill(gbk));

  it.each([
    ['a character cut in two', Buffer.concat([utf8, Buffer.from(`${id},`), utf8.subarray(0, 4)])],
    [
      'a character cut in two, under a header in English',
      Buffer.from(`user_id,nickname\n${id},小明同学\n`).subarray(0, -2),
    ],
    ['two encodings', Buffer.concat([utf8, gbk])],
    ['two encodings behind a byte order mark', Buffer.concat([Buffer.from('\ufeff'), utf8, gbk])],
    ['UTF-8 in a file in GB18030', Buffer.concat([gbkHeader, gbk, gbk, utf8Row])],
    ['a NUL', Buffer.concat([utf8, Buffer.from(row('小\0明'))])],
    ['NULs in its 用户ID, in UTF-16', encodeText(`${header}\n${row('小明')}\nu_7f\0\0,小雨\n`, 'utf-16le')],
    ['NULs in GB18030', Buffer.concat([gbkHeader, gbk, Buffer.from(`${id}\0\0\0`), gbk])],
    // Two rows that what the disk has lost between them has made one of.
    ['NULs for a line break', Buffer.concat([utf8, Buffer.from(`${id},小明\0\0\0,19900001234`)])],
    ['NULs at its end', Buffer.concat([utf8, Buffer.alloc(40)])],
  ])('by %s loses the row, and only it', async (_, bytes) => {
    const { rows } = await readAsRoster(bytes);
    expect(rows.at(-1)).toMatchObject({ kind: 'rejected', code: 'damaged_text' });
    expect(rows.slice(0, -1).every(({ kind }) => kind === 'valid')).toBe(true);
  });

  it.each([
    ['characters cut in two', Buffer.concat([Buffer.from(`${header}\n`), ...[cutRow, cutRow, cutRow]])],
    ['UTF-8 under a header in GB18030', Buffer.concat([gbkHeader, utf8Row, utf8Row, utf8Row])],
  ])('by %s in all of its three rows loses them, one by one', async (_, bytes) => {
    const { rows } = await readAsRoster(bytes);
    expect(rows).toMatchObject([2, 3, 4].map((line) => ({ line, code: 'damaged_text', nickname: '' })));
  });

  it('in the title of its 用户ID is refused for it', async () => {
    const bytes = Buffer.concat([Buffer.from('\xff', 'latin1'), Buffer.from(`${header}\n${row('小明')}\n`)]);
    expect(await read(bytes)).toEqual({ kind: 'refused', refusal: { code: 'damaged_encoding' } });
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
    ['UTF-8 read as GB18030, of other titles', new TextDecoder('gb18030').decode(Buffer.from('学员ID,姓名'))],
    ['UTF-8 read as Western text', 'ç”¨æˆ·ID,æ˜µç§°'],
    ['UTF-8 read as Latin-1', Buffer.from(header).toString('latin1')],
    ['GB18030 read as Latin-1', encodeText(header, 'gb18030').toString('latin1')],
    ['GB18030 read as Big5', new TextDecoder('big5').decode(encodeText(header, 'gb18030'))],
    ['GB18030 read as UTF-8', lossy],
    ['GB18030 read as UTF-8 and once more as GB18030', new TextDecoder('gb18030').decode(Buffer.from(lossy))],
    ['characters that were lost', '??ID,??,???'],
    ['Big5', Buffer.from('a5cea4e14944', 'hex')],
  ])('by saving %s is told from a file without its columns', async (_, content) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const text = Buffer.concat([bytes, Buffer.from(`\n${id},x\n`)]);
    expect(await read(text)).toEqual({ kind: 'refused', refusal: { code: 'mojibake' } });
  });

  it('by NUL bytes is no text', async () => {
    const bytes = Buffer.from('7f454c4602010100000000000000000003003e0001000000a010', 'hex');
    expect(await read(bytes)).toEqual({
      kind: 'refused',
      refusal: { code: 'not_a_roster', looksLike: 'binary', sheets: [] },
    });
  });
});
