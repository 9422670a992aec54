import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { SpreadsheetJob } from './app/make-spreadsheet.ts';
import { spreadsheetOf } from './app/spreadsheet-content.ts';
import { createLog } from './log.ts';
import { openStore } from './store/open-store.ts';

const log = createLog('error');

/** Standard output is the file; an exit code other than 0 says that it is not whole. */
async function makeSpreadsheet({ place, ...order }: SpreadsheetJob): Promise<void> {
  const store = await openStore({ ...place, log, checkpoints: false, mustExist: true });
  await pipeline(await spreadsheetOf(store.syncs, order), process.stdout);
  await store.close();
}

await makeSpreadsheet((await json(process.stdin)) as SpreadsheetJob).catch((err) => {
  // Node would print the message, which may quote a file.
  log.error({ err }, 'spreadsheet failed');
  process.exitCode = 1;
});
