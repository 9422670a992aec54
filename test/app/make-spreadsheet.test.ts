import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMakeSpreadsheet, wholeFile } from '../../src/app/make-spreadsheet.ts';
import type { MakeSpreadsheet } from '../../src/bot/ports.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nvc-spreadsheet-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function threadOf(program: string): Promise<MakeSpreadsheet> {
  const path = join(folder, 'program.mjs');
  await writeFile(
    path,
    `import { parentPort, workerData } from 'node:worker_threads';
     const send = (message) => parentPort.postMessage(message);
     const piece = (text) => send(new TextEncoder().encode(text));
     ${program}`,
  );
  return createMakeSpreadsheet({ place: { dataDir: folder }, extraAliases: {} }, pathToFileURL(path));
}

const textOf = async (pieces: AsyncIterable<Uint8Array>) => Buffer.from(await wholeFile(pieces)).toString();

it('hands over the pieces that the thread sends, which knows what is wanted', async () => {
  const make = await threadOf(`piece(workerData.kind + ' '); piece(workerData.syncId); send('whole');`);
  expect(await textOf(make('changes', 'a'))).toBe('changes a');
});

it.each([
  ['throws', `piece('half'); throw new Error('broken');`, 'broken'],
  ['ends', `piece('half');`, 'ended before the file was whole'],
])('gives no half file where the thread %s', async (_, program, message) => {
  await expect(textOf((await threadOf(program))('changes', 'a'))).rejects.toThrow(message);
});

it('makes one after another', async () => {
  const busy = JSON.stringify(join(folder, 'busy'));
  const make = await threadOf(
    `import { mkdirSync, rmdirSync } from 'node:fs';
     mkdirSync(${busy}); piece('a'); rmdirSync(${busy}); send('whole');`,
  );
  const all = ['a', 'b', 'c', 'd'].map((id) => textOf(make('changes', id)));
  expect(await Promise.all(all)).toEqual(['a', 'a', 'a', 'a']);
});

it('goes on with the next where nobody reads one to its end', async () => {
  const make = await threadOf(
    `piece('a'); if (workerData.syncId === 'b') send('whole'); else setInterval(() => {}, 1000);`,
  );
  const left = make('changes', 'a')[Symbol.asyncIterator]();
  await left.next();
  const next = textOf(make('changes', 'b'));
  await left.return?.();
  expect(await next).toBe('a');
});
