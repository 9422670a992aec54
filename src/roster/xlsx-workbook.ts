import { damagedFile, RefusedFile } from './refused-file.ts';
import { isDateFormat } from './xlsx-date-format.ts';
import { XlsxText } from './xlsx-text.ts';
import { localName, type XmlAttributes, xmlTokens } from './xml-tokens.ts';
import { openZip, type ZipArchive } from './zip-archive.ts';

/** What the cells of a workbook's first sheet need to be understood. */
export interface Workbook {
  /** The sheet's XML, in pieces. */
  sheet: string[];
  sharedStrings: string[];
  /** By cell style: whether it shows a number as a date. */
  dateStyles: boolean[];
  /** Days are counted from 1904 instead of 1900, as old Excel for Mac did. */
  from1904: boolean;
}

const workbookPath = 'xl/workbook.xml';
const relationsPath = 'xl/_rels/workbook.xml.rels';
const wordPath = 'word/document.xml';

/** Cell formats, the most numerous, end at 65,490: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3 */
const mostOfOneKind = 0xffff;

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
  const archive = await openZip(bytes);
  if (!archive.has(workbookPath)) {
    throw new RefusedFile({
      code: 'not_a_roster',
      looksLike: archive.has(wordPath) ? 'word' : 'archive',
    });
  }
  const relations = await readRelations(await readXml(archive, relationsPath));
  const { sheetId, from1904 } = await readWorkbook(await readXml(archive, workbookPath));
  const pathOf = (type: string) => relations.find((relation) => relation.type === type)?.path;
  return {
    sheet: await readXml(archive, relations.find((relation) => relation.id === sheetId)?.path),
    sharedStrings: await readSharedStrings(await readOptionalXml(archive, pathOf('sharedStrings'))),
    dateStyles: await readDateStyles(await readOptionalXml(archive, pathOf('styles'))),
    from1904,
  };
}

async function readXml(archive: ZipArchive, path: string | undefined): Promise<string[]> {
  const xml = await readOptionalXml(archive, path);
  if (xml === null) throw damagedFile();
  return xml;
}

async function readOptionalXml(archive: ZipArchive, path: string | undefined): Promise<string[] | null> {
  return path === undefined ? null : archive.readText(path);
}

async function readRelations(xml: string[]): Promise<Relation[]> {
  const elements = await readElements(xml, 'Relationship');
  return elements.map((attributes) => {
    const target = attributes.Target ?? '';
    return {
      id: attributes.Id ?? '',
      type: attributes.Type?.split('/').at(-1) ?? '',
      path: target.startsWith('/') ? target.slice(1) : `xl/${target}`,
    };
  });
}

async function readWorkbook(xml: string[]): Promise<{ sheetId: string | undefined; from1904: boolean }> {
  const sheets = await readElements(xml, 'sheet');
  const sheet = sheets.find(({ state = 'visible' }) => state === 'visible') ?? sheets[0] ?? {};
  const [properties = {}] = await readElements(xml, 'workbookPr');
  const from1904 = properties.date1904 === '1' || properties.date1904 === 'true';
  return { sheetId: relationId(sheet), from1904 };
}

/** Its `r:id`; the prefix is the writer's choice. */
function relationId(attributes: XmlAttributes): string | undefined {
  return Object.entries(attributes).find(([name]) => localName(name) === 'id')?.[1];
}

/** The attributes of all elements of a name. */
async function readElements(xml: string[], name: string): Promise<XmlAttributes[]> {
  const found: XmlAttributes[] = [];
  for await (const tokens of xmlTokens(xml)) {
    for (const token of tokens) {
      if (token.kind === 'open' && token.name === name) found.push(token.attributes);
    }
    if (found.length > mostOfOneKind) throw damagedFile();
  }
  return found;
}

async function readSharedStrings(xml: string[] | null): Promise<string[]> {
  const strings: string[] = [];
  if (xml === null) return strings;
  let content = new XlsxText();
  for await (const tokens of xmlTokens(xml)) {
    for (const token of tokens) {
      if (token.kind === 'open' && token.name === 'si') content = new XlsxText();
      else if (token.kind === 'close' && token.name === 'si') strings.push(content.text);
      else content.take(token);
    }
  }
  return strings;
}

async function readDateStyles(xml: string[] | null): Promise<boolean[]> {
  const styles: boolean[] = [];
  if (xml === null) return styles;
  const formats = new Map<string, string>();
  let inCellFormats = false;
  for await (const tokens of xmlTokens(xml)) {
    for (const token of tokens) {
      if (token.kind === 'text') continue;
      if (token.name === 'cellXfs') inCellFormats = token.kind === 'open';
      if (token.kind === 'close') continue;
      const id = token.attributes.numFmtId ?? '';
      if (token.name === 'numFmt') formats.set(id, token.attributes.formatCode ?? '');
      if (token.name === 'xf' && inCellFormats) styles.push(isDateFormat(Number(id), formats.get(id)));
    }
    if (styles.length > mostOfOneKind) throw damagedFile();
  }
  return styles;
}
