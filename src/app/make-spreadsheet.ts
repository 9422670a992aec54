import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { MakeSpreadsheet } from '../bot/ports.ts';
import type { SpreadsheetOrder } from './spreadsheet-content.ts';
import type { StorePlace } from './store-place.ts';

/** What the thread is given; it opens the store for itself. */
export interface SpreadsheetThreadData extends SpreadsheetOrder {
  place: StorePlace;
}

/** What the thread sends: the file piece by piece, then that it is whole. */
export type SpreadsheetMessage = Uint8Array | 'whole';

const resourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 300 };

/**
 * Makes spreadsheets in a thread of their own, one after another, so that none of 50,000 rows keeps page and bot waiting, nor
 * several of them take all memory.
 * @param script the thread's program
 */
export function createMakeSpreadsheet(
  { place, extraAliases }: Pick<SpreadsheetThreadData, 'place' | 'extraAliases'>,
  script = new URL('../spreadsheet.js', import.meta.url),
): MakeSpreadsheet {
  let last: Promise<void> = Promise.resolve();
  return async function* (kind, syncId) {
    const turn = last;
    let finish = () => {};
    last = new Promise((resolve) => {
      finish = resolve;
    });
    try {
      await turn;
      yield* runThread(script, { place, extraAliases, kind, syncId });
    } finally {
      finish();
    }
  };
}

/** @throws what ended the thread before the file was whole */
async function* runThread(script: URL, workerData: SpreadsheetThreadData): AsyncGenerator<Uint8Array> {
  const thread = new Worker(script, { workerData, resourceLimits });
  try {
    for await (const [message] of on(thread, 'message', { close: ['exit'] })) {
      const sent: SpreadsheetMessage = message;
      if (sent === 'whole') return;
      yield sent;
    }
    throw new Error('the thread ended before the file was whole');
  } finally {
    await thread.terminate();
  }
}

/** All pieces of a file, for where it is handed over at once. */
export async function wholeFile(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
