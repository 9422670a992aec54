import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { IntentRows } from '../../src/sync/journal.ts';
import { type RosterRow, scenarioRows } from '../sync/scenario-roster.ts';
import { rosterOf } from '../sync/sync-harness.ts';
import type { FaultHarness } from './fault-harness.ts';

/** And one that an earlier upload has written. The first row is line 2. */
export const rosterRows: readonly RosterRow[] = [...scenarioRows, ['u_9', '壬', '', '入门', '2026-05-01']];

export const roster = rosterOf(rosterRows);

/**
 * Fills the tables with rows that staff typed yesterday and with what an upload wrote a moment ago, which search does
 * not show yet.
 */
export async function prepareTables(harness: FaultHarness): Promise<void> {
  await type(harness, '学员总表', { 用户ID: 'u_2', 昵称: '乙旧', 手机号: '19900000002' });
  await type(harness, '学习记录表', { 用户ID: 'u_2', 课程: '入门', 学习日期: day });
  harness.clock.advance(86_400_000);
  await writeEarlier(harness);
  await harness.control('PUT', 'settings', { searchLagMs: 5_000 });
  harness.clock.slept.length = 0;
}

const day = Date.UTC(2026, 3, 30, 16);
const Typed = z.object({ recordIds: z.tuple([z.string()]) });

async function type(harness: FaultHarness, table: string, cells: object): Promise<string> {
  const typed = await harness.control('POST', 'records', { table, records: [{ cells }] });
  return Typed.parse(typed).recordIds[0];
}

/** As if the last row of the roster had been uploaded before; without the calls, which hundreds of tests would make. */
async function writeEarlier(harness: FaultHarness): Promise<void> {
  const learnerRecordId = await type(harness, '学员总表', { 用户ID: 'u_9', 昵称: '壬' });
  const cells = { 用户ID: 'u_9', 课程: '入门', 学习日期: day, 关联到学员总表: [learnerRecordId] };
  const enrollmentRecordId = await type(harness, '学习记录表', cells);
  const { syncs, journal, clock } = harness.deps;
  const sync = await harness.queue(rosterOf(rosterRows.slice(-1)));
  await syncs.start(sync.id);
  const write = async (rows: IntentRows, recordId: string) => {
    const id = randomUUID();
    const now = clock.now();
    const times = { startedAt: now, sentAt: now };
    const intent = { id, syncId: sync.id, clientToken: id, ...times, ...rows };
    await journal.begin(intent);
    await journal.complete({ intent, recordIds: [recordId], at: now });
  };
  const row = { line: 2, userId: 'u_9' };
  await write({ kind: 'create_learners', rows: [{ ...row, fields: { nickname: '壬' } }] }, learnerRecordId);
  const enrollment = { ...row, course: '入门', day: '2026-05-01', learnerRecordId };
  await write({ kind: 'create_enrollments', rows: [enrollment] }, enrollmentRecordId);
  await syncs.finish(
    sync.id,
    { status: 'succeeded', report: null, changes: null, error: null },
    new Date(clock.now()),
  );
}
