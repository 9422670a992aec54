import type { RawBuilder } from 'kysely';

/** What both databases can do, and each says in its own words. */
export interface Dialect {
  /** The elements of a JSON array as rows: `key` counts from 0, `value` is JSON. @param json a JSON text */
  elementsOf(json: string): RawBuilder<unknown>;
}
