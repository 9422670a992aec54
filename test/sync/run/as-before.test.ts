import { beforeEach, describe, expect, it } from 'vitest';
import { runSync } from '../../../src/sync/run/run-sync.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

let harness: SyncHarness;
beforeEach(async () => {
  harness = closedAfterTest(await openSyncHarness());
});

const bad = ['u_2', '乙', '', '入门', '昨天'];
const week = (course: string, ...people: string[]) =>
  rosterOf([
    ...people.map((id) => [id, id, '', course, '2026-05-01']),
    ['', '无号', '', course, '2026-05-01'],
  ]);
const knownIn = async ({ id }: { id: string }) => {
  const report = await harness.store.syncs.readReport(id);
  return report?.failures.map(({ asBefore }) => asBefore === true);
};

describe('a row that stays bad', () => {
  it('is news in the first week only', async () => {
    const first = await harness.upload(week('入门', 'u_1'));
    const second = await harness.upload(week('入门', 'u_0', 'u_1'));
    expect([await knownIn(first), await knownIn(second)]).toEqual([[false], [true]]);
    expect([first.summary?.asBefore, second.summary?.asBefore]).toEqual([
      undefined,
      { failures: 1, warnings: 1 },
    ]);
  });

  it('is compared with the last sync of its course, however others spell it', async () => {
    await harness.upload(week('入门', 'u_1'));
    expect(await knownIn(await harness.upload(week('深化', 'u_1')))).toEqual([false]);
    expect(await knownIn(await harness.upload(week('《入门》', 'u_1')))).toEqual([true]);
  });

  it('is news again after a week in which it was good', async () => {
    await harness.upload(rosterOf([['u_1', '甲', '', '入门', '2026-05-01'], bad]));
    await harness.upload(rosterOf([['u_1', '甲', '', '入门', '2026-05-01']]));
    const third = await harness.upload(rosterOf([['u_1', '甲', '', '入门', '2026-05-01'], bad]));
    expect(await knownIn(third)).toEqual([false]);
  });

  it('is no longer news after a preview, but a preview is no last time', async () => {
    await harness.upload(week('入门', 'u_1'), { dryRun: true });
    expect(await knownIn(await harness.upload(week('入门', 'u_1')))).toEqual([false]);
    expect(await knownIn(await harness.upload(week('入门', 'u_1'), { dryRun: true }))).toEqual([true]);
  });
});

describe('an enrollment that is refunded and stands in Base', () => {
  const csv = (status: string, ...more: string[]) =>
    ['用户ID,昵称,课程,学习日期,订单状态', `u_1,甲,入门,2026-05-01,${status}`, ...more].join('\n');
  const refunds = async ({ id }: { id: string }) => {
    const report = await harness.store.syncs.readReport(id);
    return report?.warnings.flatMap(({ code, asBefore }) =>
      code === 'refunded_in_base' ? asBefore === true : [],
    );
  };

  it('is told of once, and stays in the details', async () => {
    await harness.upload(csv('已支付'));
    expect(await refunds(await harness.upload(csv('已退款')))).toEqual([false]);
    expect(await refunds(await harness.upload(csv('已退款')))).toEqual([true]);
  });

  it('also after weeks without it', async () => {
    await harness.upload(csv('已支付'));
    await harness.upload(csv('已退款'));
    await harness.upload(rosterOf([['u_3', '丙', '', '入门', '2026-05-01']]));
    expect(await refunds(await harness.upload(csv('已退款')))).toEqual([true]);
  });

  it('is still told of if it was only previewed', async () => {
    await harness.upload(csv('已支付'));
    await harness.upload(csv('已退款'), { dryRun: true });
    expect(await refunds(await harness.upload(csv('已退款')))).toEqual([false]);
  });

  it('is still told of if the process was killed before it was', async () => {
    await harness.upload(csv('已支付'));
    const sync = await harness.queue(csv('已退款'));
    const syncs = { ...harness.store.syncs, finish: () => Promise.reject(new Error('killed')) };
    await runSync({ ...harness.deps, syncs }, sync, new AbortController().signal).catch(() => null);
    expect(await refunds(await harness.run(sync))).toEqual([false]);
    expect(await refunds(await harness.upload(csv('已退款')))).toEqual([true]);
  });
});
