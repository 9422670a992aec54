import { join } from 'node:path';
import { z } from 'zod';
import { type DatabaseState, inspectDatabase } from '../../store/sqlite/inspect-database.ts';

/** What this machine says about the service, beside Feishu. */
export interface LocalFacts {
  dataDir: string;
  database: DatabaseState;
  /** The service that runs on this machine, with how its bot receives events, if it says so; null: none answers. */
  service(): Promise<{ bot: string | null } | null>;
}

const answerWithinMs = 3_000;
const Ready = z.object({ bot: z.string().nullable().catch(null) }).catch({ bot: null });

export function gatherLocalFacts(dataDir: string, port: number): LocalFacts {
  return {
    dataDir,
    database: inspectDatabase(join(dataDir, 'sync.sqlite')),
    service: () => askService(port),
  };
}

async function askService(port: number): Promise<{ bot: string | null } | null> {
  const signal = AbortSignal.timeout(answerWithinMs);
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal });
    return Ready.parse(await answer.json());
  } catch {
    return null;
  }
}
