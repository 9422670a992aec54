import type { MemoryBase } from '../fakes/memory-base.ts';

/** Both tables as they are at one moment, by record id, and what else is filled. */
export interface Tables {
  learners: ReadonlyMap<string, LearnerCells>;
  enrollments: ReadonlyMap<string, EnrollmentCells>;
}

interface LearnerCells {
  userId: string;
  nickname: string;
  phone: string;
  others: boolean;
}

interface EnrollmentCells {
  userId: string;
  course: string;
  day: string;
  learner: string;
  others: boolean;
}

export function tablesOf({ learners, enrollments, othersFilled }: MemoryBase): Tables {
  const others = (recordId: string) => othersFilled.has(recordId);
  return {
    learners: new Map(
      learners.map(({ recordId, userId, fields }) => [
        recordId,
        { userId, nickname: fields.nickname ?? '', phone: fields.phone ?? '', others: others(recordId) },
      ]),
    ),
    enrollments: new Map(
      enrollments.map(({ recordId, userId, course, day, learnerRecordIds }) => [
        recordId,
        { userId, course, day: day ?? '', learner: learnerRecordIds.join(), others: others(recordId) },
      ]),
    ),
  };
}

/**
 * The tables as they must be after an undo, if nothing came in between but people: everything as before the sync, and what
 * people did since.
 * @param isTwoWay with a one-way link a learner is known to have enrollments by their 用户ID
 */
export function expectedTables(before: Tables, synced: Tables, now: Tables, isTwoWay: boolean): Tables {
  const enrollments = new Map<string, EnrollmentCells>();
  for (const [id, cells] of now.enrollments) {
    const was = before.enrollments.get(id);
    if (was !== undefined) enrollments.set(id, turnBack(was, synced.enrollments.get(id) ?? was, cells));
    else if (!isSame(synced.enrollments.get(id), cells)) enrollments.set(id, cells);
  }
  const learners = new Map<string, LearnerCells>();
  for (const [id, cells] of now.learners) {
    const was = before.learners.get(id);
    const isUsed = [...enrollments.values()].some(
      (enrollment) =>
        enrollment.learner.split(',').includes(id) || (!isTwoWay && enrollment.userId === cells.userId),
    );
    if (was !== undefined) learners.set(id, turnBack(was, synced.learners.get(id) ?? was, cells));
    else if (!isSame(synced.learners.get(id), cells) || isUsed) learners.set(id, cells);
  }
  return { learners, enrollments };
}

/** Cell by cell: what the sync changed and nobody has changed since. */
function turnBack<Cells extends object>(before: Cells, synced: Cells, now: Cells): Cells {
  const cells = { ...now };
  for (const field of Object.keys(now) as (keyof Cells)[])
    if (synced[field] === now[field] && synced[field] !== before[field]) cells[field] = before[field];
  return cells;
}

function isSame(one: object | undefined, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
