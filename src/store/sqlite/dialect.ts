import { sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

export const sqliteDialect: Dialect = {
  elementsOf: (json) => sql`json_each(${json})`,
};
