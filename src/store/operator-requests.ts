import type { Kysely } from 'kysely';
import { needsLeft } from '../sync/queue/needs-left.ts';
import type { OperatorInput } from '../sync/sync-record.ts';
import type { SyncStore } from '../sync/sync-store.ts';
import { fromJson, toJson } from './json-text.ts';
import type { Schema } from './schema.ts';

/** What people ask of a sync: that it goes on with their input, or that it stops. */
export function createOperatorRequests(
  db: Kysely<Schema>,
): Pick<SyncStore, 'provideInput' | 'noteInput' | 'requestCancel' | 'cancelRequested' | 'cancelUnanswered'> {
  return {
    provideInput: (id, input, at) =>
      db.transaction().execute(async (transaction) => {
        const waiting = await transaction
          .selectFrom('syncs')
          .select('input')
          .where('id', '=', id)
          .where('status', '=', 'needs_input')
          .executeTakeFirst();
        if (waiting === undefined) return false;
        await transaction
          .updateTable('syncs')
          .set({
            input: toJson(mergeInput(fromJson(waiting.input), input)),
            status: 'queued',
            needs: null,
            ready_at: at.getTime(),
          })
          .where('id', '=', id)
          .execute();
        return true;
      }),
    noteInput: (id, said, at) =>
      db.transaction().execute(async (transaction) => {
        const waiting = await transaction
          .selectFrom('syncs')
          .select(['input', 'needs'])
          .where('id', '=', id)
          .where('status', '=', 'needs_input')
          .executeTakeFirst();
        if (waiting === undefined || waiting.needs === null) return null;
        const left = needsLeft(fromJson(waiting.needs), said);
        const input = fromJson(waiting.input);
        const { course, day } = said;
        await transaction
          .updateTable('syncs')
          .set({
            input: toJson({ ...input, course: course ?? input.course, day: day ?? input.day }),
            ...(left === null ? { status: 'queued', needs: null } : { needs: toJson(left) }),
            ready_at: at.getTime(),
          })
          .where('id', '=', id)
          .execute();
        return left === null ? 'queued' : 'waits';
      }),
    requestCancel: (id, at) =>
      db.transaction().execute(async (transaction) => {
        const idle = await transaction
          .updateTable('syncs')
          .set({ ...canceled(at), cancel_requested: 1 })
          .where('id', '=', id)
          .where('status', 'in', ['queued', 'needs_input'])
          .executeTakeFirst();
        const running = await transaction
          .updateTable('syncs')
          .set({ cancel_requested: 1 })
          .where('id', '=', id)
          .where('status', '=', 'running')
          .executeTakeFirst();
        return idle.numUpdatedRows + running.numUpdatedRows > 0n;
      }),
    async cancelRequested(id) {
      const sync = await db
        .selectFrom('syncs')
        .select('cancel_requested')
        .where('id', '=', id)
        .executeTakeFirst();
      return sync?.cancel_requested === 1;
    },
    async cancelUnanswered(before, at) {
      // A sync waits for input moments after it was taken from the queue, so its time there stands for both.
      const unanswered = await db
        .updateTable('syncs')
        .set(canceled(at))
        .where('status', '=', 'needs_input')
        .where('ready_at', '<', before.getTime())
        .executeTakeFirst();
      return Number(unanswered.numUpdatedRows);
    },
  };
}

/** What was said before stays, unless it is said anew. */
function mergeInput(before: OperatorInput, added: OperatorInput): OperatorInput {
  return {
    course: added.course ?? before.course,
    day: added.day ?? before.day,
    addUnderNewDate: before.addUnderNewDate || added.addUnderNewDate,
    confirmed: [...withoutReasons(before.confirmed, added.confirmed), ...added.confirmed],
    ...courseInsteadOf([...(before.courseInstead ?? []), ...(added.courseInstead ?? [])]),
    ...sheetsOf(added.sheets ?? before.sheets),
    ...(before.fill === undefined ? {} : { fill: before.fill }),
    ...idColumnOf(added.idColumn ?? before.idColumn),
  };
}

/** A doubt that is settled anew has its new size. */
function withoutReasons(before: OperatorInput['confirmed'], added: OperatorInput['confirmed']) {
  return before.filter(({ code }) => !added.some((reason) => reason.code === code));
}

/** What was said last about a course counts, as it comes last. */
function courseInsteadOf(
  courseInstead: NonNullable<OperatorInput['courseInstead']>,
): Pick<OperatorInput, 'courseInstead'> {
  return courseInstead.length === 0 ? {} : { courseInstead };
}

function sheetsOf(sheets: string[] | undefined): Pick<OperatorInput, 'sheets'> {
  return sheets === undefined ? {} : { sheets };
}

function idColumnOf(idColumn: OperatorInput['idColumn']): Pick<OperatorInput, 'idColumn'> {
  return idColumn === undefined ? {} : { idColumn };
}

function canceled(at: Date) {
  return { status: 'canceled', phase: 'finished', needs: null, finished_at: at.getTime() } as const;
}
