import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnersOf, read } from './read.ts';
import { zip } from './xlsx-file.ts';

const ids = Array.from({ length: 5 }, (_, index) => `u_7f74bf20f876f_000000000${index}`);
const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** What a sheet may be made of: whole rows, so that most files mean something. */
const cellText = fc.constantFrom(
  ...ids,
  '小明',
  '用户ID',
  '昵称',
  '学习日期',
  '2026-05-01',
  '合计',
  '',
  '😀',
  '#REF!',
);
const cell = fc.oneof(
  cellText.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`),
  cellText.map((text) => `<c t="str"><v>${text}</v></c>`),
  fc.constantFrom(
    '<c t="s"><v>0</v></c>',
    '<c t="s"><v>99</v></c>',
    '<c t="s"/>',
    '<c s="1"><v>46143</v></c>',
  ),
  fc.constantFrom(
    '<c><f>A1</f></c>',
    '<c r="ZZ1"><v>1</v></c>',
    '<c r="B2" t="b"><v>1</v></c>',
    '<c t="e"><v>#N/A</v></c>',
  ),
);
const header =
  '<row><c t="str"><v>用户ID</v></c><c t="str"><v>昵称</v></c><c t="str"><v>学习日期</v></c></row>';
const row = fc
  .tuple(
    fc.constantFrom('<row>', '<row hidden="1">', '<row r="9">', '<row r="0">'),
    fc.array(cell, { maxLength: 5 }),
  )
  .map(([open, cells]) => `${open}${cells.join('')}</row>`);
const sheet = fc
  .tuple(
    fc.boolean(),
    fc.array(row, { maxLength: 6 }),
    fc.constantFrom('', 'A2:A4', 'B1:C3', 'A4:A2', 'x', 'A1:A1048576'),
  )
  .map(
    ([hasHeader, rows, merge]) =>
      `<worksheet><sheetData>${hasHeader ? header : ''}${rows.join('')}</sheetData><mergeCells><mergeCell ref="${merge}"/></mergeCells></worksheet>`,
  );

const target = fc.constantFrom(
  'worksheets/sheet1.xml',
  '/xl/worksheets/sheet1.xml',
  '../xl/worksheets/sheet2.xml',
  'nowhere.xml',
  '..\\x',
  'http://[',
  '',
);
const relations = fc.array(
  fc.record({
    id: fc.constantFrom('rId1', 'rId2', 'rId3'),
    kind: fc.constantFrom('worksheet', 'chartsheet', 'sharedStrings', 'styles', 'officeDocument'),
    target,
  }),
  { maxLength: 5 },
);
const relationsXml = (list: { id: string; kind: string; target: string }[]) =>
  `<Relationships>${list.map(({ id, kind, target }) => `<Relationship Id="${id}" Type="${type}/${kind}" Target="${target}"/>`).join('')}</Relationships>`;
const sound = [
  { id: 'rId1', kind: 'worksheet', target: 'worksheets/sheet1.xml' },
  { id: 'rId2', kind: 'worksheet', target: 'worksheets/sheet2.xml' },
  { id: 'rId3', kind: 'sharedStrings', target: 'sharedStrings.xml' },
];

const workbookParts = fc.record({
  sheets: fc.tuple(sheet, sheet),
  relations: fc.oneof({ weight: 3, arbitrary: fc.constant(sound) }, relations),
  states: fc.tuple(fc.constantFrom('visible', 'hidden', 'x'), fc.constantFrom('visible', 'veryHidden')),
  main: fc.constantFrom('xl/workbook.xml', '/xl/workbook.xml', 'XL\\Workbook.xml', 'workbook.xml'),
  missing: fc.subarray(['xl/sharedStrings.xml', 'xl/styles.xml', 'xl/worksheets/sheet2.xml', '_rels/.rels'], {
    maxLength: 1,
  }),
  strings: fc.array(cellText, { maxLength: 2 }),
  from1904: fc.boolean(),
});

describe('whatever a workbook is put together from', () => {
  it('it is read, asked about or refused, and holds no learner that is not in it', async () => {
    let rosters = 0;
    await fc.assert(
      fc.asyncProperty(workbookParts, async (parts) => {
        const [one, two] = parts.states;
        const files: Record<string, string> = {
          '[Content_Types].xml': '<Types/>',
          '_rels/.rels': relationsXml([{ id: 'r', kind: 'officeDocument', target: parts.main }]),
          'xl/workbook.xml': `<workbook xmlns:r="r"><workbookPr date1904="${parts.from1904}"/><sheets><sheet name="甲" state="${one}" r:id="rId1"/><sheet name="乙" state="${two}" r:id="rId2"/></sheets></workbook>`,
          'xl/_rels/workbook.xml.rels': relationsXml(parts.relations),
          'xl/sharedStrings.xml': `<sst>${parts.strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
          'xl/styles.xml':
            '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
          'xl/worksheets/sheet1.xml': parts.sheets[0],
          'xl/worksheets/sheet2.xml': parts.sheets[1],
        };
        for (const name of parts.missing) delete files[name];
        const reading = await read(zip(files), { sheets: ['*'] });
        expect(['read', 'refused']).toContain(reading.kind);
        if (reading.kind !== 'read') return;
        rosters++;
        const text = Object.values(files).join('');
        for (const userId of learnersOf(reading.roster)) expect(text).toContain(userId);
      }),
      { numRuns: 500 },
    );
    expect(rosters).toBeGreaterThan(50);
  });
});
