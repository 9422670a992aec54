import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isStoreErrorCode, type StoreErrorCode, toAppError } from '../../errors.ts';
import { lastEventSql } from '../last-event.ts';
import { Connection } from './connection.ts';
import { migrationNames } from './migrate.ts';
import { toStoreError } from './store-errors.ts';

/** A database as it lies on the disk. */
export type DatabaseState =
  | { kind: 'absent' }
  /** `version`: the last migration that was carried out; `isOlder`: there are newer ones. `lastEventAt`: epoch ms. */
  | { kind: 'sound'; version: string; isOlder: boolean; lastEventAt: number | null }
  | { kind: 'unusable'; code: StoreErrorCode | 'internal' };

/** Looks into a database without creating or migrating anything; another process may be working with it. */
export function readDatabaseState(file: string): DatabaseState {
  const path = resolve(file);
  if (!existsSync(path)) return { kind: 'absent' };
  try {
    const connection = new Connection(path);
    try {
      return stateOf(connection);
    } finally {
      connection.close();
    }
  } catch (thrown) {
    const { code } = toAppError(toStoreError(thrown));
    return { kind: 'unusable', code: isStoreErrorCode(code) ? code : 'internal' };
  }
}

function stateOf(connection: Connection): DatabaseState {
  const check = textsOf(connection, 'pragma quick_check(1)', 'quick_check');
  if (check[0] !== 'ok') return { kind: 'unusable', code: 'data_damaged' };
  const done = textsOf(connection, 'select name from kysely_migration order by name', 'name');
  if (done.some((name) => !migrationNames.includes(name))) return { kind: 'unusable', code: 'data_newer' };
  const [last] = valuesOf(connection, lastEventSql, 'at');
  return {
    kind: 'sound',
    version: done.at(-1) ?? '',
    isOlder: done.length < migrationNames.length,
    lastEventAt: typeof last === 'number' ? last : null,
  };
}

function textsOf(connection: Connection, sql: string, column: string): string[] {
  return valuesOf(connection, sql, column).map(String);
}

function valuesOf(connection: Connection, sql: string, column: string): unknown[] {
  const rows: unknown[] = connection.prepare(sql).all([]);
  return rows.map((row) => (typeof row === 'object' && row !== null ? Reflect.get(row, column) : null));
}
