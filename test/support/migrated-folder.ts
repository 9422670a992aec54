import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/store/open-store.ts';
import { Connection } from '../../src/store/sqlite/connection.ts';

const databaseName = 'sync.sqlite';
let migrated: Promise<Uint8Array> | null = null;

/**
 * A data folder of its own whose store is as after its first start. To bring a new one through all migrations takes
 * longer than most of what is tested on it.
 */
export async function createMigratedFolder(prefix: string): Promise<string> {
  migrated ??= migrate();
  const folder = await mkdtemp(join(tmpdir(), prefix));
  await writeFile(join(folder, databaseName), await migrated);
  return folder;
}

/** In one piece: what is in the write-ahead log of a database is not yet in its file. */
async function migrate(): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'nvc-migrated-'));
  const copy = join(folder, 'copy.sqlite');
  const store = await openStore({ dataDir: folder, log: createLog('silent') });
  const connection = new Connection(join(folder, databaseName));
  try {
    connection.exec(`vacuum into '${copy}'`);
    return await readFile(copy);
  } finally {
    connection.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}
