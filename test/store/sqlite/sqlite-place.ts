import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openStore, type Store } from '../../../src/store/open-store.ts';
import type { StorePlace } from '../../contract/store-place.ts';

export const silent = pino({ level: 'silent' });

/** A folder of its own for one test. */
export async function createSqlitePlace(): Promise<StorePlace & { dataDir: string; open(): Promise<Store> }> {
  const root = await mkdtemp(join(tmpdir(), 'store-'));
  const dataDir = join(root, 'data');
  const opened = new Set<Store>();
  return {
    dataDir,
    async open() {
      const store = await openStore({ dataDir, log: silent });
      opened.add(store);
      return store;
    },
    async contents() {
      const files = (await readdir(dataDir)).map((file) => readFile(join(dataDir, file), 'latin1'));
      return (await Promise.all(files)).join('');
    },
    async remove() {
      await Promise.all([...opened].map((store) => store.close()));
      await rm(root, { recursive: true });
    },
  };
}
