import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { MakeSpreadsheet } from '../bot/ports.ts';
import type { SpreadsheetOrder } from './spreadsheet-content.ts';
import type { StorePlace } from './store-place.ts';

/** What the process is given on its standard input, as JSON; it opens the store for itself. */
export interface SpreadsheetJob extends SpreadsheetOrder {
  place: StorePlace;
}

const memoryMb = 300;

/**
 * Makes spreadsheets in a process of their own, one after another, so that none of 50,000 rows keeps page and bot waiting, nor
 * several of them take all memory. Not in a thread: one that is ended while the database driver works takes the whole service with it.
 * @param script the process's program
 */
export function createMakeSpreadsheet(
  { place, extraAliases }: Pick<SpreadsheetJob, 'place' | 'extraAliases'>,
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
      yield* runProgram(script, { place, extraAliases, kind, syncId });
    } finally {
      finish();
    }
  };
}

/** @throws if the program ended before the file was whole */
async function* runProgram(script: URL, job: SpreadsheetJob): AsyncGenerator<Uint8Array> {
  const args = [`--max-old-space-size=${memoryMb}`, fileURLToPath(script)];
  const program = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(program, 'exit');
  // Whoever ends without having read the job says so by its exit code.
  program.stdin.on('error', () => undefined);
  program.stdin.end(JSON.stringify(job));
  try {
    yield* program.stdout;
    const [exitCode] = await ended;
    if (exitCode !== 0) throw new Error('the program ended before the file was whole');
  } finally {
    program.kill('SIGKILL');
    await ended;
  }
}

/** All pieces of a file, for where it is handed over at once. */
export async function wholeFile(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
