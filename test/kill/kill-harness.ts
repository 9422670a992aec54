import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { EnrollmentPolicy } from '../../src/sync/settings.ts';
import { sendToBot } from '../support/chat-driver.ts';
import { type KillRule, neverKill, openGateway } from '../support/gateway.ts';
import { startSandboxProgram } from '../support/processes.ts';
import { contentOf, control, readTables } from '../support/tables.ts';
import type { CallKill, KillPoint } from './kill-points.ts';
import type { Outcome, ServiceRun } from './run-service.ts';
import { editByHand, roster, typeByHand } from './scenario.ts';
import { createServiceProcess } from './service-process.ts';

/** Feishu's time counts whole seconds: so much later every process knows that the sync is over. */
const serverTimeErrorMs = 1_200;

/** All that must not depend on any kill. */
export interface Result {
  tables: ReturnType<typeof contentOf>;
  outcome: Outcome;
}

export interface KillRun {
  result: Result;
  /** How often the service was killed. */
  kills: number;
  /** Of the last service, which was not killed. */
  calls: readonly string[];
  commits: readonly string[];
}

/** What the services do that are killed. */
export interface Scenario {
  policy: EnrollmentPolicy;
  /** A sync, or the undo of one that has ended undisturbed. */
  does: 'sync' | 'undo';
}

/** A stand-in Feishu, and services that are killed while they call it or commit. */
export interface KillHarness {
  /**
   * Runs the scenario from its beginning: a service is killed at each of the points, one after the other, and then one
   * runs to its end. One that ends before it reaches its point is the last one too.
   */
  run(scenario: Scenario, points: readonly KillPoint[]): Promise<KillRun>;
  close(): Promise<void>;
}

/** @param program the compiled `kill-program` */
export async function openKillHarness(program: string): Promise<KillHarness> {
  const sandbox = await startSandboxProgram();
  const gateway = await openGateway(sandbox.url);
  const services = createServiceProcess(program);

  async function runWithKills(run: ServiceRun, points: readonly KillPoint[]): Promise<KillRun> {
    for (const [kills, point] of [...points, null].entries()) {
      const calls = gateway.watch(point?.kind === 'call' ? ruleOf(point) : neverKill, services.kill);
      const end = await services.run({ ...run, killAt: point?.kind === 'commit' ? point : null });
      if (end.kind === 'killed') continue;
      const { outcome, commits } = end;
      const tables = contentOf(await readTables(sandbox.url));
      return { result: { tables, outcome }, kills, calls, commits };
    }
    throw new Error('killed without having been told to');
  }

  return {
    async run({ policy, does }, points) {
      await clear(sandbox.url);
      await typeByHand(sandbox.url);
      const file = await sendToBot(sandbox.url, roster);
      const dataDir = await mkdtemp(join(tmpdir(), 'nvc-kill-'));
      const own = { FEISHU_DOMAIN: gateway.url, DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
      const settings = { ...sandbox.env, ...own, ENROLLMENT_POLICY: policy };
      try {
        const sync = { settings, file, undo: false, killAt: null };
        if (does === 'sync') return await runWithKills(sync, points);
        await runWithKills(sync, []);
        await editByHand(sandbox.url);
        await setTimeout(serverTimeErrorMs);
        return await runWithKills({ ...sync, undo: true }, points);
      } finally {
        await rm(dataDir, { recursive: true });
      }
    },
    async close() {
      await services.kill();
      await gateway.close();
      await sandbox.kill('SIGKILL');
    },
  };
}

function ruleOf({ number, moment }: CallKill): KillRule {
  return (_name, count) => (count === number ? moment : null);
}

/** Back to the rows that have long been there; and batches of more than three records are refused as too large. */
async function clear(sandboxUrl: string): Promise<void> {
  await control(sandboxUrl, 'DELETE', 'faults');
  await control(sandboxUrl, 'PUT', 'settings', { maxBatch: 3 });
  await control(sandboxUrl, 'POST', 'reset', { seed: 'example' });
}
