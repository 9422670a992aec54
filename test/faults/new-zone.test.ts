import { beforeEach, describe, expect, it } from 'vitest';
import { nothingSaid } from '../../src/sync/queue/operator-input.ts';
import { type Answer, giveInput } from '../../src/sync/queue/submit-sync.ts';
import type { EnrollmentPolicy } from '../../src/sync/settings.ts';
import type { SyncRecord } from '../../src/sync/sync-record.ts';
import { readTables } from '../support/tables.ts';
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
const more = `${roster}\nu_3,丙,,入门,2026-05-03`;
const moved = (timeZone: string) => harness.control('PUT', 'settings', { timeZone });
const later = () => harness.clock.advance(3_600_000);
const enrollments = async () => (await harness.content()).enrollments.length;
const confirm = async (sync: SyncRecord) => {
  const { syncs, clock } = harness.deps;
  const answer: Answer = {
    said: nothingSaid,
    confirm: 'all',
    useSimilar: false,
    who: { kind: 'anybody' },
    sheets: [],
    isIdColumn: null,
  };
  await giveInput({ syncs, now: () => new Date(clock.now()) }, sync, answer);
  return harness.run(sync);
};
const asksAboutZone = { status: 'needs_input', needs: { confirm: [{ code: 'new_zone' }] } };
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
    const sync = await harness.upload(more);
    expect(sync).toMatchObject(asksAboutZone);
    expect(sync.needs?.confirm).toMatchObject([{ figures: { before: 'Asia/Shanghai', now: zone } }]);
    expect(await enrollments()).toBe(2);
  });

  it('does not ask where nothing would be written, and still does once something is', async () => {
    expect(await harness.upload(roster)).toMatchObject(allThere);
    expect(await harness.upload(more)).toMatchObject(asksAboutZone);
  });

  it('goes on in the new zone if told so, writes nothing twice, and asks no more', async () => {
    const first = { status: 'succeeded', summary: { enrollmentsCreated: 1, enrollmentsSkipped: 2 } };
    expect(await confirm(await harness.upload(more))).toMatchObject(first);
    later();
    expect(await harness.upload(`${more}\nu_4,丁,,入门,2026-05-04`)).toMatchObject({
      summary: { enrollmentsCreated: 1, enrollmentsSkipped: 3 },
    });
    later();
    expect(await harness.upload(more)).toMatchObject({
      summary: { enrollmentsCreated: 0, enrollmentsSkipped: 3 },
    });
  });

  it('goes on without a question once the zone is turned back', async () => {
    const asking = await harness.upload(more);
    await moved('Asia/Shanghai');
    expect(await harness.upload(roster)).toMatchObject(allThere);
    expect(await confirm(asking)).toMatchObject({
      summary: { enrollmentsCreated: 1, enrollmentsSkipped: 2 },
    });
    expect(await enrollments()).toBe(3);
  });

  it('turned back after records were written in it asks again, and still writes nothing twice', async () => {
    await confirm(await harness.upload(more));
    later();
    await moved('Asia/Shanghai');
    const again = await harness.upload(`${more}\nu_4,丁,,入门,2026-05-04`);
    expect(again).toMatchObject(asksAboutZone);
    expect(await confirm(again)).toMatchObject({ summary: { enrollmentsCreated: 1, enrollmentsSkipped: 3 } });
    expect(await enrollments()).toBe(4);
  });

  it('asks for a rerun, too', async () => {
    const sync = await harness.upload(more);
    await confirm(sync);
    later();
    const [record] = (await readTables(harness.sandbox.url)).enrollments;
    const gone = { table: 'tblSandboxEnroll1', recordIds: [record?.recordId] };
    await harness.control('DELETE', 'records', gone);
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
  '%s: a call left open in the old zone is asked about first, and then found or planned anew',
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
    await moved('America/New_York');
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
