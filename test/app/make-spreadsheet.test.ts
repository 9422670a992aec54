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

async function programOf(program: string): Promise<MakeSpreadsheet> {
  const path = join(folder, 'program.mjs');
  await writeFile(
    path,
    `import { json } from 'node:stream/consumers';
     const job = await json(process.stdin);
     const piece = (text) => process.stdout.write(text);
     ${program}`,
  );
  return createMakeSpreadsheet({ place: { dataDir: folder }, extraAliases: {} }, pathToFileURL(path));
}

const textOf = async (pieces: AsyncIterable<Uint8Array>) => Buffer.from(await wholeFile(pieces)).toString();

it('hands over what the program writes, which knows what is wanted', async () => {
  const make = await programOf(`piece(job.kind + ' '); piece(job.syncId);`);
  expect(await textOf(make('changes', 'a'))).toBe('changes a');
});

it.each([
  ['fails', `piece('half'); process.exitCode = 1;`],
  ['is killed', `piece('half'); setTimeout(() => process.kill(process.pid, 'SIGKILL'), 50);`],
  ['cannot read what is wanted', `process.stdin.destroy(); process.exit(1);`],
])('gives no half file where the program %s', async (_, program) => {
  await expect(textOf((await programOf(program))('changes', 'a'))).rejects.toThrow(
    'before the file was whole',
  );
});

it('makes one after another', async () => {
  const busy = JSON.stringify(join(folder, 'busy'));
  const make = await programOf(
    `import { mkdirSync, rmdirSync } from 'node:fs';
     mkdirSync(${busy}); piece('a'); rmdirSync(${busy});`,
  );
  const all = ['a', 'b', 'c', 'd'].map((id) => textOf(make('changes', id)));
  expect(await Promise.all(all)).toEqual(['a', 'a', 'a', 'a']);
});

it('goes on with the next where nobody reads one to its end', async () => {
  const make = await programOf(`piece('a'); if (job.syncId === 'a') setInterval(() => {}, 1000);`);
  const left = make('changes', 'a')[Symbol.asyncIterator]();
  await left.next();
  const next = textOf(make('changes', 'b'));
  await left.return?.();
  expect(await next).toBe('a');
});
