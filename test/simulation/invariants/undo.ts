import { listOf } from '../../../src/sandbox/state/base-model.ts';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import type { Cells, RecordEvent } from '../feishu/audit.ts';
import type { EndedSync, History } from '../history.ts';
import { longestBlindnessMs } from './blindness.ts';
import { type Enrollment, enrollmentOf, keyOf } from './enrollment-of.ts';
import type { Invariant } from './invariant.ts';
import { isDone } from './no-row-missing.ts';
import { policyOf, rowsOfSync, says, syncOf } from './uploads.ts';

export const onlyOwnDeleted: Invariant = {
  name: 'only own records deleted',
  reason:
    'nothing is ever deleted but by an undo, and of that only what its sync has created and nobody has edited',
  check: (history) =>
    history.events.flatMap((event, index) => {
      const { cause, after, before, recordId } = event;
      if (cause.kind !== 'service' || after !== null) return [];
      const of = undoneBy(history, syncOf(history, cause.syncId));
      const past = history.events.slice(0, index).filter((one) => one.recordId === recordId);
      const [created] = past;
      const isOwn =
        of !== null && created?.cause.kind === 'service' && isOf(history, created.cause.syncId, of);
      if (!isOwn) return [`${recordId} was deleted, and is not one of its own`];
      const seen = past.findLast((one) => one.at < unseenSince(history, event)) ?? created;
      return isDifferent(created.after, seen.after) && isDifferent(created.after, before)
        ? [`${recordId} was deleted with an edit`]
        : [];
    }),
};

export const onlyOwnTakenBack: Invariant = {
  name: 'only own cells and links taken back',
  reason: 'what people have put into a cell since the sync stays, and so does what a later sync has written',
  check: (history) =>
    history.events.flatMap((event, index) => {
      const { cause, before, after, recordId } = event;
      if (cause.kind !== 'service' || before === null || after === null) return [];
      const of = undoneBy(history, syncOf(history, cause.syncId));
      if (of === null) return [];
      const past = history.events.slice(0, index).filter((one) => one.recordId === recordId);
      return namesOf(before, after)
        .filter((name) => String(before[name]) !== String(after[name]))
        .filter((name) => !isRestored(history, past, { event, of, name }))
        .map((name) => `${name} of ${recordId} became ${String(after[name])}`);
    }),
};

/** The cell holds what the sync has written, or somebody has just changed it, and gets what it held before. */
function isRestored(
  history: History,
  past: readonly RecordEvent[],
  { event, of, name }: { event: RecordEvent; of: SyncRecord; name: string },
): boolean {
  const changes = (one: RecordEvent) => String(one.before?.[name]) !== String(one.after?.[name]);
  const writes = past
    .filter((one) => one.cause.kind === 'service' && isOf(history, one.cause.syncId, of))
    .filter((one) => [one, ...unseenBefore(history, past, one)].some(changes));
  // What the sync has not seen it has written over, although it may have been the same.
  const written = writes.flatMap((write) => [write, ...unseenBefore(history, past, write)]);
  const last = past.findLast(changes);
  const isUntouched =
    last !== undefined &&
    (written.includes(last) || holdsAgain(writes, last, name) || last.at >= unseenSince(history, event));
  return isUntouched && written.some(({ before }) => String(before?.[name]) === String(event.after?.[name]));
}

/** The cell holds what the sync has written once more: another undo has put it back, or somebody has typed the same. */
function holdsAgain(writes: readonly RecordEvent[], last: RecordEvent, name: string): boolean {
  return writes.some(({ after }) => String(after?.[name]) === String(last.after?.[name]));
}

/** What had just been done to a record when a sync wrote to it, so that it may not have seen that. */
function unseenBefore(history: History, past: readonly RecordEvent[], write: RecordEvent): RecordEvent[] {
  return past.filter(({ at }) => at < write.at && at >= unseenSince(history, write));
}

export const undoneAsBefore: Invariant = {
  name: 'undone is as before',
  reason: 'an undo that reports nothing kept leaves nothing behind',
  check: (history) =>
    history.syncs.flatMap(({ sync, report }) => {
      const of = undoneBy(history, sync);
      const undo = report?.summary.undo;
      if (of === null || undo === undefined || sync.status !== 'succeeded' || undo.kept + undo.failed > 0)
        return [];
      return createdBy(history, of)
        .filter((recordId) => !history.events.some((one) => one.recordId === recordId && one.after === null))
        .map((recordId) => `${recordId} of #${of.number} is still there`);
    }),
};

