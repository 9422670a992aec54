import type { Base, WholeLearner } from '../ports.ts';
import { type CountedEnrollment, inWeek } from './count-enrollments.ts';
import type { PeopleCount } from './digest.ts';
import type { Week } from './week.ts';

type ReadBase = Pick<Base, 'getLearners' | 'findEnrollments'>;

/** Somebody with an enrollment in the week. */
interface Participant {
  userId: string;
  learnerRecordIds: ReadonlySet<string>;
  /** What was read of them reaches back before the week. */
  hasEarlier: boolean;
}

/**
 * How many people of the week are new. New is who has no enrollment before it: what counts is when somebody learns, not
 * when a record was made, or the import of an old roster would be full of new people. What the links of a learner record
 * name says so without reading earlier years; only of whom it says nothing are the enrollments looked for.
 * @param read every enrollment from some day before the week on
 */
export async function countPeople(
  base: ReadBase,
  read: readonly CountedEnrollment[],
  week: Week,
): Promise<PeopleCount> {
  const people = participantsOf(read, week);
  const open = people.filter(({ hasEarlier }) => !hasEarlier);
  const returning = people.length - open.length + (await countReturning(base, open, read, week));
  return { newLearners: people.length - returning, returningLearners: returning };
}

/** By 用户ID or, where there is none, by learner record; who is named by neither is nobody that could be counted. */
function participantsOf(read: readonly CountedEnrollment[], week: Week): Participant[] {
  const people = new Map<string, { userId: string; learnerRecordIds: Set<string>; hasEarlier: boolean }>();
  for (const enrollment of inWeek(read, week)) {
    const { userId } = enrollment;
    const person = personOf(enrollment);
    if (person !== '') people.set(person, { userId, learnerRecordIds: new Set(), hasEarlier: false });
  }
  for (const enrollment of read) {
    const participant = people.get(personOf(enrollment));
    if (participant === undefined) continue;
    for (const recordId of enrollment.learnerRecordIds) participant.learnerRecordIds.add(recordId);
    participant.hasEarlier ||= isEarlier(enrollment.day, week);
  }
  return [...people.values()];
}

function personOf({ userId, learnerRecordIds }: CountedEnrollment): string {
  return userId === '' ? (learnerRecordIds[0] ?? '') : userId;
}

/** One without a day can hardly be the newest. */
function isEarlier(day: CountedEnrollment['day'], { first }: Week): boolean {
  return day === null || day < first;
}

async function countReturning(
  base: ReadBase,
  open: readonly Participant[],
  read: readonly CountedEnrollment[],
  week: Week,
): Promise<number> {
  const recordIds = new Set(open.flatMap(({ learnerRecordIds }) => [...learnerRecordIds]));
  const { found } = await base.getLearners([...recordIds]);
  const learners = new Map(found.map((learner) => [learner.recordId, learner]));
  const notEarlier = new Set(read.filter(({ day }) => !isEarlier(day, week)).map(({ recordId }) => recordId));
  const told = open.map((participant) => ({
    participant,
    returns: whetherReturning(participant, learners, notEarlier),
  }));
  const unknown = told.flatMap(({ participant: { userId }, returns }) =>
    returns === null && userId !== '' ? [userId] : [],
  );
  const known = told.filter(({ returns }) => returns === true).length;
  return known + (await lookForEarlier(base, unknown, week)).size;
}

/** null if the links do not tell: there is none, it leads nowhere, or the learner's side of it cannot be seen. */
function whetherReturning(
  { learnerRecordIds }: Participant,
  learners: ReadonlyMap<string, WholeLearner>,
  notEarlier: ReadonlySet<string>,
): boolean | null {
  const linked = [...learnerRecordIds].map((recordId) => learners.get(recordId));
  const enrollmentIds = linked.flatMap((learner) => learner?.enrollmentIds ?? []);
  if (enrollmentIds.some((recordId) => !notEarlier.has(recordId))) return true;
  return linked.length > 0 && linked.every((learner) => learner?.showsEnrollments) ? false : null;
}

async function lookForEarlier(
  base: ReadBase,
  userIds: readonly string[],
  week: Week,
): Promise<ReadonlySet<string>> {
  if (userIds.length === 0) return new Set();
  const enrollments = await base.findEnrollments(new Set(userIds), []);
  return new Set(enrollments.flatMap(({ userId, day }) => (isEarlier(day, week) ? [userId] : [])));
}
