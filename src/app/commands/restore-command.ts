import { restore } from '../../store/sqlite/restore.ts';
import * as say from '../../wording/backup-sentences.ts';
import { refusesToStart } from '../../wording/config-problems.ts';
import { readOwnConfig } from '../environment.ts';
import { storePlaceOf } from '../store-place.ts';
import { printProblem } from './print-problem.ts';

/**
 * Puts a backup in the place of the data that are there, which are kept beside it.
 * @param args what stands behind `restore` on the command line: the file
 * @returns 0 if it is in its place now, 1 if nothing was changed
 */
export async function runRestoreCommand(args: readonly string[]): Promise<number> {
  const [file = '', ...others] = args;
  if (file === '' || file.startsWith('-') || others.length > 0) return printProblem(say.restoreUsage);
  const configured = readOwnConfig();
  if (configured.kind === 'refused') return printProblem(refusesToStart(configured.problems));
  const { config } = configured;
  if (config.databaseUrl !== null) return printProblem(say.backupOnServer);
  const outcome = await restore(storePlaceOf(config).dataDir, file, new Date());
  switch (outcome.kind) {
    case 'done': {
      const { keptAs, state } = outcome;
      console.log(say.restored(file, keptAs, state, config.policy === 'append').join('\n'));
      return 0;
    }
    case 'no_such_file':
      return printProblem(say.noSuchBackup(file));
    case 'unsound':
      return printProblem(say.notABackup[outcome.state.kind]);
    case 'in_use':
      return printProblem(say.dataInUse);
  }
}
