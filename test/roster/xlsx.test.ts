import { describe, expect, it } from 'vitest';
import { isDateFormat } from '../../src/roster/xlsx/date-format.ts';
import { xmlTokens } from '../../src/roster/xlsx/xml-tokens.ts';
import { readAsRefusal, readAsRoster, validRows } from './read.ts';
import { style, textRow, xlsx, xlsxParts, zip } from './xlsx-file.ts';

const id = 'u_7f74bf20f876f_I1JEzO3joO';
const header = textRow('用户ID', '昵称', '手机号', '课程', '学习日期');

/** Reads one row: the XML of the given cell stands under 昵称, and of `day` under 学习日期. */
async function readCell(
  cell: string,
  options: { day?: string; sharedStrings?: string[]; from1904?: boolean } = {},
) {
  const day = options.day ?? '<c r="E2"><v>45413</v></c>';
  const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const phone = '<c r="C2"><v>1.9900001234E10</v></c>';
  const rows = `${header}<row r="2">${text(id)}${cell}${phone}${text('入门')}${day}</row>`;
  const [row] = validRows(await readAsRoster(xlsx({ ...options, rows })));
  return row;
}

describe('an xlsx', () => {
  it('is read by its content: strings, integers and dates', async () => {
    expect(await readCell('<c r="B2" t="inlineStr"><is><t>小明</t></is></c>')).toEqual({
      kind: 'valid',
      line: 2,
      learner: { userId: id, nickname: '小明', phone: '19900001234', extras: {} },
      course: '入门',
      day: '2024-05-01',
      status: '',
      extras: {},
      warnings: [],
    });
  });

  it.each([
    ['a shared string', '<c t="s"><v>0</v></c>', '小&明'],
    ['a shared string in runs, without its reading aid', '<c t="s"><v>1</v></c>', '小明同学'],
    ['a shared string that is not there', '<c t="s"><v>9</v></c>', ''],
    ['a shared string without a number', '<c t="s"/>', ''],
    ['a shared string with a blank for its number', '<c t="s"><v> </v></c>', ''],
    ['an inline string beside a value', '<c t="inlineStr"><v>0</v><is><t>小明</t></is></c>', '小明'],
    ['a value beside an inline string', '<c t="str"><is><t>x</t></is><v>小明</v></c>', '小明'],
    ['the text of a formula', '<c t="str"><f>A1</f><v>小明</v></c>', '小明'],
    ['character data', '<c t="str"><v><![CDATA[<小明>]]></v></c>', '<小明>'],
    ['a numbered character', '<c t="str"><v>&#x1F600;&#26126;</v></c>', '😀明'],
    ['an escaped line break', '<c t="str"><v>小_x000D__x000a_明</v></c>', '小 明'],
    ['an escaped underscore', '<c t="str"><v>a_x005F_x0041_</v></c>', 'a_x0041_'],
    ['a truth value', '<c t="b"><v>1</v></c>', 'TRUE'],
    ['an integer of 15 digits', '<c><v>123456789012345</v></c>', '123456789012345'],
    ['an integer whose digits may be lost', '<c><v>1234567890123456</v></c>', ''],
    ['an error', '<c t="e"><v>#N/A</v></c>', ''],
    ['an empty cell', '<c s="1"/>', ''],
    ['a number with another format', `<c s="${style.days}"><v>45413</v></c>`, '45413'],
    ['a name with a namespace', '<x:c t="str"><x:v>小明</x:v></x:c>', '小明'],
    ['what a comment hides', '<!-- <c t="str"><v>x</v></c> --><c t="str"><v>小明</v></c>', '小明'],
  ])('gives %s as its text', async (_, cell, nickname) => {
    const sharedStrings = ['<t>小&amp;明</t>', '<r><t>小明</t></r><r><t>同学</t></r><rPh><t>xiao</t></rPh>'];
    expect((await readCell(cell, { sharedStrings }))?.learner.nickname).toBe(nickname);
  });

  it.each([
    ['a built-in date format', `<c s="${style.builtInDate}"><v>46143.99</v></c>`, false, '2026-05-01'],
    ['a date format of its own', `<c s="${style.customDate}"><v>46143</v></c>`, false, '2026-05-01'],
    [
      'a second before midnight, which is rounding',
      `<c s="${style.builtInDate}"><v>46142.999999</v></c>`,
      false,
      '2026-05-01',
    ],
    ['days counted from 1904 without a format', '<c><v>44681</v></c>', true, '2026-05-01'],
    ['days counted from 1904', `<c s="${style.builtInDate}"><v>44681</v></c>`, true, '2026-05-01'],
    ['a date in ISO form', '<c t="d"><v>2026-05-01T00:00:00Z</v></c>', false, '2026-05-01'],
    ['midnight in Shanghai in ISO form', '<c t="d"><v>2026-04-30T16:00:00.000Z</v></c>', false, '2026-05-01'],
    [
      'an instant in ISO form, whose day is not plain',
      '<c t="d"><v>2026-04-30T20:00:00Z</v></c>',
      false,
      undefined,
    ],
    ['an instant in ISO form without a zone', '<c t="d"><v>2026-05-01T23:59:59</v></c>', true, '2026-05-01'],
    ['a date as text', '<c t="str"><v>2026/5/1 9:05</v></c>', false, '2026-05-01'],
  ])('gives %s as its calendar day', async (_, day, from1904, expected) => {
    expect((await readCell('<c/>', { day, from1904 }))?.day).toBe(expected);
  });

  it('counts rows as the spreadsheet shows them', async () => {
    const row = (number: number) =>
      `<row r="${number}">${`<c r="A${number}" t="str"><v>${id}</v></c>`}</row>`;
    const roster = await readAsRoster(xlsx({ rows: `${header}${row(5)}${textRow(id)}${row(3)}${row(100)}` }));
    expect(roster.rows.map(({ line }) => line)).toEqual([5, 6, 7, 100]);
  });

  it('with an address far away takes no memory for the cells between', async () => {
    const rows = `${header}<row r="1048576"><c r="A1048576" t="str"><v>${id}</v></c><c r="XFD1048576" s="1"/></row>`;
    expect((await readAsRoster(xlsx({ rows }))).rows).toHaveLength(1);
  });

  it('takes blanks far right for formatting', async () => {
    const row = textRow(id, '小明', '', '入门', '2026-05-01').replace(
      '</row>',
      '<c r="HZ2" t="str"><v> </v></c><c r="IA2" t="inlineStr"><is><t>--</t></is></c></row>',
    );
    expect((await readAsRoster(xlsx({ rows: header + row }))).rows).toHaveLength(1);
  });

  it.each([
    ['in another letter case', 'XL/Workbook.XML', 'xl/workbook.xml'],
    ['with backslashes', 'xl\\workbook.xml', 'xl\\workbook.xml'],
    ['from the root', 'xl/workbook.xml', '/xl/workbook.xml'],
    ['with dots', 'xl/workbook.xml', './docs/../xl/workbook.xml'],
  ])('has its parts where the package says, %s', async (_, name, target) => {
    const {
      'xl/workbook.xml': workbook = '',
      '_rels/.rels': relations = '',
      ...parts
    } = xlsxParts({
      rows: header + textRow(id, '', '', '入门', '2026-05-01'),
    });
    const bytes = zip({
      ...parts,
      '_rels/.rels': relations.replace('xl/workbook.xml', target),
      [name]: workbook,
    });
    expect((await readAsRoster(bytes)).rows).toHaveLength(1);
  });

  it.each([
    ['with escapes that the entry has too', 'xl/%E5%90%8D%20/1.xml', '%E5%90%8D%20/1.xml'],
    ['with escapes that the entry lacks', 'xl/名 单/1.xml', '%E5%90%8D%20%E5%8D%95/1.xml'],
    ['without escapes', 'xl/名 单/1.xml', '名 单/1.xml'],
  ])('has its sheets where the workbook says, %s', async (_, name, target) => {
    const { 'xl/worksheets/sheet1.xml': sheet = '', ...parts } = xlsxParts({
      rows: header + textRow(id, '', '', '入门', '2026-05-01'),
    });
    const relations = (parts['xl/_rels/workbook.xml.rels'] ?? '').replace('worksheets/sheet1.xml', target);
    const bytes = zip({ ...parts, 'xl/_rels/workbook.xml.rels': relations, [name]: sheet });
    expect((await readAsRoster(bytes)).rows).toHaveLength(1);
  });

  it.each([
    ['UTF-8 with a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, the high byte first', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('may be written in %s', async (_, encode) => {
    const parts = xlsxParts({ rows: header + textRow(id, '小明😀', '', '入门', '2026-05-01') });
    const encoded = Object.entries(parts).map(([name, text]) => [name, encode(text)] as const);
    const roster = await readAsRoster(zip(Object.fromEntries(encoded)));
    expect(validRows(roster)[0]?.learner.nickname).toBe('小明😀');
  });

  it('may leave out shared strings and styles', async () => {
    const {
      'xl/sharedStrings.xml': _,
      'xl/styles.xml': __,
      ...parts
    } = xlsxParts({ rows: header + textRow(id, '', '', '入门', '2026-05-01') });
    expect((await readAsRoster(zip(parts))).rows).toHaveLength(1);
  });
});

/** Changes a field of the first entry in the directory of a zip; see `zip` for where they stand. */
function changeEntry(bytes: Buffer, field: 'checksum' | 'declaredSize', value: number): Buffer {
  const entry = bytes.indexOf(Buffer.from('504b0102', 'hex'));
  bytes.writeUInt32LE(value, entry + { checksum: 16, declaredSize: 24 }[field]);
  return bytes;
}

it('an xlsx is unpacked only as far as it is needed', async () => {
  const parts = xlsxParts({ rows: header + textRow(id, '', '', '入门', '2026-05-01') });
  const bytes = zip({ 'docProps/thumbnail.jpeg': 'x', ...parts });
  expect((await readAsRoster(changeEntry(bytes, 'checksum', 1))).rows).toHaveLength(1);
});

it('an xlsx stays right over the pieces in which a long one is read', async () => {
  const row = textRow(id, '小明😀&amp;', '', '入门', '2026-05-01');
  const roster = await readAsRoster(xlsx({ rows: header + row.repeat(3000) }));
  expect(roster.rows).toHaveLength(3000);
  expect(new Set(validRows(roster).map(({ learner }) => learner.nickname))).toEqual(new Set(['小明😀&']));
});

it('other work gets its turn between the pieces of an xlsx', async () => {
  let turns = 0;
  let isReading = true;
  const takeTurn = () => {
    turns++;
    if (isReading) setImmediate(takeTurn);
  };
  takeTurn();
  for await (const _ of xmlTokens(['<sheet>', ...Array<string>(50).fill('<row/>'), '</sheet>']));
  isReading = false;
  expect(turns).toBeGreaterThan(50);
});

describe('an xlsx is refused as damaged', () => {
  const parts = xlsxParts({ rows: header });
  const sound = zip(parts);
  const { 'xl/worksheets/sheet1.xml': _, ...withoutSheet } = parts;
  const workbookFirst = () => zip({ 'xl/workbook.xml': '', ...parts });

  it.each([
    ['cut off', sound.subarray(0, sound.length - 30)],
    ['without its sheet', zip(withoutSheet)],
    ['larger than it declares', changeEntry(workbookFirst(), 'declaredSize', 10)],
    ['smaller than it declares', changeEntry(workbookFirst(), 'declaredSize', 10_000)],
    ['other than its checksum says', changeEntry(workbookFirst(), 'checksum', 1)],
    ['not in UTF-8', zip({ ...parts, 'xl/workbook.xml': '<workbook>' }).fill(0xff, 40, 60)],
    [
      'with more cell formats than a spreadsheet can have',
      zip({
        ...parts,
        'xl/styles.xml': `<styleSheet><cellXfs>${'<xf/>'.repeat(65_536)}</cellXfs></styleSheet>`,
      }),
    ],
    [
      'with more sheets than a spreadsheet can have',
      zip({
        ...parts,
        'xl/workbook.xml': `<workbook xmlns:r="r">${'<sheet r:id="rId1"/>'.repeat(65_536)}</workbook>`,
      }),
    ],
    [
      'with a document type, whose entities could grow without end',
      zip({
        ...parts,
        'xl/sharedStrings.xml': '<!DOCTYPE sst [<!ENTITY a "aaaa">]><sst><si><t>&a;</t></si></sst>',
      }),
    ],
  ])('when %s', async (_, bytes) => {
    expect(await readAsRefusal(bytes)).toEqual({ code: 'damaged_file', line: null });
  });

  it.each([
    ['elements cross', '<row><c></row></c>'],
    ['an element never ends', '<row>'],
    ['a comment never ends', '<!-- <row/>'],
    ['an entity is not defined', textRow('&nbsp;')],
    ['a character does not exist', textRow('&#x110000;')],
    ['a character is not allowed', textRow('\u0001')],
    ['elements nest without end', `${'<a>'.repeat(200)}${'</a>'.repeat(200)}`],
    ['a comment goes on and on', `<!-- ${'- '.repeat(1024 * 1024)}-->`],
  ])('when in the XML of its sheet %s', async (_, rows) => {
    expect(await readAsRefusal(xlsx({ rows: header + rows }))).toEqual({ code: 'damaged_file', line: null });
  });
});

describe('a number format', () => {
  it.each([
    [14, undefined, true],
    [31, undefined, true],
    [0, undefined, false],
    [49, undefined, false],
    [176, 'yyyy"年"m"月"d"日"', true],
    [177, '[$-804]yyyy/m/d h:mm;@', true],
    [178, '[Red]0.00', false],
    [179, '0"days"', false],
    [180, '0\\d', false],
    [181, '@', false],
    [182, 'Standard', false],
    [183, 'General', false],
    [184, 'G/通用格式', false],
    [185, 'G/通用格式"天"', false],
    [186, '[$-411]ge.m.d', true],
    [187, '上午/下午h"时"mm"分"', true],
    [188, '[h]:mm:ss', true],
    [189, 'yyyy/m/d aaaa', true],
    [190, '0.00E+00', false],
    [191, '#,##0;[Red]-#,##0', false],
  ])('%i with the code %s shows dates: %s', (formatId, code, shows) => {
    expect(isDateFormat(formatId, code)).toBe(shows);
  });
});
