import { Readable } from 'node:stream';
import type { SpreadsheetKind } from '../bot/ports.ts';
import { readRawTables } from '../roster/read/read-raw-tables.ts';
import { writeWorkbook } from '../roster/xlsx/write-workbook.ts';
import type { SyncRecord } from '../sync/sync-record.ts';
import type { SyncStore } from '../sync/sync-store.ts';
import { aliasesOf } from '../sync/upload-rules.ts';
import { tenseOf } from '../wording/change-words.ts';
import { changesRows, changesSheetName, changesWidths } from '../wording/changes-sheet.ts';
import { failuresCsv } from '../wording/failures-csv.ts';
import { failuresRows, failuresSheetName, failuresWidths } from '../wording/failures-sheet.ts';

export interface SpreadsheetOrder {
  kind: SpreadsheetKind;
  syncId: string;
  /** `ROSTER_COLUMNS`: with them a file is read again if its upload has none of its own. */
  extraAliases: Readonly<Record<string, readonly string[]>>;
}

/**
 * The file of a sync, as it is asked for.
 * @throws if the sync is gone
 */
export async function spreadsheetOf(syncs: SyncStore, order: SpreadsheetOrder): Promise<Readable> {
  const sync = await syncs.get(order.syncId);
  if (sync === null) throw new Error('there is no such sync');
  switch (order.kind) {
    case 'changes':
      return writeWorkbook(changesRows(syncs.allChanges(sync.id), tenseOf(sync)), {
        sheetName: changesSheetName,
        widths: changesWidths,
      });
    case 'failures': {
      const { raw, failures } = await failedRowsOf(syncs, sync, order);
      const rows = failuresRows(raw, failures);
      return writeWorkbook(rows, { sheetName: failuresSheetName, widths: failuresWidths(rows) });
    }
    case 'failures_csv': {
      const { raw, failures } = await failedRowsOf(syncs, sync, order);
      return Readable.from([failuresCsv(raw, failures)], { objectMode: false });
    }
  }
}

/** What failed, and the cells of the roster as they stand in it; null if it is not kept any more. */
async function failedRowsOf(syncs: SyncStore, sync: SyncRecord, { extraAliases }: SpreadsheetOrder) {
  const report = await syncs.readReport(sync.id);
  const bytes = await syncs.readFile(sync.fileId);
  const { columns } = await syncs.settledRules(sync.uploadId);
  const raw = bytes === null ? null : await readRawTables(bytes, aliasesOf(columns ?? { extraAliases }));
  return { raw, failures: report?.failures ?? [] };
}
