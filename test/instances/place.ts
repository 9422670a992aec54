import { setTimeout as sleep } from 'node:timers/promises';
import { neverKill, openGateway } from '../support/gateway.ts';
import { startPostgres } from '../support/postgres.ts';
import {
  type Environment,
  type RunningSandbox,
  type RunningService,
  startSandboxProgram,
  startService,
} from '../support/processes.ts';
import { type Befallen, befall, type CallPoint, inCall, type Mishap, type Surroundings } from './mishaps.ts';

/** Services that share a database and a stand-in Feishu, each a process of its own. */
export interface Instances {
  services: readonly RunningService[];
  /** What is called from now on, in order. */
  calls(): readonly string[];
  /** The mishap befalls the instance that works, in the middle of that call. Resolves once it has happened. */
  befall(mishap: Mishap, point: CallPoint): Promise<Befallen>;
  /** In the middle of that call `act` is done; then its sender finds the connection ended. @returns the place of the instance that works */
  inCall(point: CallPoint, act: (place: number) => Promise<void>): Promise<number>;
  /** Lets a frozen instance go on. */
  wake(place: number): void;
  /** Their database is gone too. */
  kill(): Promise<void>;
}

/** A database server and a stand-in Feishu for instances, one group of them after another. */
export interface Place {
  sandbox: RunningSandbox;
  /** On a database of their own. */
  start(count: number, settings?: Environment): Promise<Instances>;
  close(): Promise<void>;
}

export async function openPlace(): Promise<Place> {
  const [server, sandbox] = await Promise.all([startPostgres('crashes'), startSandboxProgram()]);
  const gateway = await openGateway(sandbox.url);
  return {
    sandbox,
    async start(count, settings = {}) {
      const databaseUrl = await server.createDatabase();
      const env = { ...sandbox.env, FEISHU_DOMAIN: gateway.url, DATA_DIR: '/nowhere', ...settings };
      const services = await Promise.all(
        Array.from({ length: count }, (_, place) =>
          startService({ ...env, DATABASE_URL: `${databaseUrl}?application_name=${place}` }),
        ),
      );
      await Promise.all(services.map(haveLooked));
      const baseToken = sandbox.env.BITABLE_APP_TOKEN ?? '';
      return instancesOf({ server, gateway, services, databaseUrl, baseToken });
    },
    async close() {
      await gateway.close();
      await sandbox.kill('SIGKILL');
      await server.remove();
    },
  };
}

/** Each looks at its Base when it starts; those calls are not of a sync. */
async function haveLooked({ url }: RunningService): Promise<void> {
  const state = async () => (await (await fetch(`${url}/readyz`)).json()) as { feishu: string };
  while ((await state()).feishu !== 'ok') await sleep(50);
}

/** Instances in a place of their own, which is closed with them. */
export async function openInstances(
  count: number,
  settings: Environment,
): Promise<Instances & { sandbox: RunningSandbox; close(): Promise<void> }> {
  const place = await openPlace();
  const instances = await place.start(count, settings);
  return {
    ...instances,
    sandbox: place.sandbox,
    async close() {
      await instances.kill();
      await place.close();
    },
  };
}

function instancesOf(surroundings: Surroundings): Instances {
  const { services, gateway, server, databaseUrl } = surroundings;
  return {
    services,
    calls: () => gateway.watch(neverKill, async () => {}),
    befall: (mishap, point) => befall(surroundings, mishap, point),
    inCall: (point, act) => inCall(surroundings, point, act),
    wake(place) {
      services[place]?.process.kill('SIGCONT');
    },
    async kill() {
      for (const service of services) service.process.kill('SIGCONT');
      await Promise.all(services.map((service) => service.kill('SIGKILL')));
      await server.dropDatabase(databaseUrl);
    },
  };
}
