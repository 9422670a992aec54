import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import { Interruption } from '../../sync/interruption.ts';
import { clientSettings } from './client-settings.ts';
import { openKysely } from './open-kysely.ts';
import { toStoreError } from './store-errors.ts';
import { translatingPool } from './translating-pool.ts';

/** The server ends the session of whoever has been silent for so long, and its locks with it. */
const silenceMs = 20_000;
const pingMs = 5_000;
/** Whoever has heard nothing for so long stops by itself, before somebody else can have the lock. */
const patienceMs = 15_000;

/** A connection that holds a lock, and through which its holder works: who loses it can commit nothing. */
export interface HeldConnection<Schema> {
  db: Kysely<Schema>;
  lost: AbortSignal;
  release(): Promise<void>;
}

/** A connection that does not hold its lock yet. */
export interface LockAttempt<Schema> {
  /**
   * @param name what is locked; two names never share a lock
   * @returns null if somebody else holds it; the connection is good for another try
   * @throws AppError `database_unreachable` or `database_refused`; the connection is of no more use
   */
  tryHold(name: string): Promise<HeldConnection<Schema> | null>;
  end(): Promise<void>;
}

/**
 * Connects for a lock that is held as long as its connection lives. The system, or the server, ends the connection when its
 * process dies or freezes; nothing is ever connected anew.
 * https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 * @throws AppError `database_unreachable` or `database_refused`
 */
export async function connectForLock<Schema>(databaseUrl: string): Promise<LockAttempt<Schema>> {
  const client = new pg.Client({ ...clientSettings(databaseUrl), query_timeout: patienceMs });
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  const end = () => client.end().catch(() => {});
  const orEnd = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (thrown) {
      await end();
      throw toStoreError(thrown);
    }
  };
  await orEnd(client.connect());
  return {
    tryHold: async (name) => ((await orEnd(tryLock(client, name))) ? held(client, lost) : null),
    end,
  };
}

async function tryLock(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as held',
    [name],
  );
  if (rows[0]?.held !== true) return false;
  // By statements: a pooler refuses them as parameters of the connection.
  await client.query(`set idle_in_transaction_session_timeout = ${silenceMs}`);
  await client.query(`set idle_session_timeout = ${silenceMs}`);
  return true;
}

function held<Schema>(client: pg.Client, lost: AbortController): HeldConnection<Schema> {
  const inTurn = oneAtATime(client, lost.signal);
  const toError = (thrown: unknown) =>
    lost.signal.aborted ? new Interruption('shutdown') : toStoreError(thrown);
  const db = openKysely<Schema>(translatingPool(inTurn, toError));
  const ping = setInterval(() => {
    sql`select 1`.execute(db).catch(() => lost.abort());
  }, pingMs);
  ping.unref();
  lost.signal.addEventListener('abort', () => clearInterval(ping));
  return {
    db,
    lost: lost.signal,
    async release() {
      clearInterval(ping);
      await client.end().catch(() => {});
    },
  };
}

/** One client for all who query through it: a transaction keeps the others waiting until it ends. */
function oneAtATime(client: pg.Client, lost: AbortSignal) {
  let last: Promise<void> = Promise.resolve();
  const query = async (sql: string, parameters: readonly unknown[]) => {
    if (lost.aborted) throw new Interruption('shutdown');
    return client.query(sql, [...parameters]);
  };
  return {
    connect() {
      const before = last;
      let release = () => {};
      last = new Promise((resolve) => {
        release = resolve;
      });
      return before.then(() => ({ query, release }));
    },
    end: () => client.end(),
  };
}
