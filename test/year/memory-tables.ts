import type { MemoryBase } from '../fakes/memory-base.ts';
import type { Correction } from './corrections.ts';
import type { ExpectedTables } from './expected-tables.ts';

const createdAt = Date.UTC(2026, 2, 7);

/** Puts tables into a Base as if they had always been there. */
export function fillBase(base: MemoryBase, { learners, enrollments }: ExpectedTables): void {
  base.learners = [...learners].map(([userId, { nickname, phone }]) => ({
    recordId: `before_${userId}`,
    userId,
    fields: { nickname, phone },
    enrollmentIds: enrollments.flatMap((enrollment, index) =>
      enrollment.userId === userId && enrollment.isLinked ? [`before_${index}`] : [],
    ),
    createdAt,
  }));
  base.enrollments = enrollments.map(({ userId, course, day, isLinked }, index) => ({
    recordId: `before_${index}`,
    ...{ userId, course, day },
    learnerRecordIds: isLinked ? [`before_${userId}`] : [],
    fields: {},
    createdAt,
  }));
}

/** What staff do in Base, which no sync hears of. */
export function overtype(base: MemoryBase, { userId, field, value }: Correction): void {
  base.learners = base.learners.map((learner) =>
    learner.userId === userId ? { ...learner, fields: { ...learner.fields, [field]: value } } : learner,
  );
}

/** The tables of a Base as lines that can be compared; a record that is there twice stands there twice. */
export function linesOfBase({ learners, enrollments }: MemoryBase): {
  learners: string[];
  enrollments: string[];
} {
  const owners = new Map(learners.map(({ recordId, userId }) => [recordId, userId]));
  return {
    learners: learners
      .map(({ userId, fields }) => line(userId, fields.nickname ?? '', fields.phone ?? ''))
      .sort(),
    enrollments: enrollments
      .map(({ userId, course, day, learnerRecordIds }) =>
        line(userId, course, day ?? '', ...learnerRecordIds.map((id) => owners.get(id) ?? 'nobody')),
      )
      .sort(),
  };
}

export function linesOf({ learners, enrollments }: ExpectedTables): {
  learners: string[];
  enrollments: string[];
} {
  return {
    learners: [...learners].map(([userId, { nickname, phone }]) => line(userId, nickname, phone)).sort(),
    enrollments: enrollments
      .map(({ userId, course, day, isLinked }) => line(userId, course, day, ...(isLinked ? [userId] : [])))
      .sort(),
  };
}

function line(...cells: string[]): string {
  return cells.join(' | ');
}
