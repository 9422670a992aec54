import { type FoundHeader, findHeader } from '../header/find-header.ts';
import { knownColumns, type RosterField, rosterFields } from '../header/known-columns.ts';
import { lineInFile, placeOfLine } from '../line-place.ts';
import type { RawTable } from '../raw-table.ts';
import { RefusedFile } from '../refused-file.ts';
import { checkedItems } from './checked-items.ts';
import { fileKind } from './file-kind.ts';
import { openFile } from './open-file.ts';

/**
 * The cells of a roster as they stand in the file, to hand rows back to staff unchanged.
 * @param extraAliases as for `readRoster`: without them the header of such a file is not found
 * @returns null if the file cannot be read
 */
export function readRawTables(
  bytes: Uint8Array,
  extraAliases: Readonly<Record<string, readonly string[]>>,
): Promise<RawTable[] | null> {
  return readRecords(bytes, extraAliases, Number.POSITIVE_INFINITY);
}

/** The same with only the first records of each table, without reading on; of a text not even its later bytes. */
export function readFirstRecords(
  bytes: Uint8Array,
  extraAliases: Readonly<Record<string, readonly string[]>>,
  count: number,
): Promise<RawTable[] | null> {
  return readRecords(fileKind(bytes).kind === 'text' ? firstLines(bytes) : bytes, extraAliases, count);
}

const firstLinesBytes = 256 * 1024;

/** Whole lines, because half a character would count as damage; in UTF-16 the line feed may have its zero behind it. */
function firstLines(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= firstLinesBytes) return bytes;
  const lineFeed = bytes.lastIndexOf(0x0a, firstLinesBytes);
  if (lineFeed === -1) return bytes;
  return bytes.subarray(0, lineFeed + (bytes[lineFeed + 1] === 0 ? 2 : 1));
}

async function readRecords(
  bytes: Uint8Array,
  extraAliases: Readonly<Record<string, readonly string[]>>,
  mostRecords: number,
): Promise<RawTable[] | null> {
  try {
    const known = knownColumns({ extraAliases, learnerFields: [], enrollmentFields: [] });
    const file = await openFile(bytes, (records) => findHeader(records, known));
    const sheets = file.sheetNames.map((name) => ({ name }));
    const tables: RawTable[] = [];
    for (const { header, sheet, items } of file.tables) {
      const table: RawTable = { header: header.record.cells, fields: fieldsOf(header), records: [] };
      for await (const item of checkedItems(items())) {
        if (item.kind !== 'record' || item.line <= header.record.line) continue;
        const place = placeOfLine(lineInFile(sheet?.index ?? 0, item.line), sheets);
        if (table.records.push({ ...place, cells: item.cells }) >= mostRecords) break;
      }
      tables.push(table);
    }
    return tables;
  } catch (error) {
    if (error instanceof RefusedFile) return null;
    throw error;
  }
}

function fieldsOf({ record, columns }: FoundHeader): (RosterField | null)[] {
  return record.cells.map((_, place) => {
    const column = columns.find(({ index, use }) => index === place && use === 'roster');
    return rosterFields.find((field) => field === column?.field) ?? null;
  });
}
