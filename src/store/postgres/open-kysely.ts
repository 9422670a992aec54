import {
  HandleEmptyInListsPlugin,
  Kysely,
  type PostgresPool,
  replaceWithNoncontingentExpression,
} from 'kysely';
import { OneWriterDialect } from './one-writer-dialect.ts';

/** Queries through these connections. `in ()` holds for nothing, as in SQLite; PostgreSQL itself takes it for a mistake. */
export function openKysely<Schema>(pool: PostgresPool): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: new OneWriterDialect(pool),
    plugins: [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
  });
}
