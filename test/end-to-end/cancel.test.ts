import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { idOf, post, settled, upload } from '../support/api.ts';
import { type Harness, openHarness } from '../support/processes.ts';
import { brokenLinks, control, readTables, type ShownRecord } from '../support/tables.ts';
import { clearObstacle, obstacles, rosterOf, uploadBefore } from './obstacles.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterEach(() => clearObstacle(harness));
afterAll(() => harness.close());

const cancel = (id: string) => post(harness.service.url, `/api/syncs/${id}/cancel`);

async function rerun(id: string) {
  return settled(harness.service.url, idOf(await post(harness.service.url, `/api/syncs/${id}/rerun`)));
}

/** How many learners and enrollments of a roster there are. */
async function written(prefix: string): Promise<{ learners: number; enrollments: number }> {
  const tables = await readTables(harness.sandbox.url);
  const own = ({ cells }: ShownRecord) => String(cells.用户ID).startsWith(`u_${prefix}`);
  return {
    learners: tables.learners.filter(own).length,
    enrollments: tables.enrollments.filter(own).length,
  };
}

const named = obstacles
  // A call that hangs is over when its time is up; what comes after it is the same as while rows are in doubt.
  .filter(({ name }) => name !== 'while a call hangs')
  .map((obstacle, index) => ({ name: obstacle.name, obstacle, prefix: `x${index}` }));

it.each(named)('a sync that is canceled $name is over at once, and a rerun completes it', async (row) => {
  const { obstacle, prefix } = row;
  const id = await uploadBefore(obstacle, harness, rosterOf(prefix, 3));
  await cancel(id);
  const canceled = await settled(harness.service.url, id);
  expect(canceled.status).toBe('canceled');
  const { learners, enrollments } = await written(prefix);
  const { learnersCreated, enrollmentsCreated } = canceled.summary;
  const isInDoubt = learners > learnersCreated;
  expect([learnersCreated, enrollmentsCreated]).toEqual([isInDoubt ? 0 : learners, enrollments]);
  expect(/还不能确认/.test(canceled.sentences.join(''))).toBe(isInDoubt);
  expect(canceled.sentences.join('')).toMatch(isInDoubt ? /继续（还差3条）/ : /没有写入任何数据/);
  await clearObstacle(harness);
  expect((await rerun(id)).status).toBe('succeeded');
  expect(await written(prefix)).toEqual({ learners: 3, enrollments: 3 });
});

it('a running sync stops after the current call and says exactly what is in the tables', async () => {
  // The second batch of enrollments waits until the cancel is there.
  await control(harness.sandbox.url, 'POST', 'faults', {
    method: 'POST',
    path: '*batch_create',
    nth: 5,
    action: { kind: 'hold', when: 'before' },
  });
  const id = await upload(harness.service.url, rosterOf('r', 2500));
  while ((await written('r')).enrollments === 0) await sleep(50);
  await cancel(id);
  await cancel(id);
  await control(harness.sandbox.url, 'DELETE', 'faults');
  const canceled = await settled(harness.service.url, id);
  const { learners, enrollments } = await written('r');
  expect(canceled).toMatchObject({
    status: 'canceled',
    summary: { rows: 2500, learnersCreated: learners, enrollmentsCreated: enrollments },
    failuresTotal: 2500 - enrollments,
  });
  expect(enrollments).toBeLessThan(2500);
  expect(canceled.sentences).toEqual([
    `已取消：已新增${learners}位学员、${enrollments}条学习记录，其余未写入。`,
    `要写完其余的，请点“继续（还差${2500 - enrollments}条）”：已经写入的不会重复。`,
  ]);
  await expect(cancel(id)).rejects.toThrow(/409.*已经结束/);
  await rerun(id);
  expect(await written('r')).toEqual({ learners: 2500, enrollments: 2500 });
  expect(brokenLinks(await readTables(harness.sandbox.url))).toEqual([]);
});
