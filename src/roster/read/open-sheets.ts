import type { FindHeader } from '../header/find-header.ts';
import { readSheet } from '../xlsx/read-sheet.ts';
import { openWorkbook, type WorkbookSheet } from '../xlsx/workbook.ts';
import { findMergedHeader } from './merged-titles.ts';
import { type Head, readHead } from './read-head.ts';
import type { OpenedFile, Source } from './table.ts';
import { type SearchedHead, whyNoHeader } from './why-no-header.ts';

/**
 * Opens the visible worksheets of an .xlsx.
 * @throws RefusedFile if none has the header of a roster, or one cannot be read
 */
export async function openSheets(bytes: Uint8Array, find: FindHeader): Promise<OpenedFile> {
  const workbook = await openWorkbook(bytes);
  const { hidden, visible } = bySight(workbook.sheets);
  const opened: OpenedFile = { tables: [], sheetNames: visible.map(({ name }) => name), unread: [] };
  const heads: SearchedHead[] = [];
  for (const [index, sheet] of visible.entries()) {
    const { name } = sheet;
    const source: Source = {
      sheet: { index, name },
      delimiter: null,
      from1904: workbook.from1904,
      items: () => readSheet(sheet, workbook),
    };
    const head = await readHead(source.items());
    // Nobody can say that it is no roster.
    if (head.failure?.refusal.code === 'damaged_file') throw head.failure;
    const finding = await findMergedHeader(head.records, find, source.items);
    if (finding.kind === 'header') opened.tables.push({ ...source, header: finding });
    else if (!isBlank(head)) opened.unread.push({ name, isHidden: false });
    heads.push({ ...head, finding, isText: true });
  }
  for (const sheet of hidden) {
    const head = await readHead(readSheet(sheet, workbook));
    const isRoster = find(head.records).kind === 'header';
    if (isRoster) opened.unread.push({ name: sheet.name, isHidden: true });
  }
  if (opened.tables.length > 0) return opened;
  const hiddenRosters = opened.unread.filter(({ isHidden }) => isHidden).map(({ name }) => name);
  throw whyNoHeader(heads, opened.sheetNames, hiddenRosters);
}

function isBlank({ records, failure }: Head): boolean {
  return records.length === 0 && failure === null;
}

/** A workbook without any visible sheet is shown as if all were. */
function bySight(sheets: readonly WorkbookSheet[]) {
  const visible = sheets.filter(({ isHidden }) => !isHidden);
  if (visible.length === 0) return { visible: sheets, hidden: [] };
  return { visible, hidden: sheets.filter(({ isHidden }) => isHidden) };
}
