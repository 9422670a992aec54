import { describe, expect, it } from 'vitest';
import type { FileRefusal, OtherFormat } from '../../src/roster/roster.ts';
import { readAsRefusal, readAsRoster } from './read.ts';
import { textRow, xlsx, zip } from './xlsx-file.ts';

const id = 'u_7f74bf20f876f_I1JEzO3joO';
const header = '用户ID,昵称\n';
const row = `${id},小明\n`;
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const oldOffice = 'd0cf11e0a1b11ae1';
const oldOfficeWith = (stream: string) =>
  Buffer.concat([hex(oldOffice), Buffer.alloc(600), Buffer.from(stream, 'utf16le')]);
const contentTypes = { '[Content_Types].xml': '<Types/>' };
/** A package whose main part is this one. */
const packageOf = (path: string) =>
  zip({
    ...contentTypes,
    '_rels/.rels': `<Relationships><Relationship Type="x/officeDocument" Target="${path}"/></Relationships>`,
    [path]: '',
  });
const format = (format: OtherFormat): FileRefusal => ({ code: 'other_format', format });
const notARoster = (looksLike: 'binary' | 'text') =>
  ({ code: 'not_a_roster', looksLike, sheets: [] as string[] }) as const;

/** A workbook whose last entry, the sheet, claims to unpack to so many bytes. */
function declaring(workbook: Buffer, bytes: number): Buffer {
  workbook.writeUInt32LE(bytes, workbook.lastIndexOf(hex('504b0102')) + 24);
  return workbook;
}

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

  it.each<[string, FileRefusal, Buffer]>([
    ['PNG', format('image'), hex('89504e470d0a1a0a0000000d49484452')],
    ['JPEG', format('image'), hex('ffd8ffe000104a464946000101000001')],
    ['GIF', format('image'), Buffer.from('GIF89a..........')],
    ['TIFF', format('image'), hex('49492a00080000000000000000000000')],
    ['HEIC', format('image'), hex('00000018667479706865766300000000')],
    ['PDF', format('pdf'), Buffer.from('%PDF-1.7\n%....')],
    ['PDF behind an empty line', format('pdf'), Buffer.from('\r\n%PDF-1.7\n%....')],
    ['.xls of Excel 2', { code: 'old_xls' }, hex('09000400020010000000000000000000')],
    ['.xls of Excel 5 without a container', { code: 'old_xls' }, hex('09080800000505000000000000000000')],
    ['old .xls', { code: 'old_xls' }, hex(`${oldOffice}${'00'.repeat(600)}`)],
    ['workbook with a password', { code: 'password_protected' }, oldOfficeWith('EncryptedPackage')],
    ['PPT', format('slides'), oldOfficeWith('PowerPoint Document')],
    ['old Word document', format('word'), oldOfficeWith('WordDocument')],
    ['Word document', format('word'), zip({ ...contentTypes, 'word/document.xml': '<document/>' })],
    ['Word document of a web office', format('word'), packageOf('word/document2.xml')],
    ['.xlsb with another main part', format('xlsb'), packageOf('xl/book.bin')],
    ['.xlsb', format('xlsb'), zip({ ...contentTypes, 'xl/workbook.bin': '' })],
    [
      '.ods',
      format('ods'),
      zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '' }),
    ],
    ['Numbers document', format('numbers'), zip({ 'Index/Document.iwa': '' })],
    ['zip', { code: 'archive' }, zip({ 'roster.csv': header + row })],
    ['rar', { code: 'archive' }, hex('526172211a0700cf907300000d000000')],
    ['binary file', notARoster('binary'), hex('80ff80ff80ff80ff80ff80ff80ff80ff')],
    ['letter', notARoster('text'), Buffer.from('各位老师好，\n名单稍后发送。\n')],
    [
      'sheet with a note',
      { ...notARoster('text'), sheets: ['名单'] },
      xlsx({ rows: textRow('名单稍后发送。') }),
    ],
    ['web page', { code: 'web_table' }, Buffer.from('<html><table><tr><td>用户ID</td></tr></table></html>')],
    ['XML table', { code: 'web_table' }, Buffer.from('<?xml version="1.0"?>\n<Workbook><Row/></Workbook>')],
    ...[
      'MIME-Version: 1.0\nContent-Type: multipart/related\n',
      'Content-Type: multipart/related; boundary="x"\r\nMIME-Version: 1.0\r\n',
      'Subject: roster\r\nDate: Sat, 16 May 2026\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n',
    ].map(
      (text) => ['web archive', { code: 'web_table' }, Buffer.from(text)] as [string, FileRefusal, Buffer],
    ),
    ['JSON', format('json'), Buffer.from('[{"用户ID":"u_1","昵称":"甲"}]')],
    ['table without a header', { code: 'no_header', sheets: [] }, Buffer.from(row + row)],
  ])('as what it is: a %s', async (_, refusal, content) => {
    expect(await readAsRefusal(content)).toEqual(refusal);
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
      declaring(xlsx({ rows: '' }), 256 * 1024 * 1024 + 1),
      { limit: 'unpacked', allowed: 268_435_456, line: null },
    ],
  ])('past %s', async (_, content, limit) => {
    expect(await readAsRefusal(content)).toEqual({ code: 'limit_exceeded', ...limit });
  });
});

describe('a file is not refused', () => {
  it.each(['From: 小鹅通', 'MIME-Version: 1.0', '[第12期]名单', '<沟通>', '{名单}'])(
    'for a line above its header: %s',
    async (line) => {
      expect((await readAsRoster(`${line}\n${header}${row}`)).rows).toHaveLength(1);
    },
  );

  it.each([
    ['of the same width', ','],
    ['of another width', ',,,'],
    ['without a delimiter', ''],
    ['with blanks', ' \u3000,'],
    ['with empty quotes', '"",""'],
    ['with marks for nothing', '-, "--",—,/'],
    ['with guarded blanks', '="",="\u2003"'],
  ])('for a million blank rows %s behind it', async (_, blank) => {
    const roster = await readAsRoster(`标题\n${header}${row}${`${blank}\n`.repeat(1_000_000)}${row}`);
    expect(roster.rows.map(({ line }) => line)).toEqual([3, 1_000_004]);
  });

  it('for a million blank rows that end with a carriage return', async () => {
    const text = header + row + ',\n'.repeat(1_000_000) + row;
    const roster = await readAsRoster(text.replaceAll('\n', '\r'));
    expect(roster.rows.map(({ line }) => line)).toEqual([2, 1_000_003]);
  });

  it('for 60,000 blank rows that only the parser can tell', async () => {
    const roster = await readAsRoster(`${header}${row}${"',`\n".repeat(60_000)}${row}`);
    expect(roster.rows.map(({ line }) => line)).toEqual([2, 60_003]);
  });

  it('but for more than two million, as what it is', async () => {
    expect(await readAsRefusal(`${header}${row}${',\n'.repeat(2_000_001)}${row}`)).toEqual({
      code: 'too_many_blank_rows',
      line: 2_000_004,
    });
  });

  it('for 50,000 rows with blank ones between', async () => {
    const roster = await readAsRoster(header + `${row},\n\n`.repeat(50_000));
    expect(roster.rows).toHaveLength(50_000);
  });

  it('for empty cells far right, as formatting leaves them', async () => {
    for (const end of ['', '"\u3000"', '--']) {
      const roster = await readAsRoster(`${header}${id},小明${','.repeat(1000)}${end}\n`);
      expect(roster.rows).toHaveLength(1);
    }
  });
});
