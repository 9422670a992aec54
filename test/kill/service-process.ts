import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Outcome, ServiceRun } from './run-service.ts';

export type RunEnd = { kind: 'killed' } | { kind: 'ended'; outcome: Outcome; commits: readonly string[] };

/**
 * A process in which one service runs after another. Starting it takes longer than a run, so it is started anew only
 * after it was killed: by `kill`, or by the service itself at a commit.
 */
export interface ServiceProcess {
  run(run: ServiceRun): Promise<RunEnd>;
  /** Resolves when the process is gone. */
  kill(): Promise<void>;
}

interface Running {
  child: ChildProcessByStdio<Writable, Readable, null>;
  lines: Interface;
  gone: Promise<unknown>;
}

/** @param program the compiled `kill-program` */
export function createServiceProcess(program: string): ServiceProcess {
  let running: Running | null = null;

  const start = (): Running => {
    // Nothing of the surrounding configuration reaches it; what it prints when it breaks is for whoever reads the test.
    const child = spawn(process.execPath, [program], { env: {}, stdio: ['pipe', 'pipe', 'inherit'] });
    return { child, lines: createInterface({ input: child.stdout }), gone: once(child, 'exit') };
  };
  return {
    async run(run) {
      running ??= start();
      const { child, lines, gone } = running;
      const printed = once(lines, 'line');
      child.stdin.write(`${JSON.stringify(run)}\n`);
      const line = await Promise.race([printed.then(([text]) => String(text)), gone.then(() => null)]);
      if (line !== null) {
        const { outcome, commits } = JSON.parse(line) as { outcome: Outcome; commits: string[] };
        return { kind: 'ended', outcome, commits };
      }
      running = null;
      if (child.signalCode !== 'SIGKILL') throw new Error(`it ended by itself, with ${child.exitCode}`);
      return { kind: 'killed' };
    },
    async kill() {
      running?.child.kill('SIGKILL');
      await running?.gone;
    },
  };
}
