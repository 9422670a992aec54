import type { MemoryBase } from '../fakes/memory-base.ts';
import type { Edit } from './undo-case.ts';

/** Does in Base what a person does; nothing where there is no such record. */
export function editByHand(base: MemoryBase, edit: Edit): void {
  switch (edit.kind) {
    case 'set_learner': {
      const { at, field, value } = edit;
      const chosen = pick(base.learners, at);
      base.learners = base.learners.map((learner) =>
        learner === chosen
          ? { ...learner, fields: withoutEmpty({ ...learner.fields, [field]: value }) }
          : learner,
      );
      return;
    }
    case 'set_enrollment': {
      const { at, field, value } = edit;
      const chosen = pick(base.enrollments, at);
      base.enrollments = base.enrollments.map((enrollment) =>
        enrollment === chosen ? { ...enrollment, [field]: value } : enrollment,
      );
      return;
    }
    case 'link': {
      const learner = pick(base.learners, edit.to);
      relink(base, edit.at, learner === undefined ? [] : [learner.recordId]);
      return;
    }
    case 'unlink':
      relink(base, edit.at, []);
      return;
    case 'fill_other': {
      const record = pick<{ recordId: string }>(base[edit.table], edit.at);
      if (record !== undefined) base.othersFilled.set(record.recordId, ['备注']);
      return;
    }
    case 'delete': {
      const gone = pick<{ recordId: string }>(base[edit.table], edit.at)?.recordId;
      base.learners = base.learners.filter(({ recordId }) => recordId !== gone);
      base.enrollments = base.enrollments
        .filter(({ recordId }) => recordId !== gone)
        .map((enrollment) => ({
          ...enrollment,
          learnerRecordIds: enrollment.learnerRecordIds.filter((id) => id !== gone),
        }));
      mirror(base);
      return;
    }
    case 'add_enrollment': {
      const learner = pick(base.learners, edit.to);
      if (learner === undefined) return;
      base.enrollments.push({
        ...{ recordId: `typed_${base.enrollments.length}_${Math.random()}`, userId: learner.userId },
        ...{ course: edit.course, day: '2026-07-01', learnerRecordIds: [learner.recordId], fields: {} },
        createdAt: 0,
      });
      mirror(base);
      return;
    }
  }
}

function relink(base: MemoryBase, at: number, learnerRecordIds: string[]): void {
  const chosen = pick(base.enrollments, at);
  base.enrollments = base.enrollments.map((enrollment) =>
    enrollment === chosen ? { ...enrollment, learnerRecordIds } : enrollment,
  );
  mirror(base);
}

/** The other side of the link. */
export function mirror(base: MemoryBase): void {
  if (!base.schema.linkIsTwoWay) return;
  base.learners = base.learners.map((learner) => ({
    ...learner,
    enrollmentIds: base.enrollments.flatMap(({ recordId, learnerRecordIds }) =>
      learnerRecordIds.includes(learner.recordId) ? [recordId] : [],
    ),
  }));
}

function pick<Record>(records: readonly Record[], at: number): Record | undefined {
  return records[at % Math.max(1, records.length)];
}

function withoutEmpty(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}
