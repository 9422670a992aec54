import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Journal } from '../sync/journal.ts';
import type { LastSaid, RosterValues, SaidValues } from '../sync/roster-values.ts';
import { chunks } from './chunks.ts';
import type { Dialect } from './dialect.ts';
import { readHashKey } from './hash-key.ts';
import { hashOfPerson, hashOfText } from './keyed-hash.ts';
import type { Schema } from './schema.ts';
import { findTargets, keepSpelling } from './targets.ts';

/** Short enough for the event loop, which is free between two of them. */
const learnersPerStatement = 1_000;

/** A disk takes some milliseconds for each commit; others who write wait for as long as one of so many takes. */
const learnersPerCommit = 4_000;

/** What rosters have said, in the database: hashes of learners and of values, and names of fields. */
export function createRosterValues(db: Kysely<Schema>, dialect: Dialect): Pick<Journal, keyof RosterValues> {
  return {
    async lastSaid(target, uploadId, userIds) {
      if (userIds.size === 0) return () => null;
      const said = new Map<string, SaidRow>();
      const targetIds = await findTargets(db, target);
      const key = await readHashKey(db);
      const uploadNumber = await numberOf(db, uploadId);
      if (targetIds.length > 0)
        for (const ids of chunks([...userIds], learnersPerStatement)) {
          for (const row of await rowsOf(db, targetIds, key, ids)) keepLatest(said, row);
          await nextTurn();
        }
      return compareWith(said, key, uploadNumber);
    },
    async noteSaid(target, uploadId, values) {
      if (values.length === 0) return;
      const key = await readHashKey(db);
      const targetId = await db.transaction().execute((transaction) => keepSpelling(transaction, target));
      const place = { targetId, uploadNumber: await numberOf(db, uploadId) };
      for (const learners of chunks(await inOrder(key, values), learnersPerCommit)) {
        const { written, onlySaid } = toRows(key, learners);
        await db.transaction().execute(async (transaction) => {
          await upsert(dialect, place, written, true).execute(transaction);
          await upsert(dialect, place, onlySaid, false).execute(transaction);
        });
        await nextTurn();
      }
    },
    async unsay(target, uploadId, fields) {
      const targetIds = await findTargets(db, target);
      if (targetIds.length === 0) return;
      const key = await readHashKey(db);
      const uploadNumber = await numberOf(db, uploadId);
      for (const learner of fields)
        await db
          .deleteFrom('roster_values')
          .where('target_id', 'in', targetIds)
          .where('learner', '=', hashOfPerson(key, learner.userId))
          .where('field', 'in', learner.fields)
          .where('upload_number', '<=', uploadNumber)
          .execute();
    },
  };
}

/** What is known of a person in any target. @returns how many values there were */
export async function deleteRosterValues(transaction: Transaction<Schema>, userId: string): Promise<number> {
  const key = await readHashKey(transaction);
  const deleted = await transaction
    .deleteFrom('roster_values')
    .where('learner', '=', hashOfPerson(key, userId))
    .executeTakeFirst();
  return Number(deleted.numDeletedRows);
}

/** Uploads are counted by the sync that first brought the file. */
async function numberOf(db: Kysely<Schema>, uploadId: string): Promise<number> {
  const { number } = await db
    .selectFrom('syncs')
    .select('number')
    .where('id', '=', uploadId)
    .executeTakeFirstOrThrow();
  return number;
}

interface SaidRow {
  learner: string;
  field: string;
  value: string;
  upload_number: number;
}

function rowsOf(
  db: Kysely<Schema>,
  targetIds: readonly number[],
  key: string,
  userIds: readonly string[],
): Promise<SaidRow[]> {
  return db
    .selectFrom('roster_values')
    .select(['learner', 'field', 'value', 'upload_number'])
    .where('target_id', 'in', targetIds)
    .where(
      'learner',
      'in',
      userIds.map((userId) => hashOfPerson(key, userId)),
    )
    .execute();
}

/** One spelling of a target may know more than another. */
function keepLatest(said: Map<string, SaidRow>, row: SaidRow): void {
  const place = `${row.learner} ${row.field}`;
  const before = said.get(place);
  if (before === undefined || before.upload_number < row.upload_number) said.set(place, row);
}

function compareWith(said: ReadonlyMap<string, SaidRow>, key: string, uploadNumber: number): LastSaid {
  return (userId, field, value) => {
    const last = said.get(`${hashOfPerson(key, userId)} ${field}`);
    if (last === undefined) return null;
    return {
      isSame: last.value === hashOfText(key, userId, field, value),
      isLater: last.upload_number > uploadNumber,
    };
  };
}

interface HashedLearner {
  learner: string;
  said: SaidValues;
}

/** In the order in which they are stored, so that each page of the table is written once. */
async function inOrder(key: string, values: readonly SaidValues[]): Promise<HashedLearner[]> {
  const hashed: HashedLearner[] = [];
  for (const part of chunks(values, learnersPerStatement)) {
    for (const said of part) hashed.push({ learner: hashOfPerson(key, said.userId), said });
    await nextTurn();
  }
  return hashed.sort((a, b) => (a.learner < b.learner ? -1 : 1));
}

type ValueRow = [learner: string, field: string, value: string];

function toRows(key: string, learners: readonly HashedLearner[]) {
  const rows: Record<'written' | 'onlySaid', ValueRow[]> = { written: [], onlySaid: [] };
  for (const { learner, said } of learners)
    for (const [field, value] of Object.entries(said.fields)) {
      const kind = said.written.includes(field) ? 'written' : 'onlySaid';
      rows[kind].push([learner, field, hashOfText(key, said.userId, field, value)]);
    }
  return rows;
}

/** One parameter for all rows, as in `insertRows` of the journal. */
function upsert(
  dialect: Dialect,
  { targetId, uploadNumber }: { targetId: number; uploadNumber: number },
  rows: readonly ValueRow[],
  replacesLater: boolean,
) {
  const later = replacesLater ? sql`` : sql`where excluded.upload_number >= roster_values.upload_number`;
  return sql`
    insert into roster_values (target_id, learner, field, value, upload_number)
    select cast(${targetId} as bigint), value ->> 0, value ->> 1, value ->> 2, cast(${uploadNumber} as bigint)
    from ${dialect.elementsOf(JSON.stringify(rows))} where true
    on conflict (target_id, learner, field) do update set
      value = excluded.value,
      upload_number = case
        when roster_values.upload_number > excluded.upload_number then roster_values.upload_number
        else excluded.upload_number
      end
    ${later}`;
}
