import type { Base, WholeEnrollment, WholeLearner } from '../ports.ts';
import { judgeCell, judgeEnrollment, judgeLearner, judgeLink, type LinkedLearners } from './judge.ts';
import type { LaterUse } from './later-use.ts';
import type { UndoJob } from './take-back.ts';
import type { TouchedCell, TouchedEnrollment, TouchedLearner, TouchedLink } from './touched.ts';

type Reading = Pick<Base, 'getLearners' | 'getEnrollments'>;

export function unlinkJob(
  base: Reading,
  things: readonly TouchedLink[],
  later: LaterUse,
): UndoJob<TouchedLink, WholeEnrollment> {
  return {
    phase: 'writing_enrollments',
    things,
    read: (ids) => base.getEnrollments(ids),
    judge: (thing, existing) => judgeLink(thing, existing, later),
    toIntent: (links) => ({
      kind: 'unlink_enrollments',
      rows: links.map(({ line, userId, recordId, learnerRecordId }) => ({
        ...{ line, userId, recordId, learnerRecordId },
      })),
    }),
  };
}

export function restoreEnrollmentsJob(
  base: Reading,
  things: readonly TouchedCell[],
): UndoJob<TouchedCell, WholeEnrollment> {
  return {
    phase: 'writing_enrollments',
    things,
    read: (ids) => base.getEnrollments(ids),
    judge: judgeCell,
    toIntent: (cells) => ({ kind: 'restore_enrollments', rows: byRecord(cells) }),
  };
}

export function restoreLearnersJob(
  base: Reading,
  things: readonly TouchedCell[],
): UndoJob<TouchedCell, WholeLearner> {
  return {
    phase: 'writing_learners',
    things,
    read: (ids) => base.getLearners(ids),
    judge: judgeCell,
    toIntent: (cells) => ({ kind: 'restore_learners', rows: byRecord(cells) }),
  };
}

export function deleteEnrollmentsJob(
  base: Reading,
  things: readonly TouchedEnrollment[],
  left: Pick<UndoJob<TouchedEnrollment, WholeEnrollment>, 'kept' | 'unseen'>,
): UndoJob<TouchedEnrollment, WholeEnrollment> {
  return {
    ...left,
    phase: 'writing_enrollments',
    things,
    read: (ids) => base.getEnrollments(ids),
    judge: judgeEnrollment,
    toIntent: (enrollments) => ({ kind: 'delete_enrollments', rows: enrollments.map(toDelete) }),
  };
}

export function deleteLearnersJob(
  base: Reading,
  things: readonly TouchedLearner[],
  linked: LinkedLearners,
): UndoJob<TouchedLearner, WholeLearner> {
  return {
    phase: 'writing_learners',
    things,
    read: (ids) => base.getLearners(ids),
    judge: (thing, existing) => judgeLearner(thing, existing, linked),
    toIntent: (learners) => ({ kind: 'delete_learners', rows: learners.map(toDelete) }),
  };
}

function toDelete({ line, userId, recordId }: TouchedLearner | TouchedEnrollment) {
  return { line, userId, recordId };
}

/** The cells of one record go together. */
function byRecord(cells: readonly TouchedCell[]) {
  const records = new Map<string, TouchedCell[]>();
  for (const cell of cells) records.set(cell.recordId, [...(records.get(cell.recordId) ?? []), cell]);
  return [...records].map(([recordId, ofRecord]) => ({
    recordId,
    line: ofRecord[0]?.line ?? 0,
    userId: ofRecord[0]?.userId ?? '',
    set: Object.fromEntries(ofRecord.map(({ field, before }) => [field, before])),
    before: Object.fromEntries(ofRecord.map(({ field, written }) => [field, written])),
    ...typedIn(ofRecord),
  }));
}

function typedIn(cells: readonly TouchedCell[]): { asTyped?: Record<string, string> } {
  const typed = cells.flatMap(({ field, asTyped }) => (asTyped === null ? [] : [[field, asTyped]]));
  return typed.length === 0 ? {} : { asTyped: Object.fromEntries(typed) };
}
