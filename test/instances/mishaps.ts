import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { type CallMoment, type Gateway, isOfSync, neverKill } from '../support/gateway.ts';
import type { PostgresServer } from '../support/postgres.ts';
import type { RunningService } from '../support/processes.ts';

/** What befalls the instance that works. */
export type Mishap =
  /** Its process dies. */
  | 'killed'
  /** Its process stands still, and goes on when somebody else has taken over. */
  | 'frozen'
  /** The server ends its sessions. */
  | 'cut_off'
  /** The database crashes and comes back. */
  | 'database_restarted';

/** The nth call, from 1, with such a name, and how far it gets. */
export interface CallPoint {
  isMeant(name: string): boolean;
  nth: number;
  moment: CallMoment;
}

export interface Befallen {
  /** The place of the instance. */
  place: number;
  /** Milliseconds until the sync went on. */
  takenOver: Promise<number>;
}

/** What mishaps have to do with. */
export interface Surroundings {
  server: PostgresServer;
  services: readonly RunningService[];
  gateway: Gateway;
  /** Of the database that the services share. Each gives the server its place as its name. */
  databaseUrl: string;
  baseToken: string;
}

/** Waits for the call, lets the mishap happen, and waits for the first call by which the sync goes on. */
export async function befall(
  surroundings: Surroundings,
  mishap: Mishap,
  point: CallPoint,
): Promise<Befallen> {
  let takenOver: Promise<number> = Promise.resolve(0);
  const place = await inCall(surroundings, point, async (worker) => {
    const since = performance.now();
    await happen(surroundings, mishap, worker);
    takenOver = nextCall(surroundings).then(() => performance.now() - since);
  });
  return { place, takenOver };
}

/** In the middle of the call `act` is done; then the caller finds its connection ended. @returns the place of the instance that works */
export function inCall(
  surroundings: Surroundings,
  { isMeant, nth, moment }: CallPoint,
  act: (place: number) => Promise<void>,
): Promise<number> {
  const { gateway } = surroundings;
  let matching = 0;
  return new Promise((resolve, reject) => {
    const begin = async () => {
      const place = await whoWorks(surroundings);
      await act(place);
      resolve(place);
    };
    gateway.watch(
      (name) => {
        if (!isMeant(name)) return null;
        matching += 1;
        return matching === nth ? moment : null;
      },
      async () => {
        gateway.watch(neverKill, async () => {});
        await begin().catch(reject);
      },
    );
  });
}

function nextCall({ gateway }: Surroundings): Promise<void> {
  return new Promise((resolve) => {
    gateway.watch(
      (name) => {
        if (isOfSync(name)) resolve();
        return null;
      },
      async () => {},
    );
  });
}

async function whoWorks({ databaseUrl, baseToken }: Surroundings): Promise<number> {
  const rows = await ask<{ place: string }>(
    databaseUrl,
    `select application_name as place from pg_stat_activity join pg_locks using (pid)
     where locktype = 'advisory' and datname = current_database()
       and (classid::bigint << 32) | objid::bigint = hashtextextended('worker:${baseToken}', 0)`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('nobody works');
  return Number(row.place);
}

async function happen(surroundings: Surroundings, mishap: Mishap, place: number): Promise<void> {
  const { services, databaseUrl, server } = surroundings;
  switch (mishap) {
    case 'killed':
      return services[place]?.kill('SIGKILL');
    case 'frozen':
      services[place]?.process.kill('SIGSTOP');
      return;
    case 'cut_off':
      await ask(
        databaseUrl,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = '${place}'`,
      );
      return;
    case 'database_restarted':
      await server.stop('immediate');
      return server.start();
  }
}

async function ask<Row extends object>(databaseUrl: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<Row>(statement).finally(() => client.end());
  return rows;
}
