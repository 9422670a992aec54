import { rosterOf } from '../sync/sync-harness.ts';
import type { FaultStage } from './fault-stage.ts';

export type RosterRow = readonly [
  userId: string,
  nickname: string,
  phone: string,
  course: string,
  day: string,
];

/** Creates, updates, links, skips, repeats, and has a row that is refused. The first row is line 2. */
export const rosterRows: readonly RosterRow[] = [
  ['u_1', '甲', '19900000001', '入门', '2026-05-01'],
  ['u_2', '乙新', '19900000002', '入门', '2026-05-01'],
  ['u_2', '乙新', '19900000002', '深化', '2026-05-08'],
  ['', '无号', '', '入门', '2026-05-01'],
  ['u_3', '丙', '', '入门', '2026-05-01'],
  ['u_3', '丙', '', '入门', '2026-05-01'],
  ['u_9', '壬', '', '入门', '2026-05-01'],
];

export const roster = rosterOf(rosterRows);

/**
 * Fills the tables with rows that staff typed yesterday and with what an upload wrote a moment ago, which search does
 * not show yet.
 */
export async function prepareTables(stage: FaultStage): Promise<void> {
  const type = (table: string, cells: object) =>
    stage.control('POST', 'records', { table, records: [{ cells }] });
  await type('学员总表', { 用户ID: 'u_2', 昵称: '乙旧', 手机号: '19900000002' });
  await type('学习记录表', { 用户ID: 'u_2', 课程: '入门', 学习日期: Date.UTC(2026, 3, 30, 16) });
  stage.clock.advance(86_400_000);
  await stage.upload(rosterOf([['u_9', '壬', '', '入门', '2026-05-01']]));
  await stage.control('PUT', 'settings', { searchLagMs: 5_000 });
  await stage.control('DELETE', 'calls');
  stage.clock.slept.length = 0;
  stage.phases.length = 0;
  stage.restart();
}
