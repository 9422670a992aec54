import { until, upload } from '../support/api.ts';
import type { Harness } from '../support/processes.ts';
import { control } from '../support/tables.ts';

/** What keeps a sync from going on for a long time, the phase in which it then stands, and what people read meanwhile. */
export interface Obstacle {
  name: string;
  settings?: object;
  fault: object;
  phase: string;
  says: RegExp;
}

export const obstacles: Obstacle[] = [
  {
    name: 'while a call hangs',
    fault: { method: 'POST', path: '*batch_create', action: { kind: 'hang', when: 'after' } },
    phase: 'writing_learners',
    says: /正在处理第1条/,
  },
  {
    name: 'during back-off',
    fault: {
      method: 'POST',
      path: '*search',
      times: 100,
      action: { kind: 'answer', code: 99991400, headers: { 'x-ogw-ratelimit-reset': '100' } },
    },
    phase: 'backing_off',
    says: /飞书繁忙或暂时连不上/,
  },
  {
    name: 'while a write is being settled',
    settings: { searchLagMs: 600_000 },
    fault: { method: 'POST', path: '*batch_create', action: { kind: 'drop', when: 'after' } },
    phase: 'resolving',
    says: /正在核对/,
  },
];

export async function setObstacle({ settings = {}, fault }: Obstacle, { sandbox }: Harness): Promise<void> {
  await control(sandbox.url, 'PUT', 'settings', settings);
  await control(sandbox.url, 'POST', 'faults', fault);
}

/** Uploads, and waits until the sync stands before the obstacle. */
export async function uploadBefore(
  obstacle: Obstacle,
  harness: Harness,
  file: { name: string; bytes: string },
): Promise<string> {
  await setObstacle(obstacle, harness);
  const id = await upload(harness.service.url, file);
  await until(harness.service.url, id, ({ progress }) => progress.phase === obstacle.phase);
  return id;
}

export async function clearObstacle({ sandbox }: Harness): Promise<void> {
  await control(sandbox.url, 'PUT', 'settings', {});
  await control(sandbox.url, 'DELETE', 'faults');
}

/** A roster of people whom no other sync of the test knows. */
export function rosterOf(prefix: string, count: number): { name: string; bytes: string } {
  const rows = Array.from({ length: count }, (_, index) => {
    const id = `u_${prefix}${String(index).padStart(12, '0')}_ABCDEFGHIJ`;
    return `${id},学员${prefix}${index},,入门,2026-05-01`;
  });
  return { name: `名单${prefix}.csv`, bytes: ['用户ID,昵称,手机号,课程,学习日期', ...rows].join('\n') };
}
