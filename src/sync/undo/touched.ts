import type { CalendarDay } from '../../roster/roster.ts';
import type { WrittenIntent } from '../journal.ts';

/** What a sync has done to Base and nobody has taken back yet, by what it was done to. */
export interface Touched {
  /** Records that it created. */
  enrollments: TouchedEnrollment[];
  learners: TouchedLearner[];
  /** Cells that it overwrote in records that were there. */
  learnerCells: TouchedCell[];
  enrollmentCells: TouchedCell[];
  /** Links that it set in enrollments that were there. */
  links: TouchedLink[];
  /** What was created without its record id becoming known. */
  unknown: { what: 'enrollment' | 'learner'; line: number; userId: string }[];
}

interface TouchedRecord {
  line: number;
  userId: string;
  recordId: string;
  /** Epoch milliseconds, by Feishu's time. */
  writtenAt: number;
}

export interface TouchedLearner extends TouchedRecord {
  what: 'learner';
  /** As the sync left them; what is not here it left empty. */
  fields: Readonly<Record<string, string>>;
}

export interface TouchedEnrollment extends TouchedRecord {
  what: 'enrollment';
  course: string;
  day: CalendarDay;
  learnerRecordId: string;
  fields: Readonly<Record<string, string>>;
}

export interface TouchedCell extends TouchedRecord {
  what: 'cell';
  field: string;
  /** What the sync wrote, and what was there before; '' for an empty cell. */
  written: string;
  before: string;
  /** The same as it was typed, if cleaning has changed it. */
  asTyped: string | null;
}

export interface TouchedLink extends TouchedRecord {
  what: 'link';
  learnerRecordId: string;
}

export type TouchedThing = TouchedLearner | TouchedEnrollment | TouchedCell | TouchedLink;

/**
 * What is there to be taken back of a sync. Where it wrote a cell more than once, as a run does that goes on after people have
 * edited, the last time counts: what people did in between stays.
 * @param written everything that the sync wrote, in the order of writing
 * @param takenBack everything that undos of it have done so far
 */
export function touchedBy(written: readonly WrittenIntent[], takenBack: readonly WrittenIntent[]): Touched {
  const learners = new Map<string, TouchedLearner>();
  const enrollments = new Map<string, TouchedEnrollment>();
  const learnerCells = new Map<string, TouchedCell>();
  const enrollmentCells = new Map<string, TouchedCell>();
  const links = new Map<string, TouchedLink>();
  const unknown: Touched['unknown'] = [];

  for (const { intent, recordIds, writtenAt } of written) {
    switch (intent.kind) {
      case 'create_learners':
        for (const [place, { line, userId, fields }] of intent.rows.entries()) {
          const recordId = recordIds[place];
          if (!recordId) unknown.push({ what: 'learner', line, userId });
          else learners.set(recordId, { what: 'learner', line, userId, recordId, writtenAt, fields });
        }
        break;
      case 'create_enrollments':
        for (const [place, row] of intent.rows.entries()) {
          const { line, userId, course, day, learnerRecordId, fields = {} } = row;
          const recordId = recordIds[place];
          if (!recordId) unknown.push({ what: 'enrollment', line, userId });
          else
            enrollments.set(recordId, {
              ...{ what: 'enrollment', line, userId, recordId, writtenAt },
              ...{ course, day, learnerRecordId, fields },
            });
        }
        break;
      case 'update_learners':
        for (const row of intent.rows) overwrite(learners, learnerCells, row, writtenAt);
        break;
      case 'update_enrollments':
        for (const row of intent.rows) overwrite(enrollments, enrollmentCells, row, writtenAt);
        break;
      case 'link_enrollments':
        for (const { line, userId, recordId, learnerRecordId } of intent.rows)
          links.set(recordId, { what: 'link', line, userId, recordId, learnerRecordId, writtenAt });
        break;
      // An undo is not taken back.
      default:
        break;
    }
  }
  const undone = undoneIn(takenBack);
  const left = <Thing>(things: ReadonlyMap<string, Thing>, done: ReadonlySet<string>) =>
    [...things].flatMap(([key, thing]) => (done.has(key) ? [] : [thing]));
  return {
    enrollments: left(enrollments, undone.deleted),
    learners: left(learners, undone.deleted),
    learnerCells: left(learnerCells, undone.restored),
    enrollmentCells: left(enrollmentCells, undone.restored),
    links: left(links, undone.unlinked),
    unknown,
  };
}

interface Change {
  line: number;
  userId: string;
  recordId: string;
  set: Readonly<Record<string, string>>;
  before: Readonly<Record<string, string>>;
  asTyped?: Readonly<Record<string, string>>;
}

/** A record that the sync itself had created is just another one as it left it. */
function overwrite<Created extends TouchedLearner | TouchedEnrollment>(
  created: Map<string, Created>,
  cells: Map<string, TouchedCell>,
  { line, userId, recordId, set, before, asTyped }: Change,
  writtenAt: number,
): void {
  const own = created.get(recordId);
  if (own !== undefined) {
    created.set(recordId, { ...own, fields: { ...own.fields, ...set } });
    return;
  }
  for (const [field, written] of Object.entries(set))
    cells.set(cellKey(recordId, field), {
      ...{ what: 'cell', line, userId, recordId, writtenAt },
      ...{ field, written, before: before[field] ?? '', asTyped: asTyped?.[field] ?? null },
    });
}

function cellKey(recordId: string, field: string): string {
  return `${recordId} ${field}`;
}

function undoneIn(takenBack: readonly WrittenIntent[]) {
  const deleted = new Set<string>();
  const restored = new Set<string>();
  const unlinked = new Set<string>();
  for (const { intent, recordIds } of takenBack) {
    switch (intent.kind) {
      case 'delete_learners':
      case 'delete_enrollments':
        for (const recordId of recordIds) if (recordId !== null) deleted.add(recordId);
        break;
      case 'restore_learners':
      case 'restore_enrollments':
        for (const { recordId, set } of intent.rows)
          for (const field of Object.keys(set)) restored.add(cellKey(recordId, field));
        break;
      case 'unlink_enrollments':
        for (const { recordId } of intent.rows) unlinked.add(recordId);
        break;
      default:
        break;
    }
  }
  return { deleted, restored, unlinked };
}
