import { describe, expect, it } from 'vitest';
import { readAsRefusal, readAsRoster } from './read.ts';
import { textRow, xlsx, zip } from './xlsx-file.ts';

const id = 'u_7f74bf20f876f_I1JEzO3joO';
const header = '用户ID,昵称\n';
const row = `${id},小明\n`;
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const oldOffice = 'd0cf11e0a1b11ae1';

describe('a file is refused', () => {
  it.each([
    ['no bytes', ''],
    ['only a byte order mark', '\ufeff'],
    ['only blanks', ' \r\n\t\n\u3000'],
    ['only empty cells', ',,,\n,,,\n'],
    ['an xlsx without cells', xlsx({ rows: '' })],
  ])('as empty: %s', async (_, content) => {
    expect(await readAsRefusal(content)).toEqual({ code: 'empty_file' });
  });

  it.each([
    ['no row', header],
    ['blank rows', `${header},\n\n--,\n`],
    ['a footer', `${header}合计,0\n`],
    ['no row, in an xlsx', xlsx({ rows: textRow('用户ID', '昵称') })],
  ])('as nothing but a header: %s', async (_, content) => {
    expect(await readAsRefusal(content)).toEqual({ code: 'header_only' });
  });

  it.each([
    ['image', hex('89504e470d0a1a0a0000000d49484452')],
    ['image', hex('ffd8ffe000104a464946000101000001')],
    ['image', Buffer.from('GIF89a..........')],
    ['pdf', Buffer.from('%PDF-1.7\n%....')],
    ['xls', hex(`${oldOffice}${'00'.repeat(600)}`)],
    ['word', Buffer.concat([hex(oldOffice), Buffer.alloc(600), Buffer.from('WordDocument', 'utf16le')])],
    ['word', zip({ 'word/document.xml': '<document/>' })],
    ['archive', zip({ 'roster.csv': header + row })],
    ['archive', hex('526172211a0700cf907300000d000000')],
    ['binary', hex('80ff80ff80ff80ff80ff80ff80ff80ff')],
    ['text', Buffer.from('各位老师好，\n名单稍后发送。\n')],
    ['text', xlsx({ rows: textRow('名单稍后发送。') })],
    ['text', Buffer.from('<html><table><tr><td>用户ID</td></tr></table></html>')],
  ])('as no roster that looks like %s', async (looksLike, content) => {
    expect(await readAsRefusal(content)).toEqual({ code: 'not_a_roster', looksLike });
  });

  it.each([
    ['20 MB', Buffer.alloc(20 * 1024 * 1024 + 1, 'a'), { limit: 'bytes', allowed: 20_971_520, line: null }],
    ['50,000 rows', header + row.repeat(50_001), { limit: 'rows', allowed: 50_000, line: 50_002 }],
    ['200 columns', `${header}${id}${','.repeat(200)}x\n`, { limit: 'columns', allowed: 200, line: 2 }],
    [
      '10,000 characters in a cell',
      `${header}${row}${id},${'明'.repeat(10_001)}\n`,
      { limit: 'cell', allowed: 10_000, line: 3 },
    ],
    [
      '200 columns in an xlsx',
      xlsx({ rows: '<row r="9"><c r="XFD9"><v>1</v></c></row>' }),
      { limit: 'columns', allowed: 200, line: 9 },
    ],
    [
      'what an xlsx may unpack to',
      xlsx({ rows: ' '.repeat(64 * 1024 * 1024) }),
      { limit: 'bytes', allowed: 67_108_864, line: null },
    ],
  ])('past %s', async (_, content, limit) => {
    expect(await readAsRefusal(content)).toEqual({ code: 'limit_exceeded', ...limit });
  });
});

describe('a file is not refused', () => {
  it('for 50,000 rows with blank ones between', async () => {
    const roster = await readAsRoster(header + `${row},\n\n`.repeat(50_000));
    expect(roster.rows).toHaveLength(50_000);
  });

  it('for empty cells far right, as formatting leaves them', async () => {
    const roster = await readAsRoster(`${header}${id},小明${','.repeat(1000)}\n`);
    expect(roster.rows).toHaveLength(1);
  });
});
