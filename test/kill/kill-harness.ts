import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnrollmentPolicy } from '../../src/sync/settings.ts';
import { type Fate, openGateway, spared } from '../support/gateway.ts';
import { startSandboxProgram } from '../support/processes.ts';
import { contentOf, control, readTables } from '../support/tables.ts';
import type { CallKill, KillPoint } from './kill-points.ts';
import type { Account, Life } from './run-service.ts';
import { roster, sendToBot, typeByHand } from './scenario.ts';
import { createMortals } from './service-process.ts';

/** All that must not depend on any kill. */
export interface Result {
  tables: ReturnType<typeof contentOf>;
  account: Account;
}

export interface Performance {
  result: Result;
  /** How often the service was killed. */
  kills: number;
  /** Of the last life, which nobody disturbed. */
  calls: readonly string[];
  commits: readonly string[];
}

/** A stand-in Feishu and a way to it on which services die. */
export interface KillHarness {
  /**
   * Plays the scenario from its beginning: a service killed at each of the points, one after the other, and then one
   * that lives to the end. One that ends before it reaches its point is the last one too.
   */
  play(policy: EnrollmentPolicy, points: readonly KillPoint[]): Promise<Performance>;
  close(): Promise<void>;
}

/** @param program the compiled `kill-program` */
export async function openKillHarness(program: string): Promise<KillHarness> {
  const sandbox = await startSandboxProgram();
  const gateway = await openGateway(sandbox.url);
  const mortals = createMortals(program);

  async function playOn(life: Life, points: readonly KillPoint[]): Promise<Performance> {
    for (const [kills, point] of [...points, null].entries()) {
      const calls = gateway.watch(point?.kind === 'call' ? fateOf(point) : spared, mortals.kill);
      const end = await mortals.live({ ...life, killAt: point?.kind === 'commit' ? point : null });
      if (end.kind === 'killed') continue;
      const { account, commits } = end;
      const tables = contentOf(await readTables(sandbox.url));
      return { result: { tables, account }, kills, calls, commits };
    }
    throw new Error('killed without having been told to');
  }

  return {
    async play(policy, points) {
      await clear(sandbox.url);
      await typeByHand(sandbox.url);
      const file = await sendToBot(sandbox.url, roster);
      const dataDir = await mkdtemp(join(tmpdir(), 'nvc-kill-'));
      const own = { FEISHU_DOMAIN: gateway.url, DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
      const settings = { ...sandbox.env, ...own, ENROLLMENT_POLICY: policy };
      try {
        return await playOn({ settings, file, killAt: null }, points);
      } finally {
        await rm(dataDir, { recursive: true });
      }
    },
    async close() {
      await mortals.kill();
      await gateway.close();
      await sandbox.kill('SIGKILL');
    },
  };
}

function fateOf({ number, moment }: CallKill): Fate {
  return (_name, count) => (count === number ? moment : null);
}

/** Back to the rows that have long been there; and batches of more than three records are refused as too large. */
async function clear(sandboxUrl: string): Promise<void> {
  await control(sandboxUrl, 'DELETE', 'faults');
  await control(sandboxUrl, 'PUT', 'settings', { maxBatch: 3 });
  await control(sandboxUrl, 'POST', 'reset', { seed: 'example' });
}
