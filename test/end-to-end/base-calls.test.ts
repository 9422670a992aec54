import { beforeEach, describe, expect, it } from 'vitest';
import { syncFile } from '../support/api.ts';
import { closedAfterTest } from '../support/closed-after-test.ts';
import { type Harness, openHarness } from '../support/processes.ts';
import { control } from '../support/tables.ts';

let harness: Harness;
// Each time a new service: what an earlier sync has learned about the tables saves calls.
beforeEach(async () => {
  // By name, so that the list of tables is one of the fixed calls.
  harness = closedAfterTest(
    await openHarness({ BITABLE_LEARNER_TABLE: '学员总表', BITABLE_ENROLLMENT_TABLE: '学习记录表' }),
  );
});

/** Token, app, list of tables, and the fields of both. */
const fixedCalls = 5;

const idOf = (index: number) => `u_7f${String(index).padStart(11, '0')}_ABCDEFGHIJ`;

async function seed(learners: number, enrollments: number): Promise<void> {
  const rows = <Cells>(count: number, cells: (index: number) => Cells) =>
    Array.from({ length: count }, (_, index) => ({ cells: cells(index) }));
  await control(harness.sandbox.url, 'POST', 'records', {
    table: '学员总表',
    records: rows(learners, (index) => ({ 用户ID: idOf(index), 昵称: `学员${index}` })),
  });
  if (enrollments === 0) return;
  await control(harness.sandbox.url, 'POST', 'records', {
    table: '学习记录表',
    records: rows(enrollments, (index) => ({
      用户ID: idOf(index),
      课程: '旧课',
      学习日期: Date.UTC(2026, 0, 1),
    })),
  });
}

/** A roster of learners whom Base knows, in a course it does not. */
function rosterOf(rows: number): string {
  const lines = Array.from({ length: rows }, (_, index) => `${idOf(index)},学员${index},入门,2026-05-01`);
  return ['用户ID,昵称,课程,学习日期', ...lines].join('\n');
}

describe('as few Base calls as possible, beyond the fixed ones', () => {
  it.each([
    { rows: 1_000, learners: 5_000, enrollments: 0, calls: 12 },
    { rows: 100, learners: 20_000, enrollments: 20_000, calls: 9 },
    { rows: 10_000, learners: 20_000, enrollments: 20_000, calls: 100 },
  ])(
    '$rows rows, $learners learners, $enrollments enrollments: at most $calls',
    async ({ rows, learners, enrollments, calls }) => {
      await seed(learners, enrollments);
      const sync = await syncFile(harness.service.url, { name: '名单.csv', bytes: rosterOf(rows) });
      expect(sync.summary).toMatchObject({ enrollmentsCreated: rows, learnersUnchanged: rows });
      expect(sync.summary.baseCalls).toBeLessThanOrEqual(fixedCalls + calls);
    },
  );

  it('a file that is no roster: none', async () => {
    await syncFile(harness.service.url, { name: '名单.csv', bytes: rosterOf(3) });
    await control(harness.sandbox.url, 'DELETE', 'calls');
    const sync = await syncFile(harness.service.url, { name: '价目表.csv', bytes: '商品,价格\n杯子,9' });
    expect(sync.status).toBe('failed');
    expect(await control(harness.sandbox.url, 'GET', 'calls')).toEqual({ total: 0, calls: [] });
  });

  it('nothing new: no write at all', async () => {
    await seed(300, 0);
    await syncFile(harness.service.url, { name: '名单.csv', bytes: rosterOf(300) });
    await control(harness.sandbox.url, 'DELETE', 'calls');
    await syncFile(harness.service.url, { name: '名单.csv', bytes: rosterOf(300) });
    const { calls } = (await control(harness.sandbox.url, 'GET', 'calls')) as { calls: { path: string }[] };
    expect(calls.filter(({ path }) => /batch_(create|update|delete)$/.test(path))).toEqual([]);
    // One of each table, and none of those that were asked for ahead twice.
    expect(calls.filter(({ path }) => path.endsWith('/records/search'))).toHaveLength(2);
  });
});
