import { sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

export const postgresDialect: Dialect = {
  elementsOf: (json) => sql`(
    select place - 1 as key, value
    from json_array_elements(cast(${json} as json)) with ordinality as element(value, place)) as elements`,
};
