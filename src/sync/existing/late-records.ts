import type { CreatedContent } from '../journal.ts';
import type { ExistingEnrollment, ExistingLearner } from '../ports.ts';

/** A learner that no read shows yet, as this service has written it. */
export function lateLearner(content: CreatedContent): ExistingLearner[] {
  if (content.kind !== 'learner') return [];
  const { recordId, writtenAt, row } = content;
  return [{ recordId, userId: row.userId, fields: row.fields, enrollmentIds: [], createdAt: writtenAt }];
}

/** An enrollment that no read shows yet, as this service has written it. */
export function lateEnrollment(content: CreatedContent): ExistingEnrollment[] {
  if (content.kind !== 'enrollment') return [];
  const { recordId, writtenAt, row } = content;
  const { userId, course, day, learnerRecordId, fields = {} } = row;
  return [
    { recordId, userId, course, day, learnerRecordIds: [learnerRecordId], fields, createdAt: writtenAt },
  ];
}
