import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../../../src/log.ts';
import { openStore } from '../../../src/store/open-store.ts';

/** Data folders of services: each begins as a copy of one that has all its tables already. */
export interface DataFolders {
  /** A new one; the caller removes it. */
  create(): Promise<string>;
  close(): Promise<void>;
}

/** In memory where the system has a place for that: what survives a loss of power is tested elsewhere. */
const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export async function createDataFolders(): Promise<DataFolders> {
  const all = await mkdtemp(join(root, 'nvc-simulation-'));
  const template = join(all, 'template');
  const store = await openStore({ dataDir: template, log: createLog('silent') });
  await store.close();
  // In one go: SQLite deletes what is left of its log whenever it comes to it.
  const files = readdirSync(template)
    .filter((name) => !name.endsWith('-shm'))
    .map((name) => ({ name, bytes: readFileSync(join(template, name)) }));
  let created = 0;
  return {
    async create() {
      const folder = join(all, String(created++));
      await mkdir(folder);
      for (const { name, bytes } of files) await writeFile(join(folder, name), bytes);
      return folder;
    },
    close: () => rm(all, { recursive: true }),
  };
}
