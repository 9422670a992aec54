import { limits } from '../limits.ts';
import { damagedFile, limitExceeded } from '../refused-file.ts';
import type { CellContext } from './cell.ts';
import { readDateStyles } from './date-styles.ts';
import { refuseOtherArchives, refuseOtherDocuments } from './other-archives.ts';
import { mainPart, type Relation, readRelations } from './package.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readElements } from './xml-elements.ts';
import { localName, type XmlAttributes } from './xml-tokens.ts';
import { openZip, type ZipArchive } from './zip-archive.ts';

/** An .xlsx opened as far as its sheets need it to be understood. */
export interface Workbook extends CellContext {
  /** Worksheets in the order of their tabs; sheets that hold a chart are not among them. */
  sheets: WorkbookSheet[];
}

export interface WorkbookSheet {
  name: string;
  isHidden: boolean;
  /** Its XML, from the start each time, while it is unpacked. */
  xml(): AsyncIterable<string>;
}

/**
 * Opens an .xlsx (ECMA-376 part 1 §18, part 2).
 * @throws RefusedFile for another kind of file, `damaged_file`, `limit_exceeded`
 */
export async function openWorkbook(bytes: Uint8Array): Promise<Workbook> {
  const archive = await openZip(bytes);
  refuseOtherArchives(archive);
  const path = await mainPart(archive);
  refuseOtherDocuments(path);
  const xml = await readPart(archive, path);
  const relations = await readRelations(archive, path);
  const partOf = async (type: string) => {
    const relation = relations.find((each) => each.type === type);
    return relation === undefined ? null : archive.readText(relation.path);
  };
  const [strings, styles] = [await partOf('sharedStrings'), await partOf('styles')];
  return {
    sheets: await readSheets(archive, xml, relations),
    sharedStrings: strings === null ? [] : await readSharedStrings(strings),
    dateStyles: styles === null ? [] : await readDateStyles(styles),
    from1904: await countsFrom1904(xml),
  };
}

async function readPart(archive: ZipArchive, path: string): Promise<string[]> {
  const xml = await archive.readText(path);
  if (xml === null) throw damagedFile();
  return xml;
}

async function readSheets(
  archive: ZipArchive,
  workbookXml: readonly string[],
  relations: readonly Relation[],
): Promise<WorkbookSheet[]> {
  const sheets: WorkbookSheet[] = [];
  let declaredBytes = 0;
  for (const attributes of await readElements(workbookXml, 'sheet')) {
    const relation = relations.find(({ id }) => id === relationId(attributes));
    const isHidden = (attributes.state ?? 'visible') !== 'visible';
    if (relation === undefined || !archive.has(relation.path)) {
      if (isHidden) continue;
      throw damagedFile();
    }
    if (relation.type !== 'worksheet') continue;
    declaredBytes += archive.declaredBytes(relation.path);
    sheets.push({
      name: attributes.name ?? '',
      isHidden,
      xml: () => archive.streamText(relation.path),
    });
  }
  if (declaredBytes > limits.sheetBytes) throw limitExceeded('unpacked', null);
  return sheets;
}

/** Its `r:id`; the prefix is the writer's choice. */
function relationId(attributes: XmlAttributes): string | undefined {
  return Object.entries(attributes).find(([name]) => localName(name) === 'id')?.[1];
}

/** Days are counted from 1904 instead of 1900, as old Excel for Mac did. */
async function countsFrom1904(workbookXml: readonly string[]): Promise<boolean> {
  const [properties = {}] = await readElements(workbookXml, 'workbookPr');
  return properties.date1904 === '1' || properties.date1904 === 'true';
}
