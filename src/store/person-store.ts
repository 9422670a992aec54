import { type Kysely, type SqlBool, sql, type Transaction } from 'kysely';
import type { Forgotten, PersonStore } from '../sync/queue/forget-person.ts';
import type { ReportLists } from '../sync/report-start.ts';
import type { ReportedWarning } from '../sync/sync-report.ts';
import type { Database } from './database.ts';
import { deleteFiles, deleteJournals } from './file-deletion.ts';
import { deleteLostPieces } from './file-pieces.ts';
import { fromJson, toJson } from './json-text.ts';
import { columnsOf, listsOf } from './reports.ts';
import { deleteRosterValues } from './roster-values.ts';
import type { Schema } from './schema.ts';
import { createSyncReading } from './sync-reading.ts';
import { deleteToldRefunds } from './told-refunds.ts';

type CleanUp = Database<Schema>['cleanUp'];

/**
 * What the database holds of one person, and how it is taken out.
 * @param cleanUp takes what has been deleted off the disk; false if it could not be done now
 */
export function createPersonStore(db: Kysely<Schema>, cleanUp: CleanUp): PersonStore {
  return {
    readFile: createSyncReading(db).readFile,
    async fileIds() {
      const files = await db.selectFrom('files').select('id').execute();
      return files.map(({ id }) => id);
    },
    async fileIdsOfPerson(userId) {
      const uploads = await db
        .selectFrom('syncs')
        .innerJoin('intents', 'intents.sync_id', 'syncs.id')
        .select('syncs.file_id')
        .where(names('intents.body', userId))
        .union(
          db
            .selectFrom('syncs')
            .innerJoin('reports', 'reports.sync_id', 'syncs.id')
            .select('syncs.file_id')
            .where(mentions(userId)),
        )
        .execute();
      return uploads.map(({ file_id }) => file_id);
    },
    async deletePerson(userId, fileIds, before) {
      const outcome = await db
        .transaction()
        .execute((transaction) => takeOut(transaction, userId, fileIds, before));
      if (outcome.kind === 'in_use') return outcome;
      // Nobody can say whom they are about.
      await deleteLostPieces(db);
      await deleteJournals(db);
      return { kind: 'done', forgotten: { ...outcome.forgotten, isOffTheDisk: await cleanUp() } };
    },
  };
}

/** Whether a JSON text holds rows about the person: as a string, it cannot be part of another one. */
function names(column: string, userId: string) {
  const named = `"userId":${JSON.stringify(userId)}`;
  return sql<SqlBool>`replace(${sql.ref(column)}, ${named}, '') <> ${sql.ref(column)}`;
}

/** Whether any list of a report holds rows about the person. */
function mentions(userId: string) {
  const lists = ['failures', 'warnings', 'not_enrolled', 'undone', 'rest'].map((column) =>
    names(column, userId),
  );
  return sql<SqlBool>`(${sql.join(lists, sql` or `)})`;
}

type Outcome =
  | { kind: 'in_use'; numbers: number[] }
  | { kind: 'done'; forgotten: Omit<Forgotten, 'isOffTheDisk'> };

async function takeOut(
  transaction: Transaction<Schema>,
  userId: string,
  fileIds: readonly string[],
  before: Date,
): Promise<Outcome> {
  const syncs = await transaction
    .selectFrom('syncs')
    .select(['number', 'finished_at'])
    .where('file_id', 'in', fileIds)
    .orderBy('number')
    .execute();
  const inUse = syncs.filter(({ finished_at: at }) => at === null || at >= before.getTime());
  if (inUse.length > 0) return { kind: 'in_use', numbers: inUse.map(({ number }) => number) };
  const remarks = await takeFromReports(transaction, userId);
  const journalRows = await countJournalRows(transaction, userId);
  const rosterValues = await deleteRosterValues(transaction, userId);
  await deleteToldRefunds(transaction, userId);
  const files = await deleteFiles(transaction, fileIds);
  return {
    kind: 'done',
    forgotten: { numbers: syncs.map(({ number }) => number), files, remarks, journalRows, rosterValues },
  };
}

/**
 * Failed rows stay, without anything that names somebody, so that their number is still right; remarks go. A row without a
 * 用户ID may be about anybody of the file. @returns how many were about the person
 */
async function takeFromReports(transaction: Transaction<Schema>, userId: string): Promise<number> {
  const reports = await transaction.selectFrom('reports').selectAll().where(mentions(userId)).execute();
  let count = 0;
  for (const report of reports) {
    const start = withoutPerson(listsOf(report), userId);
    const rest = report.rest === null ? null : withoutPerson(fromJson(report.rest), userId);
    count += start.count + (rest?.count ?? 0);
    await transaction
      .updateTable('reports')
      .set({ ...columnsOf(start.lists), rest: rest === null ? null : toJson(rest.lists) })
      .where('sync_id', '=', report.sync_id)
      .execute();
  }
  return count;
}

function withoutPerson(
  { failures, warnings, notEnrolled, undone }: ReportLists,
  userId: string,
): { lists: ReportLists; count: number } {
  const isAbout = (row: object) => 'userId' in row && row.userId === userId;
  const isAboutAnother = (row: object) => !isAbout(row);
  const namesPerson = (warning: ReportedWarning) =>
    isAbout(warning) || ('others' in warning && warning.others.some(isAbout));
  const rows = [...failures, ...notEnrolled, ...(undone ?? [])];
  return {
    lists: {
      failures: failures.map((failure) =>
        isAbout(failure) || failure.userId === null
          ? { ...failure, userId: null, nickname: '', value: null }
          : failure,
      ),
      warnings: warnings.filter((warning) => !namesPerson(warning)),
      notEnrolled: notEnrolled.filter(isAboutAnother),
      ...(undone && { undone: undone.filter(isAboutAnother) }),
    },
    count: rows.filter(isAbout).length + warnings.filter(namesPerson).length,
  };
}

async function countJournalRows(transaction: Transaction<Schema>, userId: string): Promise<number> {
  const { count } = await transaction
    .selectFrom('written_rows')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return count;
}
