import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Account, Life } from './run-service.ts';

export type End = { kind: 'killed' } | { kind: 'ended'; account: Account; commits: readonly string[] };

/**
 * Services that live in a process until somebody, they themselves or we, kills them. After a kill the next one has a
 * process of its own; to start one takes longer than all that happens in it, so as long as nobody dies they share it.
 */
export interface Mortals {
  live(life: Life): Promise<End>;
  /** Returns when nothing of the process is left. */
  kill(): Promise<void>;
}

interface Running {
  child: ChildProcessByStdio<Writable, Readable, null>;
  lines: Interface;
  gone: Promise<unknown>;
}

/** @param program the compiled `kill-program` */
export function createMortals(program: string): Mortals {
  let running: Running | null = null;

  const start = (): Running => {
    // Nothing of the surrounding configuration reaches it; what it says when it breaks is for whoever reads the test.
    const child = spawn(process.execPath, [program], { env: {}, stdio: ['pipe', 'pipe', 'inherit'] });
    return { child, lines: createInterface({ input: child.stdout }), gone: once(child, 'exit') };
  };
  return {
    async live(life) {
      running ??= start();
      const { child, lines, gone } = running;
      const said = once(lines, 'line');
      child.stdin.write(`${JSON.stringify(life)}\n`);
      const line = await Promise.race([said.then(([text]) => String(text)), gone.then(() => null)]);
      if (line !== null) {
        const { account, commits } = JSON.parse(line) as { account: Account; commits: string[] };
        return { kind: 'ended', account, commits };
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