export const noEnrollmentOrphaned: Invariant = {
  name: 'no enrollment orphaned',
  reason: 'an enrollment without its learner belongs to nobody',
  check: (history) =>
    history.events.flatMap((event, index) => {
      const { cause, table, after, recordId } = event;
      if (cause.kind !== 'service' || table !== 'learners' || after !== null) return [];
      const enrollments = new Map<string, RecordEvent>();
      for (const past of history.events.slice(0, index)) {
        if (past.table === 'enrollments') enrollments.set(past.recordId, past);
      }
      return [...enrollments.values()]
        .filter((last) => last.at < unseenSince(history, event))
        .filter((last) => listOf(last.after?.关联到学员总表).includes(recordId))
        .map((last) => `${recordId} was deleted, and ${last.recordId} links to it`);
    }),
};

export const laterRostersKept: Invariant = {
  name: 'what later rosters hold is kept',
  reason: 'a later report has told people that somebody is enrolled, because the record was there',
  check: (history) =>
    history.events.flatMap((event, index) => {
      const { cause, table, before, after } = event;
      if (cause.kind !== 'service' || table !== 'enrollments' || before === null || after !== null) return [];
      const of = undoneBy(history, syncOf(history, cause.syncId));
      const created = history.events.find(({ recordId }) => recordId === event.recordId);
      if (of === null || created === undefined) return [];
      const enrollment = enrollmentOf(before, created.cause.timeZone);
      const endedBefore = new Set(history.endedBefore.get(cause.syncId));
      return history.syncs
        .filter((later) => isDone(later) && endedBefore.has(later.sync.id) && later.sync.undoneBy === null)
        .filter(({ sync }) => sync.number > of.number && sync.uploadId !== of.uploadId)
        .filter(({ sync }) => policyOf(history, sync.id) === 'skip-existing')
        .filter(
          (later) => holds(history, later, enrollment) && !wrote(history, later.sync, enrollment, index),
        )
        .map(({ sync }) => `${keyOf(enrollment)} of #${sync.number} was deleted`);
    }),
};

function holds(history: History, { sync, report }: EndedSync, enrollment: Enrollment): boolean {
  const failed = new Set(report?.failures.map(({ line }) => line));
  return rowsOfSync(history, sync).some((row) => !failed.has(row.line) && says(row, enrollment));
}

function wrote({ events }: History, { id }: SyncRecord, enrollment: Enrollment, until: number): boolean {
  return events
    .slice(0, until)
    .some(
      ({ cause, table, before, after }) =>
        cause.kind === 'service' &&
        cause.syncId === id &&
        table === 'enrollments' &&
        before === null &&
        after !== null &&
        keyOf(enrollmentOf(after, cause.timeZone)) === keyOf(enrollment),
    );
}

function createdBy({ events }: History, { id }: SyncRecord): string[] {
  return events
    .filter(({ cause, before }) => cause.kind === 'service' && cause.syncId === id && before === null)
    .map(({ recordId }) => recordId);
}

function undoneBy(history: History, undo: SyncRecord): SyncRecord | null {
  return undo.undoes === null ? null : syncOf(history, undo.undoes);
}

/** What another sync of the upload has sent again belongs to the sync that began it. */
function isOf(history: History, syncId: string, { uploadId }: SyncRecord): boolean {
  return syncOf(history, syncId).uploadId === uploadId;
}

/** An undo reads each record right before it sends a write; what is younger than the longest lag it may not see. */
function unseenSince({ world }: History, { at, cause }: RecordEvent): number {
  const calledAt = cause.kind === 'service' ? cause.calledAt : null;
  return (calledAt ?? at) - longestBlindnessMs(world);
}

function isDifferent(one: Cells | null, other: Cells | null): boolean {
  return namesOf(one ?? {}, other ?? {}).some((name) => String(one?.[name]) !== String(other?.[name]));
}

function namesOf(one: Cells, other: Cells): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}
