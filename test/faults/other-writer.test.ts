import { beforeEach, describe, expect, it } from 'vitest';
import { nothingSaid } from '../../src/sync/queue/operator-input.ts';
import { giveInput } from '../../src/sync/queue/submit-sync.ts';
import type { EnrollmentPolicy } from '../../src/sync/settings.ts';
import type { SyncRecord } from '../../src/sync/sync-record.ts';
import { closedAfterTest } from '../support/closed-after-test.ts';
import { rosterOf } from '../sync/sync-harness.ts';
import { type FaultHarness, harnessOn, openSharedStore, startClockedSandbox } from './fault-harness.ts';

/** Two services with folders of their own, as the same app on the same Base. */
let one: FaultHarness;
let other: FaultHarness;

async function openBoth(policy: EnrollmentPolicy): Promise<void> {
  const { sandbox, clock } = await startClockedSandbox();
  closedAfterTest(sandbox);
  const open = async () =>
    harnessOn(closedAfterTest(await openSharedStore()).store, sandbox, clock, { policy });
  one = await open();
  other = await open();
}

const later = (hours: number) => one.clock.advance(hours * 3_600_000);
const rosterFor = (...people: string[]) =>
  rosterOf(people.map((name) => [`u_${name}`, name, '', '入门', '2026-05-01']));
const enrollments = async () => (await one.content()).enrollments.length;
const others = ({ summary }: SyncRecord) => summary?.recordsOfOthers ?? null;
const confirm = async (harness: FaultHarness, sync: SyncRecord) => {
  const { syncs, clock } = harness.deps;
  await giveInput({ syncs, now: () => new Date(clock.now()) }, sync, {
    said: nothingSaid,
    confirm: 'all',
    useSimilar: false,
    who: { kind: 'anybody' },
    sheets: [],
    isIdColumn: null,
  });
  return harness.run(sync);
};

describe('two services that get the same file at the same time', () => {
  /** Neither sees what the other writes. */
  const both = async (csv: string) => {
    await one.control('PUT', 'settings', { searchLagMs: 120_000, idLagMs: 0 });
    await one.upload(csv);
    await other.upload(csv);
    await one.control('PUT', 'settings', { searchLagMs: 0, idLagMs: 0 });
    later(1);
  };
  const file = rosterFor('甲', '乙', '丙');
  beforeEach(() => openBoth('skip-existing'));

  it('are noticed by the next sync, without a call, and people are told once', async () => {
    await both(file);
    const noticed = await one.upload(file);
    expect(others(noticed)).toBe(6);
    expect((await one.reportOf(noticed))?.warnings).toContainEqual(
      expect.objectContaining({ line: null, code: 'other_writer', count: 6 }),
    );
    const again = await one.upload(file);
    expect(others(again)).toBeNull();
    expect(again.summary?.baseCalls).toBe(noticed.summary?.baseCalls);
    expect(await enrollments()).toBe(6);
  });

  it('are told of again a day later, if it goes on', async () => {
    await both(file);
    await one.upload(file);
    const next = rosterFor('丁', '戊', '己');
    await both(next);
    expect(others(await one.upload(next))).toBeNull();
    later(24);
    expect(others(await one.upload(next))).toBeNull();
    const last = rosterFor('庚', '辛', '壬');
    await both(last);
    expect(others(await one.upload(last))).toBe(6);
  });

  it('are no news where people typed a few rows themselves', async () => {
    await one.upload(file);
    const records = ['甲', '乙', '丙'].map((name) => ({ cells: { 用户ID: `u_${name}`, 昵称: name } }));
    await one.control('POST', 'records', { table: '学员总表', records });
    later(1);
    expect(others(await one.upload(file))).toBeNull();
  });
});

describe('a journal that is older than what Base holds, under append', () => {
  const asksAboutJournal = { status: 'needs_input', needs: { confirm: [{ code: 'restored_journal' }] } };
  /** What the journal of `one` has known before it was restored; `other` has the journal that was lost. */
  const beforeTheBackup = async () => {
    await openBoth('append');
    await one.upload(rosterFor('甲'));
    await one.upload(rosterFor('甲'));
    later(1);
  };

  it('is asked about before what waited in it is written once more', async () => {
    await beforeTheBackup();
    const waiting = await one.queue(rosterFor('乙', '丙'));
    await other.upload(rosterFor('乙', '丙'));
    later(24);
    const asking = await one.run(waiting);
    expect(asking).toMatchObject(asksAboutJournal);
    expect(await enrollments()).toBe(4);
    expect(await confirm(one, asking)).toMatchObject({
      status: 'succeeded',
      summary: { enrollmentsCreated: 2 },
    });
    expect((await one.upload(rosterFor('乙', '丙'))).status).toBe('succeeded');
  });

  it('is noticed by enrollments that only the link of a learner names', async () => {
    await beforeTheBackup();
    const waiting = await one.queue(rosterFor('甲'));
    await other.upload(rosterFor('甲'));
    later(24);
    expect(await one.run(waiting)).toMatchObject(asksAboutJournal);
    expect(await enrollments()).toBe(3);
  });

  it('is not suspected because of rows that people have typed, or of what retention has deleted', async () => {
    await beforeTheBackup();
    const waiting = await one.queue(rosterFor('甲', '乙'));
    const records = [{ cells: { 用户ID: 'u_乙', 昵称: '乙' } }];
    await one.control('POST', 'records', { table: '学员总表', records });
    later(24);
    expect((await one.run(waiting)).status).toBe('succeeded');
    later(24 * 60);
    await one.deps.syncs.deleteOld(new Date(one.clock.now()));
    expect((await one.upload(rosterFor('甲', '乙'))).status).toBe('succeeded');
  });
});
