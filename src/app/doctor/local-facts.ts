import { join } from 'node:path';
import { z } from 'zod';
import { readServerState } from '../../store/postgres/server-state.ts';
import { type DatabaseState, readDatabaseState } from '../../store/sqlite/database-state.ts';
import type { StorePlace } from '../store-place.ts';

/** What this machine says about the service, beside Feishu. */
export interface LocalFacts {
  /** null: the data are on a server, and no folder is used. */
  dataDir: string | null;
  database: DatabaseState;
  /** The service that runs on this machine, with how its bot receives events, if it says so; null: none answers. */
  service(): Promise<{ bot: string | null } | null>;
}

const answerWithinMs = 3_000;
const Ready = z.object({ bot: z.string().nullable().catch(null) }).catch({ bot: null });

/** @param origin where a service would answer on this machine; null: nobody knows */
export async function gatherLocalFacts(
  { dataDir, databaseUrl }: StorePlace,
  origin: string | null,
): Promise<LocalFacts> {
  return {
    dataDir: databaseUrl ? null : dataDir,
    database: databaseUrl
      ? await readServerState(databaseUrl)
      : readDatabaseState(join(dataDir, 'sync.sqlite')),
    service: async () => (origin === null ? null : askService(origin)),
  };
}

async function askService(origin: string): Promise<{ bot: string | null } | null> {
  const signal = AbortSignal.timeout(answerWithinMs);
  try {
    const answer = await fetch(`${origin}/readyz`, { signal });
    return Ready.parse(await answer.json());
  } catch {
    return null;
  }
}
