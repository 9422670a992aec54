import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** What refers to others goes first. */
const emptied: Readonly<Record<Exclude<keyof Schema, 'hash_keys'>, null>> = {
  change_pages: null,
  changes: null,
  reports: null,
  written_rows: null,
  intents: null,
  syncs: null,
  uploads: null,
  files: null,
  file_pieces: null,
  base_hints: null,
  seen_in_base: null,
  settled_doubts: null,
  roster_values: null,
  told_refunds: null,
  id_columns: null,
  digests: null,
  targets: null,
  seen_keys: null,
  expected_previews: null,
  told_conditions: null,
};

/**
 * Deletes all that was ever kept, files and journal included, as if the service had just been installed: the Base of a
 * demonstration was started anew, so nothing that is known of it is true any more. Never for a Base that people use.
 */
export function startOver(db: Kysely<Schema>): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    for (const table of Object.keys(emptied) as (keyof typeof emptied)[])
      await transaction.deleteFrom(table).execute();
  });
}
