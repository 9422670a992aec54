import { createLog } from '../../log.ts';
import { copyStore } from '../../store/copy-store.ts';
import { refusesToStart } from '../../wording/config-problems.ts';
import * as say from '../../wording/copy-store-sentences.ts';
import { readOwnConfig } from '../environment.ts';
import { printProblem } from './print-problem.ts';

/**
 * Moves what the data folder holds to the PostgreSQL server.
 * @param args what stands behind `copy-store` on the command line: nothing
 * @returns 0 if it is there now, 1 if nothing was copied
 */
export async function runCopyStoreCommand(args: readonly string[]): Promise<number> {
  if (args.length > 0) return printProblem(say.copyStoreUsage);
  const configured = readOwnConfig();
  if (configured.kind === 'refused') return printProblem(refusesToStart(configured.problems));
  const { dataDir, databaseUrl, logLevel } = configured.config;
  if (databaseUrl === null) return printProblem(say.noDatabaseUrl);
  const outcome = await copyStore({ dataDir, databaseUrl, log: createLog(logLevel) });
  switch (outcome.kind) {
    case 'done':
      console.log(say.storeCopied(outcome.syncs, dataDir).join('\n'));
      return 0;
    case 'nothing_there':
      return printProblem(say.nothingToCopy(dataDir));
    case 'in_use':
      return printProblem(say.copyInUse);
    case 'not_empty':
      return printProblem(say.copyTargetFilled);
  }
}
