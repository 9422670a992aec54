import { placeOfLine } from '../../roster/line-place.ts';
import type { WrittenIntent } from '../journal.ts';
import type { UndoneRow, UndoneThing, UndoReason } from '../undo-report.ts';
import type { TouchedThing } from './touched.ts';

/** What came of one thing, as far as the journal does not tell it: what was done is in there. */
export interface UndoEntry {
  line: number;
  userId: string;
  what: UndoneThing;
  field: string | null;
  outcome: UndoneRow['outcome'];
  reason: UndoReason | null;
}

export function entryOf(thing: TouchedThing, reason: UndoReason): UndoEntry {
  return { ...aboutOf(thing), outcome: 'kept', reason };
}

export function failureOf(thing: TouchedThing, reason: UndoReason): UndoEntry {
  return { ...aboutOf(thing), outcome: 'failed', reason };
}

/** For what was as before already. */
export function backOf(thing: TouchedThing): UndoEntry {
  return { ...aboutOf(thing), outcome: 'undone', reason: null };
}

function aboutOf(thing: TouchedThing) {
  const { line, userId, what } = thing;
  return { line, userId, what, field: what === 'cell' ? thing.field : null };
}

/**
 * Every thing once, in the order of the file.
 * @param done what this undo has done, as the journal says
 * @param sheets as of `placeOfLine`
 */
export function rowsOf(
  done: readonly WrittenIntent[],
  entries: readonly UndoEntry[],
  sheets: readonly { name: string }[],
): UndoneRow[] {
  return [...done.flatMap(doneEntries), ...entries]
    .sort((a, b) => a.line - b.line)
    .map((entry) => ({ ...entry, ...placeOfLine(entry.line, sheets) }));
}

function doneEntries({ intent, recordIds }: WrittenIntent): UndoEntry[] {
  switch (intent.kind) {
    case 'delete_enrollments':
      return intent.rows.flatMap((row, place) =>
        recordIds[place] ? [doneEntry(row, 'enrollment', null)] : [],
      );
    case 'delete_learners':
      return intent.rows.flatMap((row, place) => (recordIds[place] ? [doneEntry(row, 'learner', null)] : []));
    case 'restore_learners':
    case 'restore_enrollments':
      return intent.rows.flatMap((row) => Object.keys(row.set).map((field) => doneEntry(row, 'cell', field)));
    case 'unlink_enrollments':
      return intent.rows.map((row) => doneEntry(row, 'link', null));
    default:
      return [];
  }
}

function doneEntry(
  { line, userId }: { line: number; userId: string },
  what: UndoneThing,
  field: string | null,
): UndoEntry {
  return { line, userId, what, field, outcome: 'undone', reason: null };
}
