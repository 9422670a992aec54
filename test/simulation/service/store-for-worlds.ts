import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createLog } from '../../../src/log.ts';
import { openStore, type Store } from '../../../src/store/open-store.ts';
import { Connection } from '../../../src/store/sqlite/connection.ts';
import { memoryFolder } from '../../support/memory-folder.ts';

/** One store for one world after the other. To open one for each would take as long as many of its calls. */
export interface StoreForWorlds {
  /** Empty, as that of a service which was never started before. No process of an earlier world may be alive. */
  empty(): Store;
  close(): Promise<void>;
}

export async function openStoreForWorlds(): Promise<StoreForWorlds> {
  const dataDir = await mkdtemp(join(memoryFolder, 'nvc-simulation-'));
  const store = await openStore({ dataDir, log: createLog('silent') });
  const connection = new Connection(join(dataDir, 'sync.sqlite'));
  connection.exec('pragma foreign_keys = off');
  const emptyAll = tablesOf(connection).map((name) => `delete from "${name}"`);
  return {
    empty() {
      connection.exec(['begin immediate', ...emptyAll, 'commit'].join(';'));
      return store;
    },
    async close() {
      connection.close();
      await store.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** All but what a new database has in it: which migrations it has been through, and its key. The last one counts rows. */
function tablesOf(connection: Connection): string[] {
  const rows = connection.prepare(`select name from sqlite_master where type = 'table'`).all([]) as {
    name: string;
  }[];
  const kept = /^(?:kysely_|sqlite_stat|hash_keys$)/;
  return rows.map(({ name }) => name).filter((name) => !kept.test(name));
}
