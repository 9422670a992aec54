import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { settled, syncFile, upload } from '../support/api.ts';
import { brokenLinks, control, readTables } from '../support/tables.ts';
import type { Mishap } from './mishaps.ts';
import { openPlace, type Place } from './place.ts';

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place.close());

const ids = Array.from({ length: 1500 }, (_, index) => `u_7f${String(index).padStart(11, '0')}_ABCDEFGHIJ`);
const rows = ids.map((id, index) => `${id},学员${index},,课程${index % 3},2026-05-${10 + (index % 20)}`);
const file = { name: '名单.csv', bytes: ['用户ID,昵称,手机号,课程,学习日期', ...rows].join('\n') };

async function everythingOnce(): Promise<void> {
  const tables = await readTables(place.sandbox.url);
  expect(tables.learners.map(({ cells }) => cells.用户ID).sort()).toEqual(ids);
  expect(tables.enrollments.map(({ cells }) => cells.用户ID).sort()).toEqual(ids);
  expect(brokenLinks(tables)).toEqual([]);
}

describe('of two instances, the one that works is replaced by the other when it', () => {
  it.each<{ mishap: Mishap; write: number; policy: string }>([
    { mishap: 'killed', write: 1, policy: 'skip-existing' },
    { mishap: 'cut_off', write: 2, policy: 'append' },
    { mishap: 'database_restarted', write: 3, policy: 'skip-existing' },
    { mishap: 'frozen', write: 4, policy: 'append' },
  ])('is $mishap in write $write ($policy); every row is written once', async ({ mishap, write, policy }) => {
    await control(place.sandbox.url, 'POST', 'reset', { seed: 'empty' });
    const instances = await place.start(2, { ENROLLMENT_POLICY: policy });
    onTestFinished(() => instances.kill());
    // Base has executed it; whoever sent it does not hear so.
    const point = {
      isMeant: (name: string) => /batch_create$/.test(name),
      nth: write,
      moment: 'unread',
    } as const;
    const befalling = instances.befall(mishap, point);
    const id = await upload(instances.services[0]?.url ?? '', file);
    const { place: befallen } = await befalling;
    const since = performance.now();
    expect([0, 1]).toContain(befallen);
    const other = instances.services[1 - befallen]?.url ?? '';
    const { summary } = await settled(other, id);
    console.log(`${mishap}: ended ${Math.round((performance.now() - since) / 1000)} s later`);
    expect(summary).toMatchObject({ rows: 1500, enrollmentsCreated: 1500, rowsFailed: 0 });
    instances.wake(befallen);
    await everythingOnce();
    // And both go on working.
    const again = await syncFile(other, file);
    expect(again.status).toBe('succeeded');
    if (policy === 'skip-existing') await everythingOnce();
  });
});
