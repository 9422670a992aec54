import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { AppError } from '../../errors.ts';
import * as initial from './migrations/0001-initial.ts';
import * as sentIntents from './migrations/0002-sent-intents.ts';
import * as askedBy from './migrations/0003-asked-by.ts';
import * as lighterRows from './migrations/0004-lighter-rows.ts';
import * as knownTokens from './migrations/0005-known-tokens.ts';
import * as waits from './migrations/0006-waits.ts';
import * as filtersWork from './migrations/0007-filters-work.ts';
import * as recognizableRows from './migrations/0008-recognizable-rows.ts';
import * as uploadRules from './migrations/0009-upload-rules.ts';
import * as resolvedTargets from './migrations/0010-resolved-targets.ts';
import * as zones from './migrations/0011-zones.ts';
import * as writers from './migrations/0012-writers.ts';
import * as resolvingPhase from './migrations/0013-resolving-phase.ts';
import * as changes from './migrations/0014-changes.ts';
import * as oddFiles from './migrations/0015-odd-files.ts';
import * as rosterValues from './migrations/0016-roster-values.ts';
import * as toldRefunds from './migrations/0017-told-refunds.ts';
import * as undo from './migrations/0018-undo.ts';
import * as toldConditions from './migrations/0020-told-conditions.ts';
import * as expectedPreviews from './migrations/0022-expected-previews.ts';
import * as idColumns from './migrations/0023-id-columns.ts';
import * as digests from './migrations/0026-digests.ts';
import * as filePieces from './migrations/0028-file-pieces.ts';
import * as askedOpenId from './migrations/0029-asked-open-id.ts';
import * as reportStart from './migrations/0030-report-start.ts';
import * as rowsByLearner from './migrations/0031-rows-by-learner.ts';

/** In order of their names. A released migration is never changed; the next change is a new one. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-initial': initial,
  '0002-sent-intents': sentIntents,
  '0003-asked-by': askedBy,
  '0004-lighter-rows': lighterRows,
  '0005-known-tokens': knownTokens,
  '0006-waits': waits,
  '0007-filters-work': filtersWork,
  '0008-recognizable-rows': recognizableRows,
  '0009-upload-rules': uploadRules,
  '0010-resolved-targets': resolvedTargets,
  '0011-zones': zones,
  '0012-writers': writers,
  '0013-resolving-phase': resolvingPhase,
  '0014-changes': changes,
  '0015-odd-files': oddFiles,
  '0016-roster-values': rosterValues,
  '0017-told-refunds': toldRefunds,
  '0018-undo': undo,
  '0020-told-conditions': toldConditions,
  '0022-expected-previews': expectedPreviews,
  '0023-id-columns': idColumns,
  '0026-digests': digests,
  '0028-file-pieces': filePieces,
  '0029-asked-open-id': askedOpenId,
  '0030-report-start': reportStart,
  '0031-rows-by-learner': rowsByLearner,
};

/** In the order in which they are carried out. */
export const migrationNames: readonly string[] = Object.keys(migrations);
/** Whether this version knows what the migration has done. */
export function isKnownMigration(name: string): boolean {
  return Object.hasOwn(migrations, name);
}

/**
 * Brings the tables up to this version, all of it or nothing. Several processes may call it at the same time.
 * @returns the names of the migrations that were carried out
 * @throws AppError `data_newer` if the database knows a migration that this version does not; else what went wrong
 */
export async function migrate<Schema>(db: Kysely<Schema>): Promise<string[]> {
  const done = await migrationsDone(db);
  const newer = done.filter((name) => !isKnownMigration(name));
  if (newer.length > 0) throw new AppError('data_newer', { details: { migrations: newer } });
  // Most starts. The migrator would look at every table first.
  if (done.length === migrationNames.length) return [];
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return results.map((result) => result.migrationName);
}

/** Looked for before anything is written. */
async function migrationsDone<Schema>(db: Kysely<Schema>): Promise<string[]> {
  const tables = await sql`select 1 from sqlite_master where name = 'kysely_migration'`.execute(db);
  if (tables.rows.length === 0) return [];
  const done = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return done.rows.map(({ name }) => name);
}
