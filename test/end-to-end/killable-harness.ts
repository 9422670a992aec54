import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CallMoment, neverKill, openGateway } from '../support/gateway.ts';
import { type Environment, type Harness, startSandboxProgram, startService } from '../support/processes.ts';

/** A harness whose service can be killed in the middle of a call. */
export interface KillableHarness extends Harness {
  /** Kills the service in the nth call of this name. @returns when it is gone */
  killAt(call: RegExp, nth: number, moment: CallMoment): Promise<void>;
}

export async function openKillableHarness(settings: Environment = {}): Promise<KillableHarness> {
  const dataDir = await mkdtemp(join(tmpdir(), 'nvc-killable-'));
  const sandbox = await startSandboxProgram();
  const gateway = await openGateway(sandbox.url);
  const env = { ...sandbox.env, FEISHU_DOMAIN: gateway.url, DATA_DIR: dataDir, ...settings };
  const harness: KillableHarness = {
    sandbox,
    env,
    service: await startService(env),
    async restart() {
      harness.service = await startService(env);
    },
    killAt: (call, nth, moment) =>
      new Promise((resolve) => {
        let matching = 0;
        gateway.watch(
          (name) => {
            if (!call.test(name)) return null;
            matching += 1;
            return matching === nth ? moment : null;
          },
          async () => {
            gateway.watch(neverKill, async () => {});
            await harness.service.kill('SIGKILL');
            resolve();
          },
        );
      }),
    async close() {
      await harness.service.kill('SIGKILL');
      await gateway.close();
      await sandbox.kill('SIGKILL');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return harness;
}
