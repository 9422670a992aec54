import pg from 'pg';
import { type Gateway, neverKill, openGateway } from '../support/gateway.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import {
  type Environment,
  type RunningSandbox,
  type RunningService,
  startSandboxProgram,
  startService,
} from '../support/processes.ts';

/** What befalls the instance that works, in the middle of a call. */
export type Mishap =
  /** Its process dies. */
  | 'killed'
  /** Its process stands still, and goes on when somebody else has taken over. */
  | 'frozen'
  /** The server ends its sessions. */
  | 'cut_off'
  /** The database is stopped and comes back. */
  | 'database_restarted';

/** Services that share a database and a stand-in Feishu, each a process of its own. */
export interface Instances {
  sandbox: RunningSandbox;
  server: PostgresServer;
  services: RunningService[];
  /** The mishap befalls whichever instance sends the nth call of this name. @returns its place, once it has happened */
  befall(mishap: Mishap, call: RegExp, nth: number): Promise<number>;
  /** Lets a frozen instance go on. */
  wake(place: number): void;
  close(): Promise<void>;
}

export async function openInstances(count: number, settings: Environment = {}): Promise<Instances> {
  const server = await startPostgres('crashes');
  const sandbox = await startSandboxProgram();
  const databaseUrl = await server.createDatabase();
  const gateway = await openGateway(sandbox.url);
  const env = { ...sandbox.env, FEISHU_DOMAIN: gateway.url, DATA_DIR: '/nowhere', ...settings };
  const services = await Promise.all(
    Array.from({ length: count }, (_, place) =>
      startService({ ...env, DATABASE_URL: `${databaseUrl}?application_name=${place}` }),
    ),
  );
  const parts = { server, services, gateway, databaseUrl, baseToken: sandbox.env.BITABLE_APP_TOKEN ?? '' };
  return {
    sandbox,
    server,
    services,
    befall: (mishap, call, nth) => befall(parts, mishap, call, nth),
    wake(place) {
      services[place]?.process.kill('SIGCONT');
    },
    async close() {
      for (const service of services) service.process.kill('SIGCONT');
      await Promise.all(services.map((service) => service.kill('SIGKILL')));
      await gateway.close();
      await sandbox.kill('SIGKILL');
      await server.remove();
    },
  };
}

interface Parts {
  server: PostgresServer;
  services: RunningService[];
  gateway: Gateway;
  databaseUrl: string;
  baseToken: string;
}

function befall(parts: Parts, mishap: Mishap, call: RegExp, nth: number): Promise<number> {
  let matching = 0;
  return new Promise((resolve) => {
    parts.gateway.watch(
      (name) => {
        if (!call.test(name)) return null;
        matching += 1;
        // Base has executed it; whoever sent it does not hear so.
        return matching === nth ? 'unread' : null;
      },
      async () => {
        parts.gateway.watch(neverKill, async () => {});
        const place = await whoWorks(parts);
        await happen(parts, mishap, place);
        resolve(place);
      },
    );
  });
}

/** Instances give the server their place as their name. */
async function whoWorks({ databaseUrl, baseToken }: Parts): Promise<number> {
  const rows = await ask<{ place: string }>(
    databaseUrl,
    `select application_name as place from pg_stat_activity join pg_locks using (pid)
     where locktype = 'advisory'
       and (classid::bigint << 32) | objid::bigint = hashtextextended('worker:${baseToken}', 0)`,
  );
  return Number(rows[0]?.place);
}

async function happen(parts: Parts, mishap: Mishap, place: number): Promise<void> {
  switch (mishap) {
    case 'killed':
      return parts.services[place]?.kill('SIGKILL');
    case 'frozen':
      parts.services[place]?.process.kill('SIGSTOP');
      return;
    case 'cut_off':
      await ask(
        parts.databaseUrl,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = '${place}'`,
      );
      return;
    case 'database_restarted':
      await parts.server.stop('immediate');
      return parts.server.start();
  }
}

async function ask<Row extends object>(databaseUrl: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<Row>(statement).finally(() => client.end());
  return rows;
}
