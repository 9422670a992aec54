import { randomInt } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { AppError } from '../../errors.ts';

/** 14.0: the first that ends idle sessions by itself (`idle_session_timeout`), and their locks with them. */
const oldestServer = 140_000;

/** @throws AppError `database_unfit` for a server that is too old, or a pooler before it that takes sessions apart */
export async function refuseUnfit<Schema>(db: Kysely<Schema>): Promise<void> {
  const version = await sql<{ version: number }>`
    select current_setting('server_version_num')::int as version`.execute(db);
  if ((version.rows[0]?.version ?? 0) < oldestServer)
    throw new AppError('database_unfit', { details: { reason: 'version' } });
  await db.connection().execute((first) =>
    db.connection().execute(async (second) => {
      if (!(await areSessions(first, second)))
        throw new AppError('database_unfit', { details: { reason: 'pooler' } });
    }),
  );
}

/**
 * Session locks need a session. A pooler that gives one for a transaction only has two connections share one (then both get
 * the lock), or one connection use several in turn: https://www.pgbouncer.org/features.html
 */
async function areSessions<Schema>(first: Kysely<Schema>, second: Kysely<Schema>): Promise<boolean> {
  const key = randomInt(2 ** 47);
  const before = await tryLock(first, key);
  const other = await tryLock(second, key);
  const after = await tryLock(first, key);
  for (const connection of [first, second]) await sql`select pg_advisory_unlock_all()`.execute(connection);
  return !other.held && before.pid === after.pid;
}

async function tryLock<Schema>(connection: Kysely<Schema>, key: number) {
  const { rows } = await sql<{ held: boolean; pid: number }>`
    select pg_try_advisory_lock(${key}::bigint) as held, pg_backend_pid() as pid`.execute(connection);
  return { held: rows[0]?.held === true, pid: rows[0]?.pid };
}
