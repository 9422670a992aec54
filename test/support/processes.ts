import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A program of ours, running as a process of its own. */
export interface RunningProgram {
  process: ChildProcess;
  /** All it has printed so far. */
  output(): string;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** `LARGEST_FILE` is for the test: no file the program writes grows beyond so many blocks of 512 bytes. */
export type Environment = Record<string, string>;

/** Runs until `ready` matches what it prints; nothing of the surrounding configuration reaches it. */
async function startProgram(
  script: string,
  args: readonly string[],
  env: Environment,
  ready: RegExp,
): Promise<RunningProgram> {
  const child = spawnProgram(script, args, env);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const exited = once(child, 'exit').then(() => {
    throw new Error(`${script} ended: ${output}`);
  });
  exited.catch(() => undefined);
  const news = () => [child.stdout, child.stderr].map((stream) => once(stream ?? child, 'data'));
  while (!ready.test(output)) await Promise.race([...news(), exited]);
  child.once('exit', (exitCode, signal) => {
    // Else the tests that follow only say that nobody listens any more.
    if (signal === 'SIGABRT' || signal === 'SIGSEGV' || (exitCode !== null && exitCode > 0))
      console.error(`${script} ended with ${signal ?? exitCode}: ${output.slice(-2_000)}`);
  });
  return {
    process: child,
    output: () => output,
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    },
  };
}

/** A limit on the size of files stands in for a full disk; its signal would end the process before SQLite hears of it. */
const limited = `trap '' XFSZ; ulimit -f "$LARGEST_FILE"; exec "$0" "$@"`;

function spawnProgram(script: string, args: readonly string[], env: Environment): ChildProcess {
  const { PATH = '' } = process.env;
  const program = [process.execPath, join(root, 'dist', script), ...args];
  const [command = '', ...rest] = 'LARGEST_FILE' in env ? ['sh', '-c', limited, ...program] : program;
  return spawn(command, rest, {
    // Away from the project, where a developer's .env may lie.
    cwd: tmpdir(),
    env: { PATH, LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What a command printed, and how it ended. */
export interface CommandResult {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

export function runCli(args: readonly string[], env: Environment): Promise<CommandResult> {
  return runCommand('cli.js', ['sync', ...args], env);
}

export async function runCommand(
  script: string,
  args: readonly string[],
  env: Environment,
): Promise<CommandResult> {
  const child = spawnProgram(script, args, env);
  const result: CommandResult = { exitCode: null, stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => (result.stdout += chunk));
  child.stderr?.on('data', (chunk) => (result.stderr += chunk));
  await once(child, 'close');
  return { ...result, exitCode: child.exitCode };
}

/** A command that asks, with the answers that somebody types, a line each, in a folder of its own. */
export async function runAnswered(
  args: readonly string[],
  env: Environment,
  { cwd, answers }: { cwd: string; answers: readonly string[] },
): Promise<CommandResult> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [join(root, 'dist/cli.js'), ...args], { cwd, env: { PATH, ...env } });
  const result: CommandResult = { exitCode: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (result.stdout += chunk));
  child.stderr.on('data', (chunk) => (result.stderr += chunk));
  child.stdin.end(answers.map((answer) => `${answer}\n`).join(''));
  await once(child, 'close');
  return { ...result, exitCode: child.exitCode };
}

/** A command that follows its sync and has said so much about it. */
export const startCli = (args: readonly string[], env: Environment, said: RegExp) =>
  startProgram('cli.js', ['sync', ...args], env, said);

export interface RunningService extends RunningProgram {
  url: string;
}

export async function startService(env: Environment): Promise<RunningService> {
  const program = await startProgram('main.js', [], { PORT: '0', HOST: '127.0.0.1', ...env }, /\/upload\n/);
  const url = /(http:\/\/[\d.:]+)\/upload/.exec(program.output())?.[1] ?? '';
  return { ...program, url };
}

export interface RunningSandbox extends RunningProgram {
  url: string;
  /** The settings that connect a service to it. */
  env: Environment;
}

export async function startSandboxProgram(args: readonly string[] = ['--empty']): Promise<RunningSandbox> {
  const program = await startProgram(
    'sandbox/main.js',
    ['--port', '0', ...args],
    {},
    /BITABLE_APP_TOKEN=\S+\n/,
  );
  const settings = [...program.output().matchAll(/^([A-Z_]+)=(\S+)$/gm)];
  const env = Object.fromEntries(settings.map(([, name = '', value = '']) => [name, value]));
  return { ...program, env, url: env.FEISHU_DOMAIN ?? '' };
}

/** A service, a stand-in Feishu and a folder; everything is gone after `close`. */
export interface Harness {
  sandbox: RunningSandbox;
  service: RunningService;
  /** For commands and restarts on the same folder. */
  env: Environment;
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function openHarness(
  settings: Environment = {},
  sandboxArgs?: readonly string[],
): Promise<Harness> {
  const dataDir = await mkdtemp(join(tmpdir(), 'nvc-service-'));
  const sandbox = await startSandboxProgram(sandboxArgs);
  const env = { ...sandbox.env, DATA_DIR: dataDir, ...settings };
  const harness: Harness = {
    sandbox,
    env,
    service: await startService(env),
    async restart() {
      harness.service = await startService(env);
    },
    async close() {
      await harness.service.kill('SIGKILL');
      await sandbox.kill('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return harness;
}
