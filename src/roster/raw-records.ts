import { knownColumns } from './known-columns.ts';
import { openTable } from './open-table.ts';
import type { RawRecord } from './raw-record.ts';
import { RefusedFile } from './refused-file.ts';

export interface RawRecords {
  header: string[];
  /** What comes after the header, with the same lines as in `readRoster`; blank records are left out, footers are not. */
  records: RawRecord[];
}

/**
 * The cells of a roster as they stand in the file, to hand rows back to staff unchanged.
 * @param extraAliases as for `readRoster`: without them the header of such a file is not found
 * @returns null if the file cannot be read
 */
export async function readRawRecords(
  bytes: Uint8Array,
  extraAliases: Readonly<Record<string, readonly string[]>>,
): Promise<RawRecords | null> {
  try {
    const table = await openTable(bytes, knownColumns(extraAliases, []));
    const records: RawRecord[] = [];
    for await (const record of table.rows()) records.push(record);
    return { header: table.header.cells, records };
  } catch (error) {
    if (error instanceof RefusedFile) return null;
    throw error;
  }
}
