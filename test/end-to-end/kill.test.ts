import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { settled, syncFile, upload } from './api.ts';
import { openStage, type Stage } from './processes.ts';
import { contentOf, control, readTables } from './tables.ts';

const open: Stage[] = [];
async function stageFor(policy: string): Promise<Stage> {
  const stage = await openStage({ ENROLLMENT_POLICY: policy });
  open.push(stage);
  return stage;
}
afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close();
});

const rows = Array.from({ length: 2000 }, (_, index) => {
  const id = `u_7f${String(index).padStart(11, '0')}_ABCDEFGHIJ`;
  return `${id},学员${index},,课程${index % 3},2026-05-${String((index % 28) + 1).padStart(2, '0')}`;
});
const file = { name: '名单.csv', bytes: ['用户ID,昵称,手机号,课程,学习日期', ...rows].join('\n') };

async function countOf(stage: Stage, table: 'learners' | 'enrollments'): Promise<number> {
  return (await readTables(stage.sandbox.url))[table].length;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(50);
}

describe.each(['skip-existing', 'append'])('kill -9 in the middle of a 2,000-row sync (%s)', (policy) => {
  it.each([
    // Two batches of learners, two of enrollments. The answer never comes, or comes long after the caller has died.
    { call: 2, action: { kind: 'hang', when: 'after' } },
    { call: 3, action: { kind: 'hang', when: 'after' } },
    { call: 4, action: { kind: 'delay', when: 'before', ms: 1500 } },
  ])(
    'in write $call ($action.kind $action.when the commit): the next start ends it as if undisturbed',
    async ({ call, action }) => {
      const undisturbed = await stageFor(policy);
      const stage = await stageFor(policy);
      await control(stage.sandbox.url, 'POST', 'faults', {
        method: 'POST',
        path: '*batch_create',
        nth: call,
        action,
      });
      const [id] = await Promise.all([
        upload(stage.service.url, file),
        syncFile(undisturbed.service.url, file),
      ]);
      const expectedBefore = {
        2: ['learners', 2000],
        3: ['enrollments', 1000],
        4: ['enrollments', 1000],
      } as const;
      const [table, count] = expectedBefore[call as 2 | 3 | 4];
      await until(async () => (await countOf(stage, table)) >= count);
      await stage.service.kill('SIGKILL');
      await stage.restart();
      const sync = await settled(stage.service.url, id);
      expect(sync.summary).toMatchObject({
        rows: 2000,
        learnersCreated: 2000,
        enrollmentsCreated: 2000,
        rowsFailed: 0,
      });
      const [resumed, expected] = await Promise.all([
        readTables(stage.sandbox.url),
        readTables(undisturbed.sandbox.url),
      ]);
      expect(contentOf(resumed)).toEqual(contentOf(expected));
    },
    120_000,
  );
});
