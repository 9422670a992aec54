import { beforeEach, describe, expect, it } from 'vitest';
import { nothingSaid } from '../../src/sync/queue/operator-input.ts';
import { giveInput } from '../../src/sync/queue/submit-sync.ts';
import type { EnrollmentPolicy } from '../../src/sync/settings.ts';
import type { SyncRecord } from '../../src/sync/sync-record.ts';
import { rosterOf } from '../sync/sync-harness.ts';
import { type FaultHarness, useFaultHarnesses } from './fault-harness.ts';

const open = useFaultHarnesses();
let harness: FaultHarness;
const openWith = async (policy: EnrollmentPolicy) => {
  harness = await open(policy);
};

const roster = rosterOf([
  ['u_1', '甲', '', '入门', '2026-05-01'],
  ['u_2', '乙', '', '入门', '2026-05-02'],
]);
const moved = (timeZone: string) => harness.control('PUT', 'settings', { timeZone });
const later = () => harness.clock.advance(3_600_000);
const enrollments = async () => (await harness.content()).enrollments.length;
const confirm = async (sync: SyncRecord) => {
  const { syncs, clock } = harness.deps;
  const answer = { said: nothingSaid, confirm: true, sheets: [] };
  await giveInput({ syncs, now: () => new Date(clock.now()) }, sync, answer);
  return harness.run(sync);
};
const asksAboutZone = { status: 'needs_input', needs: { confirm: ['new_zone'] } };
const allThere = {
  status: 'succeeded',
  summary: { enrollmentsCreated: 0, enrollmentsSkipped: 2, enrollmentsLinked: 0 },
};

describe.each(['Asia/Tokyo', 'America/New_York'])('a Base moved from Asia/Shanghai to %s', (zone) => {
  beforeEach(async () => {
    await openWith('skip-existing');
    await harness.upload(roster);
    later();
    await moved(zone);
  });

  it('asks before anything is written, and says which zones', async () => {
    const sync = await harness.upload(roster);
    expect(sync).toMatchObject(asksAboutZone);
    expect(sync.needs?.newZone).toEqual({ before: 'Asia/Shanghai', now: zone });
    expect(await enrollments()).toBe(2);
  });

  it('goes on in the new zone if told so, writes nothing twice, and asks no more', async () => {
    expect(await confirm(await harness.upload(roster))).toMatchObject(allThere);
    later();
    const more = `${roster}\nu_3,丙,,入门,2026-05-03`;
    expect(await harness.upload(more)).toMatchObject({
      summary: { enrollmentsCreated: 1, enrollmentsSkipped: 2 },
    });
    later();
    expect(await harness.upload(more)).toMatchObject({
      summary: { enrollmentsCreated: 0, enrollmentsSkipped: 3 },
    });
  });

  it('goes on without a question once the zone is turned back', async () => {
    const asking = await harness.upload(roster);
    await moved('Asia/Shanghai');
    expect(await harness.upload(roster)).toMatchObject(allThere);
    expect(await confirm(asking)).toMatchObject(allThere);
    expect(await enrollments()).toBe(2);
  });

  it('turned back after records were written in it asks again, and still writes nothing twice', async () => {
    const more = `${roster}\nu_3,丙,,入门,2026-05-03`;
    await confirm(await harness.upload(more));
    later();
    await moved('Asia/Shanghai');
    const again = await harness.upload(more);
    expect(again).toMatchObject(asksAboutZone);
    expect(await confirm(again)).toMatchObject({ summary: { enrollmentsCreated: 0, enrollmentsSkipped: 3 } });
    expect(await enrollments()).toBe(3);
  });

  it('asks for a rerun, too', async () => {
    const sync = await harness.upload(roster);
    await confirm(sync);
    later();
    await moved('Europe/Madrid');
    expect(await harness.rerun(sync)).toMatchObject(asksAboutZone);
  });
});

it('a zone with the same days is nothing to ask about', async () => {
  await openWith('skip-existing');
  await harness.upload(roster);
  later();
  await moved('Asia/Hong_Kong');
  expect(await harness.upload(roster)).toMatchObject(allThere);
});

it.each(['skip-existing', 'append'] as const)(
  '%s: a call left open in the old zone is asked about first, and then found or sent again as it was',
  async (policy) => {
    await openWith(policy);
    const action = { kind: 'drop', when: 'before' };
    await harness.upload(rosterOf([['u_0', '零', '', '入门', '2026-05-01']]));
    await harness.control('POST', 'faults', {
      method: 'POST',
      path: '*Enroll*batch_create',
      times: 4,
      action,
    });
    const doubtful = await harness.upload(roster);
    expect(doubtful.lastWait?.code).toBe('in_doubt');
    await harness.control('DELETE', 'faults');
    await moved('Asia/Tokyo');
    later();
    const asking = await harness.run(doubtful);
    expect(asking).toMatchObject(asksAboutZone);
    expect(await enrollments()).toBe(1);
    expect(await confirm(asking)).toMatchObject({ status: 'succeeded', summary: { enrollmentsCreated: 2 } });
    expect(await enrollments()).toBe(3);
    later();
    if (policy === 'skip-existing') expect(await harness.upload(roster)).toMatchObject(allThere);
  },
);
