import { runBackupCommand } from './app/commands/backup-command.ts';
import { runCopyStoreCommand } from './app/commands/copy-store-command.ts';
import { runDoctorCommand } from './app/commands/doctor-command.ts';
import { runForgetCommand } from './app/commands/forget-command.ts';
import { type CommandProblem, reportProblem, wantsJson } from './app/commands/print-problem.ts';
import { runRestoreCommand } from './app/commands/restore-command.ts';
import { runSetupCommand } from './app/commands/setup-command.ts';
import { runSyncCommand } from './app/commands/sync-command.ts';
import { runUndoCommand } from './app/commands/undo-command.ts';
import { version } from './app/version.ts';
import { toAppError } from './errors.ts';
import { createLog } from './log.ts';
import { backupUsage, restoreUsage } from './wording/backup-sentences.ts';
import * as say from './wording/cli-sentences.ts';
import { copyStoreUsage } from './wording/copy-store-sentences.ts';
import { doctorUsage } from './wording/doctor/doctor-sentences.ts';
import { explainErrorCode } from './wording/explain-error.ts';
import { forgetUsage } from './wording/forget-sentences.ts';
import { nextSteps } from './wording/next-steps.ts';
import { setupUsage } from './wording/setup-sentences.ts';
import { undoUsage } from './wording/undo-command-sentences.ts';

interface Command {
  /** @returns the exit code */
  run(args: readonly string[]): Promise<number>;
  usage: string;
}

/** By the first word of the command line; package.json has a script of the same name for each. */
const commands: Readonly<Record<string, Command>> = {
  sync: { run: runSyncCommand, usage: say.usage },
  undo: { run: runUndoCommand, usage: undoUsage },
  forget: { run: runForgetCommand, usage: forgetUsage },
  backup: { run: runBackupCommand, usage: backupUsage },
  restore: { run: runRestoreCommand, usage: restoreUsage },
  'copy-store': { run: runCopyStoreCommand, usage: copyStoreUsage },
  setup: { run: runSetupCommand, usage: setupUsage },
  doctor: { run: runDoctorCommand, usage: doctorUsage },
};

/** What kept the command from its work, in words; a fault of ours goes to the log as well. */
function explainFailure(thrown: unknown): CommandProblem {
  const { code, details, cause } = toAppError(thrown);
  if (code === 'internal') createLog('error').error({ err: cause }, 'the command failed');
  return { code, ...explainErrorCode(code, details, nextSteps('cli', false)) };
}

async function run([name = '', ...args]: readonly string[]): Promise<number> {
  if (name === '--version' || args.includes('--version')) return print(version);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const asksForHelp = [name, ...args].some((arg) => arg === '--help' || arg === '-h');
  const usage = command?.usage ?? say.commandsUsage(Object.keys(commands));
  if (asksForHelp) return print(usage);
  const json = wantsJson(args);
  if (command === undefined)
    return reportProblem({ code: 'unknown_command', message: say.unknownCommand(name), hint: usage }, json);
  return command.run(args).catch((thrown: unknown) => reportProblem(explainFailure(thrown), json));
}

function print(text: string): 0 {
  console.log(text);
  return 0;
}

/** A call that hangs would keep the process, though nobody waits for it any more. */
const closingMs = 500;

process.exitCode = await run(process.argv.slice(2));
setTimeout(() => process.exit(), closingMs).unref();
