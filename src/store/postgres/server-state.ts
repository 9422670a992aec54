import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import { isStoreErrorCode, toAppError } from '../../errors.ts';
import { lastEventSql } from '../last-event.ts';
import type { DatabaseState } from '../sqlite/database-state.ts';
import { clientSettings } from './client-settings.ts';
import { migrationNames } from './migrate.ts';
import { openKysely } from './open-kysely.ts';
import { refuseUnfit } from './refuse-unfit.ts';
import { toStoreError } from './store-errors.ts';
import { translatingPool } from './translating-pool.ts';

interface Looked {
  kysely_migration: { name: string };
}

/** Looks into a server's database without creating or migrating anything; others may be working with it. */
export async function readServerState(databaseUrl: string): Promise<DatabaseState> {
  const pool = new pg.Pool(clientSettings(databaseUrl));
  pool.on('error', () => {});
  const db = openKysely<Looked>(translatingPool(pool, toStoreError));
  try {
    await refuseUnfit(db);
    return await stateOf(db);
  } catch (thrown) {
    const { code } = toAppError(toStoreError(thrown));
    return { kind: 'unusable', code: isStoreErrorCode(code) ? code : 'internal' };
  } finally {
    await db.destroy();
  }
}

async function stateOf(db: Kysely<Looked>): Promise<DatabaseState> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return { kind: 'absent' };
  const done = await db.selectFrom('kysely_migration').select('name').orderBy('name').execute();
  if (done.some(({ name }) => !migrationNames.includes(name)))
    return { kind: 'unusable', code: 'data_newer' };
  const [last] = (await sql<{ at: number | null }>`${sql.raw(lastEventSql)}`.execute(db)).rows;
  return {
    kind: 'sound',
    version: done.at(-1)?.name ?? '',
    isOlder: done.length < migrationNames.length,
    lastEventAt: last?.at ?? null,
  };
}
