import { backUp } from '../../store/sqlite/back-up.ts';
import * as say from '../../wording/backup-sentences.ts';
import { refusesToStart } from '../../wording/config-problems.ts';
import { noDataIn } from '../../wording/forget-sentences.ts';
import { readOwnConfig } from '../environment.ts';
import { storePlaceOf } from '../store-place.ts';
import { printProblem } from './print-problem.ts';

/**
 * Copies the database into a new file while others work on it.
 * @param args what stands behind `backup` on the command line: the file
 * @returns 0 if there is a sound backup now, else 1
 */
export async function runBackupCommand(args: readonly string[]): Promise<number> {
  const [file = '', ...others] = args;
  if (file === '' || file.startsWith('-') || others.length > 0) return printProblem(say.backupUsage);
  const configured = readOwnConfig();
  if (configured.kind === 'refused') return printProblem(refusesToStart(configured.problems));
  if (configured.config.databaseUrl !== null) return printProblem(say.backupOnServer);
  const dataDir = storePlaceOf(configured.config).dataDir;
  const outcome = await backUp(dataDir, file);
  switch (outcome.kind) {
    case 'done':
      console.log(say.backedUp(file, outcome.bytes, outcome.state));
      return 0;
    case 'nothing_there':
      return printProblem(noDataIn(dataDir));
    case 'exists':
      return printProblem(say.backupExists(file));
    case 'not_writable':
      return printProblem(say.backupNotWritable(file));
    case 'unsound':
      return printProblem(say.dataUnsound);
  }
}
