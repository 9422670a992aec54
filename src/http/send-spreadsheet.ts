import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Context } from 'koa';
import type { SpreadsheetKind } from '../bot/ports.ts';
import type { SyncRecord } from '../sync/sync-record.ts';
import { downloadName } from '../wording/download-names.ts';
import type { AppDeps } from './app-deps.ts';

type Spreadsheets = Pick<AppDeps, 'spreadsheet'>;

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What the file is, and how it is called where its Chinese name cannot be read. */
const files: Record<SpreadsheetKind, { type: string; asciiName(number: number): string }> = {
  changes: { type: xlsxType, asciiName: (number) => `changes-${number}.xlsx` },
  failures: { type: xlsxType, asciiName: (number) => `failures-${number}.xlsx` },
  failures_csv: { type: 'text/csv; charset=utf-8', asciiName: (number) => `failures-${number}.csv` },
};

/** Answers with a file of the sync, while it is being made. */
export function sendSpreadsheet(
  ctx: Context,
  { spreadsheet }: Spreadsheets,
  kind: SpreadsheetKind,
  sync: SyncRecord,
): void {
  describe(ctx, kind, sync);
  ctx.body = Readable.from(spreadsheet(kind, sync.id), { objectMode: false });
}

/** The same once it is whole, so that scripts read its length in the head. */
export async function sendWholeSpreadsheet(
  ctx: Context,
  { spreadsheet }: Spreadsheets,
  kind: SpreadsheetKind,
  sync: SyncRecord,
): Promise<void> {
  const whole = await buffer(spreadsheet(kind, sync.id));
  describe(ctx, kind, sync);
  ctx.body = whole;
}

function describe(ctx: Context, kind: SpreadsheetKind, { number, fileName }: SyncRecord): void {
  const { type, asciiName } = files[kind];
  ctx.type = type;
  ctx.attachment(downloadName(kind, fileName), { fallback: asciiName(number) });
}
