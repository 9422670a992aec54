import { describe, expect, it } from 'vitest';
import { rosterOf } from '../sync/sync-harness.ts';
import { type FaultHarness, useFaultHarnesses } from './fault-harness.ts';
import { prepareTables, roster } from './prepared-tables.ts';

const open = useFaultHarnesses();

async function prepared(settings: object): Promise<FaultHarness> {
  const harness = await open('skip-existing');
  await prepareTables(harness);
  harness.clock.advance(3_600_000);
  await harness.control('PUT', 'settings', { ...settings, lagCovers: 'all_changes' });
  return harness;
}

/** As people see it in the end. */
async function settledContent(harness: FaultHarness) {
  await harness.control('PUT', 'settings', { searchLagMs: 0, idLagMs: 0 });
  return harness.content();
}

it('texts come back as they were typed, blanks and all', async () => {
  const harness = await prepared({});
  const cells = { 用户ID: 'u_7', 昵称: ' 旧\t', 手机号: '138 0013 8000', 备注: '请勿改动 ' };
  await harness.control('POST', 'records', { table: '学员总表', records: [{ cells }] });
  const before = await harness.content();
  const sync = await harness.upload(rosterOf([['u_7', '新', '13900139000', '入门', '2026-05-01']]));
  expect(sync.summary).toMatchObject({ learnersUpdated: 1 });
  harness.clock.advance(3_600_000);
  await harness.undo(sync);
  expect(await harness.content()).toEqual(before);
});

describe.each([
  ['search shows what was there half a minute ago', { searchLagMs: 30_000 }],
  ['so does every read', { searchLagMs: 30_000, idLagMs: 30_000 }],
  ['so does one of two servers', { searchLagMs: [30_000, 0], idLagMs: [0, 30_000] }],
  ['search shows what was there ten minutes ago', { searchLagMs: 600_000, idLagMs: [40_000, 0] }],
])('while %s', (_name, settings) => {
  it('an undo a moment after the sync leaves the tables as they were', async () => {
    const harness = await prepared(settings);
    const before = await settledContent(harness);
    await harness.control('PUT', 'settings', settings);
    const sync = await harness.upload(roster);
    const undo = await harness.undo(sync);
    expect(undo.error).toBeNull();
    expect(undo.summary?.undo).toMatchObject({ kept: 0, failed: 0 });
    expect(await settledContent(harness)).toEqual(before);
  });

  it('the corrected file, seconds after an undo, meets no ghosts', async () => {
    const corrected = roster.replaceAll('入门', '共情');
    const undisturbed = await prepared({});
    await undisturbed.upload(corrected);

    const harness = await prepared(settings);
    await harness.undo(await harness.upload(roster));
    harness.clock.advance(3_000);
    const again = await harness.upload(corrected);
    expect(again.error).toBeNull();
    expect(await settledContent(harness)).toEqual(await undisturbed.content());
  });

  it('undos of two syncs that came one after the other find the old cells of each', async () => {
    const harness = await prepared(settings);
    const before = await settledContent(harness);
    await harness.control('PUT', 'settings', settings);
    const named = (nickname: string) => rosterOf([['u_1', nickname, '', '入门', '2026-05-01']]);
    const first = await harness.upload(named('甲一'));
    harness.clock.advance(2_000);
    const second = await harness.upload(named('甲二'));
    harness.clock.advance(2_000);
    await harness.undo(second);
    harness.clock.advance(2_000);
    await harness.undo(first);
    expect(await settledContent(harness)).toEqual(before);
  });
});
