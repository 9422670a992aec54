import { expect, it } from 'vitest';
import { rosterOf } from '../sync/sync-harness.ts';
import { useFaultHarnesses } from './fault-harness.ts';

const open = useFaultHarnesses();

const idOf = (n: number) => `u_65a1b2c3d4e5f_${String(n).padStart(10, '0')}`;
/** Half of them were there without a nickname. */
const rosterFor = (people: number, nickname: string) =>
  rosterOf(Array.from({ length: people }, (_, n) => [idOf(n), nickname, '', '入门', '2026-05-01']));

it('an undo of R records takes at most 25 + ⌈R/100⌉ + ⌈R/500⌉ calls', async () => {
  const people = 700;
  const harness = await open('skip-existing');
  const records = Array.from({ length: people / 2 }, (_, n) => ({ cells: { 用户ID: idOf(n) } }));
  await harness.control('POST', 'records', { table: '学员总表', records });
  harness.clock.advance(3_600_000);
  const before = await harness.content();
  const sync = await harness.upload(rosterFor(people, '新'));
  harness.clock.advance(3_600_000);
  const undo = await harness.undo(sync);
  // A learner created or updated, and an enrollment.
  const touched = people * 2;
  expect(undo.summary?.undo).toMatchObject({ undone: touched, kept: 0, failed: 0 });
  expect(undo.summary?.baseCalls).toBeLessThanOrEqual(
    25 + Math.ceil(touched / 100) + Math.ceil(touched / 500),
  );
  console.log(`${touched} records taken back in ${undo.summary?.baseCalls} calls`);
  expect(await harness.content()).toEqual(before);
});
