import { addRows } from '../../../src/sandbox/control/manual-edits.ts';
import { defaultEditor } from '../../../src/sandbox/state/people.ts';
import { seedIds } from '../../../src/sandbox/state/seed-base.ts';
import type { Platform } from '../feishu/platform.ts';
import { courseOf, dayOf, nicknameOf, phoneOf, userIdOf } from '../world/names.ts';
import type { HeldEnrollment, HeldLearner, World } from '../world/world.ts';

/** People type what the Base holds before the service comes. */
export function typeHeldRows(platform: Platform, { learners, enrollments }: World['held']): void {
  for (const learner of learners) typeLearner(platform, learner);
  for (const enrollment of enrollments) typeEnrollment(platform, enrollment);
}

export function typeLearner(platform: Platform, { person, nickname, phone }: HeldLearner): void {
  add(platform, seedIds.learnerTable, {
    用户ID: userIdOf(person),
    [nicknameField(platform)]: nicknameOf(nickname),
    手机号: phoneOf(phone),
  });
}

/** Somebody may have renamed it. */
export function nicknameField({ client }: Platform): string {
  const fields = client.store.state.base.tables.get(seedIds.learnerTable)?.fields ?? [];
  return fields.find(({ id }) => id === 'fldLearnerNickname')?.name ?? '';
}

/** Linked to the first record of its learner, where there is one. */
export function typeEnrollment(platform: Platform, { person, course, day, linked }: HeldEnrollment): void {
  const { tables } = platform.client.store.state.base;
  const records = [...(tables.get(seedIds.learnerTable)?.records.values() ?? [])];
  const own = records.find(({ cells }) => cells.fldLearnerUserId === userIdOf(person));
  add(platform, seedIds.enrollmentTable, {
    用户ID: userIdOf(person),
    课程: courseOf(course),
    学习日期: Date.parse(`${dayOf(day)}T00:00:00+08:00`),
    ...(linked && own !== undefined ? { 关联到学员总表: [own.id] } : {}),
  });
}

function add({ client }: Platform, table: string, cells: Record<string, unknown>): void {
  const filled = Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== ''));
  addRows(client, { table, openId: defaultEditor.openId, records: [{ cells: filled }] });
}
