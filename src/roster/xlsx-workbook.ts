import { setImmediate as nextTurn } from 'node:timers/promises';
import { damagedFile, RefusedFile } from './refused-file.ts';
import { isDateFormat } from './xlsx-date-format.ts';
import { readAttributes, xmlTokens } from './xml-tokens.ts';
import { ZipArchive } from './zip-archive.ts';

/** What the cells of a workbook's first sheet need to be understood. */
export interface Workbook {
  /** The sheet's XML. */
  sheet: string;
  sharedStrings: string[];
  /** By cell style: whether it shows a number as a date. */
  dateStyles: boolean[];
  /** Days are counted from 1904 instead of 1900, as old Excel for Mac did. */
  from1904: boolean;
}

const workbookPath = 'xl/workbook.xml';
const relationsPath = 'xl/_rels/workbook.xml.rels';
const wordPath = 'word/document.xml';
const stringsPerTurn = 5000;

interface Relation {
  id: string;
  /** The last part of its type: `worksheet`, `sharedStrings`, `styles` … */
  type: string;
  path: string;
}

/**
 * Opens an .xlsx (ECMA-376 part 1 §18, part 2) as far as its first visible sheet needs it.
 * @throws RefusedFile `not_a_roster` for another kind of zip, `damaged_file`, `limit_exceeded`
 */
export async function openWorkbook(bytes: Uint8Array): Promise<Workbook> {
  const archive = new ZipArchive(bytes);
  if (!archive.has(workbookPath)) {
    throw new RefusedFile({
      code: 'not_a_roster',
      looksLike: archive.has(wordPath) ? 'word' : 'archive',
    });
  }
  const relations = readRelations(await readXml(archive, relationsPath));
  const { sheetId, from1904 } = readWorkbook(await readXml(archive, workbookPath));
  const pathOf = (type: string) => relations.find((relation) => relation.type === type)?.path;
  return {
    sheet: await readXml(archive, relations.find((relation) => relation.id === sheetId)?.path),
    sharedStrings: await readSharedStrings(await readOptionalXml(archive, pathOf('sharedStrings'))),
    dateStyles: readDateStyles(await readOptionalXml(archive, pathOf('styles'))),
    from1904,
  };
}

async function readXml(archive: ZipArchive, path: string | undefined): Promise<string> {
  const bytes = path === undefined ? null : await archive.read(path);
  if (bytes === null) throw damagedFile();
  return toXml(bytes);
}

async function readOptionalXml(archive: ZipArchive, path: string | undefined): Promise<string> {
  return path !== undefined && archive.has(path) ? readXml(archive, path) : '';
}

/** No office program writes a document type; it could define entities that expand without end. */
function toXml(bytes: Buffer): string {
  if (bytes.includes('<!DOCTYPE') || bytes.includes('<!ENTITY')) throw damagedFile();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw damagedFile(error);
  }
}

function readRelations(xml: string): Relation[] {
  return elements(xml, 'Relationship').map((attributes) => {
    const target = attributes.get('Target') ?? '';
    return {
      id: attributes.get('Id') ?? '',
      type: attributes.get('Type')?.split('/').at(-1) ?? '',
      path: target.startsWith('/') ? target.slice(1) : `xl/${target}`,
    };
  });
}

function readWorkbook(xml: string): { sheetId: string | undefined; from1904: boolean } {
  const sheets = elements(xml, 'sheet');
  const sheet =
    sheets.find((attributes) => (attributes.get('state') ?? 'visible') === 'visible') ?? sheets[0];
  const date1904 = elements(xml, 'workbookPr')[0]?.get('date1904');
  return { sheetId: sheet?.get('id'), from1904: date1904 === '1' || date1904 === 'true' };
}

function elements(xml: string, name: string): Map<string, string>[] {
  const found: Map<string, string>[] = [];
  for (const token of xmlTokens(xml)) {
    if (token.kind === 'open' && token.name === name) found.push(readAttributes(token.attributes));
  }
  return found;
}

/** Formatted text comes in several runs; `rPh` holds a reading aid, which is not part of the text. */
async function readSharedStrings(xml: string): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let inPhonetic = false;
  for (const token of xmlTokens(xml)) {
    if (token.kind === 'text') {
      if (inText && !inPhonetic) text += token.text;
    } else if (token.name === 't') inText = token.kind === 'open';
    else if (token.name === 'rPh') inPhonetic = token.kind === 'open';
    else if (token.name === 'si' && token.kind === 'open') text = '';
    else if (token.name === 'si' && strings.push(text) % stringsPerTurn === 0) await nextTurn();
  }
  return strings;
}

function readDateStyles(xml: string): boolean[] {
  const formats = new Map<string, string>();
  const styles: boolean[] = [];
  let inCellFormats = false;
  for (const token of xmlTokens(xml)) {
    if (token.kind === 'text') continue;
    if (token.name === 'cellXfs') inCellFormats = token.kind === 'open';
    if (token.kind === 'close') continue;
    const attributes = readAttributes(token.attributes);
    const id = attributes.get('numFmtId') ?? '';
    if (token.name === 'numFmt') formats.set(id, attributes.get('formatCode') ?? '');
    if (token.name === 'xf' && inCellFormats) styles.push(isDateFormat(Number(id), formats.get(id)));
  }
  return styles;
}
