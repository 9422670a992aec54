import { runForgetCommand } from './app/commands/forget-command.ts';
import { printProblem } from './app/commands/print-problem.ts';
import { runSyncCommand } from './app/commands/sync-command.ts';
import { runUndoCommand } from './app/commands/undo-command.ts';
import { toAppError } from './errors.ts';
import { createLog } from './log.ts';
import * as say from './wording/cli-sentences.ts';
import { explainErrorCode } from './wording/explain-error.ts';
import { nextSteps } from './wording/next-steps.ts';

/** By the first word of the command line; package.json has a script of the same name for each. */
const commands: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  sync: runSyncCommand,
  undo: runUndoCommand,
  forget: runForgetCommand,
};

/** What kept the command from its work, in words; a fault of ours goes to the log as well. */
function explainFailure(thrown: unknown): number {
  const { code, details, cause } = toAppError(thrown);
  if (code === 'internal') createLog('error').error({ err: cause }, 'the command failed');
  const { message, hint } = explainErrorCode(code, details, nextSteps('cli', false));
  return printProblem(`${message}\n${hint}`);
}

/** A call that hangs would keep the process, though nobody waits for it any more. */
const closingMs = 500;

const [name = '', ...args] = process.argv.slice(2);
const run = Object.hasOwn(commands, name) ? commands[name] : undefined;
process.exitCode =
  run === undefined
    ? printProblem(say.unknownCommand(Object.keys(commands)))
    : await run(args).catch(explainFailure);
setTimeout(() => process.exit(), closingMs).unref();
