import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** A cell of text; `isWrong` colors it. */
export type TextCell = string | { text: string; isWrong: true };

export interface TextRow {
  cells: readonly TextCell[];
  /** Bold, such as the titles. */
  isHeader: boolean;
}

/**
 * An xlsx file of one sheet in which every cell is text, so that no program makes a number, a date or a formula of it. It is
 * written while it is read: a file of 50,000 rows never stands in memory.
 * Source: ECMA-376 part 1, 18.3 (worksheets) and 18.8 (styles).
 * @param widths of the columns in characters, from the left
 */
export function writeWorkbook(
  rows: AsyncIterable<TextRow> | Iterable<TextRow>,
  { sheetName, widths }: { sheetName: string; widths: readonly number[] },
): Readable {
  const zip = new ZipFile();
  for (const [path, xml] of Object.entries(fixedParts(sheetName))) zip.addBuffer(Buffer.from(xml), path);
  const sheet = Readable.from(sheetXml(rows, widths), { objectMode: false });
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml');
  zip.end();
  const output = Readable.from(zip.outputStream, { objectMode: false });
  sheet.once('error', (error) => output.destroy(error));
  return output;
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const types = 'http://schemas.openxmlformats.org/package/2006';
const documents = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const sheetTypes = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Indexes into `cellXfs`. */
const styleOf = { plain: 0, header: 1, wrong: 2 } as const;

/** 49 is the number format of text: https://learn.microsoft.com/dotnet/api/documentformat.openxml.spreadsheet.numberingformat */
const styles =
  `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>` +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/></patternFill></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">' +
  '<xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/>' +
  '<xf numFmtId="49" fillId="2" applyNumberFormat="1" applyFill="1"/></cellXfs></styleSheet>';

function fixedParts(sheetName: string): Record<string, string> {
  return {
    '[Content_Types].xml':
      `${head}<Types xmlns="${types}/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      `<Override PartName="/xl/workbook.xml" ContentType="${sheetTypes}.sheet.main+xml"/>` +
      `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetTypes}.worksheet+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${sheetTypes}.styles+xml"/></Types>`,
    '_rels/.rels': relationships([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml':
      `${head}<workbook xmlns="${main}" xmlns:r="${documents}"><sheets>` +
      `<sheet name="${escaped(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': styles,
  };
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${documents}/${type}" Target="${target}"/>`,
  );
  return `${head}<Relationships xmlns="${types}/relationships">${each.join('')}</Relationships>`;
}

async function* sheetXml(
  rows: AsyncIterable<TextRow> | Iterable<TextRow>,
  widths: readonly number[],
): AsyncGenerator<string> {
  const columns = widths.map(
    (width, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" style="0" customWidth="1"/>`,
  );
  yield `${head}<worksheet xmlns="${main}"><cols>${columns.join('')}</cols><sheetData>`;
  let chunk = '';
  for await (const row of rows) {
    chunk += rowXml(row);
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  yield `${chunk}</sheetData></worksheet>`;
}

/** One piece for the zip; a row alone would be too little to be worth its way. */
const chunkLength = 64 * 1024;

function rowXml({ cells, isHeader }: TextRow): string {
  return `<row>${cells.map((cell) => cellXml(cell, isHeader)).join('')}</row>`;
}

function cellXml(cell: TextCell, isHeader: boolean): string {
  const [text, style] =
    typeof cell === 'string' ? [cell, isHeader ? styleOf.header : styleOf.plain] : [cell.text, styleOf.wrong];
  // An empty cell keeps its place and its color.
  if (text === '') return `<c s="${style}"/>`;
  return `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** What looks like an escaped character, and would be read as one. */
const looksEscaped = /_(?=x[0-9A-Fa-f]{4}_)/g;
/** What XML cannot hold or would change, such as a carriage return. */
const control = /(?![\t\n])\p{Cc}/gu;
const noCharacter = /[\p{Cs}\ufffe\uffff]/gu;
const markup: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text
    .replace(looksEscaped, '_x005F_')
    .replace(control, codeOf)
    .replace(noCharacter, '\ufffd')
    .replace(/[&<>"]/g, (character) => markup[character] ?? '');
}

function codeOf(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}
