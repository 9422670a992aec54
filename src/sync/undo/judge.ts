import { courseOf, keyOf } from '../enrollment-key.ts';
import { comparedForm } from '../plan/same-value.ts';
import type { WholeEnrollment, WholeLearner } from '../ports.ts';
import type { UndoReason } from '../undo-report.ts';
import type { LaterUse } from './later-use.ts';
import type { TouchedCell, TouchedEnrollment, TouchedLearner, TouchedLink, TouchedThing } from './touched.ts';

/** What is to become of one thing that a sync did, now that it is known what Base holds. */
export type Judgment =
  | { kind: 'take_back' }
  /** It is as it was before already. */
  | { kind: 'is_back' }
  | { kind: 'keep'; reason: UndoReason };

/**
 * Why something stays whatever Base holds, as far as the journal and later rosters tell; null if Base has to be asked.
 */
export function reliedOn(thing: TouchedThing, later: LaterUse): UndoReason | null {
  switch (thing.what) {
    case 'enrollment':
      return holdsEnrollment(later, thing) ? 'in_later_roster' : null;
    case 'learner':
      if (!later.isComplete || later.learners.has(thing.userId)) return 'in_later_roster';
      return later.linkedInDoubt.has(thing.recordId) ? 'used_later' : null;
    case 'cell':
      if (saysTheSame(later, thing)) return 'in_later_roster';
      return later.writtenSince.get(thing.recordId)?.has(thing.field) ? 'used_later' : null;
    case 'link':
      return null;
  }
}

function holdsEnrollment(later: LaterUse, { userId, course, day }: TouchedEnrollment): boolean {
  return (
    !later.isComplete ||
    later.enrollments.has(keyOf(userId, course, day)) ||
    later.courses.has(courseOf(userId, course))
  );
}

/**
 * What a later roster said about a field is known of the nickname, and of what came in later it is remembered. Of the rest
 * only the presence of the column is known: then it may have said the same.
 */
function saysTheSame(later: LaterUse, { userId, field, written }: TouchedCell): boolean {
  if (!later.isComplete) return true;
  const rows = later.learners.get(userId) ?? [];
  if (field === 'nickname') return rows.some(({ nickname }) => nickname === written);
  const said = later.lastSaid(userId, field, comparedForm(field, written));
  const mayLaterUploads = said === null || (said.isLater && said.isSame);
  return rows.some(({ fields, isLaterUpload }) => fields.has(field) && (mayLaterUploads || !isLaterUpload));
}

/** An enrollment goes if it is exactly what was written. */
export function judgeEnrollment(thing: TouchedEnrollment, existing: WholeEnrollment): Judgment {
  const isAsWritten =
    existing.userId === thing.userId &&
    keyOf(existing.userId, existing.course, existing.day ?? '') ===
      keyOf(thing.userId, thing.course, thing.day) &&
    isOnly(existing.learnerRecordIds, thing.learnerRecordId) &&
    hasFields(existing.fields, thing.fields);
  return isAsWritten && existing.othersFilled.length === 0 ? takeBack : edited;
}

/** What is known of the enrollments that link to learners. */
export interface LinkedLearners {
  /** Enrollments that are deleted by now: the other side of a link may still name them. */
  gone: ReadonlySet<string>;
  /** Learners, by record id, that enrollments of the sync link to which stay, or of which nobody knows whether they do. */
  linked: ReadonlySet<string>;
  /** 用户IDs with an enrollment that is there; null if the records of learners show their enrollments themselves. */
  enrolled: ReadonlySet<string> | null;
}

/** A learner goes if the record is exactly what was written and no enrollment links to it. */
export function judgeLearner(
  thing: TouchedLearner,
  existing: WholeLearner,
  linked: LinkedLearners,
): Judgment {
  const isAsWritten = existing.userId === thing.userId && hasFields(existing.fields, thing.fields);
  if (!isAsWritten || existing.othersFilled.length > 0) return edited;
  return isUsed(existing, linked) ? { kind: 'keep', reason: 'used_later' } : takeBack;
}

function isUsed(existing: WholeLearner, { gone, linked, enrolled }: LinkedLearners): boolean {
  if (linked.has(existing.recordId)) return true;
  if (enrolled !== null) return enrolled.has(existing.userId);
  return !existing.showsEnrollments || existing.enrollmentIds.some((id) => !gone.has(id));
}

/** A cell gets its old value if it still holds what was written. */
export function judgeCell(
  { field, written, before }: TouchedCell,
  { fields }: Pick<WholeLearner, 'fields'>,
): Judgment {
  const now = fields[field] ?? '';
  if (now === before) return { kind: 'is_back' };
  return now === written ? takeBack : edited;
}

/** A link is emptied if it is still the same, and no later roster counts on the enrollment being linked. */
export function judgeLink(
  { learnerRecordId }: TouchedLink,
  { userId, course, day, learnerRecordIds }: WholeEnrollment,
  later: LaterUse,
): Judgment {
  if (learnerRecordIds.length === 0) return { kind: 'is_back' };
  if (!isOnly(learnerRecordIds, learnerRecordId)) return edited;
  const isHeld = !later.isComplete || later.enrollments.has(keyOf(userId, course, day ?? ''));
  return isHeld ? { kind: 'keep', reason: 'in_later_roster' } : takeBack;
}

const takeBack: Judgment = { kind: 'take_back' };
const edited: Judgment = { kind: 'keep', reason: 'edited' };

function isOnly(ids: readonly string[], id: string): boolean {
  return ids.length === 1 && ids[0] === id;
}

/** Fields that were not written were empty. */
function hasFields(
  existing: Readonly<Record<string, string>>,
  written: Readonly<Record<string, string>>,
): boolean {
  const names = new Set([...Object.keys(existing), ...Object.keys(written)]);
  return [...names].every((name) => (existing[name] ?? '') === (written[name] ?? ''));
}
