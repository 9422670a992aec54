import type { StoreOptions } from '../store/open-store.ts';
import type { Config, Settings } from './config.ts';
import { sandboxFolder } from './sandbox-mode.ts';

/** Where a process keeps its data: a folder, and a server in its place where there is one. */
export type StorePlace = Pick<StoreOptions, 'dataDir' | 'databaseUrl'>;

/** The demonstration keeps to its folder, apart from real data. */
export function storePlaceOf({ mode, dataDir, databaseUrl }: Pick<Config, 'mode'> & Settings): StorePlace {
  return mode === 'sandbox'
    ? { dataDir: sandboxFolder(dataDir), databaseUrl: null }
    : { dataDir, databaseUrl };
}
