import { afterEach, describe, expect, it } from 'vitest';
import type { Doubt } from '../../../src/sync/doubt.ts';
import type { EnrollmentPolicy } from '../../../src/sync/settings.ts';
import { waitOf } from '../../../src/sync/sync-record.ts';
import type { WriteFault } from '../../fakes/memory-base.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';
import { untilItEnds } from '../until-it-ends.ts';

const open: SyncHarness[] = [];
async function openHarness(policy: EnrollmentPolicy = 'append'): Promise<SyncHarness> {
  const harness = await openSyncHarness({ policy });
  open.push(harness);
  return harness;
}
afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close();
});

const rows = (prefix: string) =>
  rosterOf(Array.from({ length: 3 }, (_, n) => [`${prefix}_${n}`, '甲', '', '入门', '2026-05-01']));

const failed: Doubt = { kind: 'failed' };
const conflict: Doubt = { kind: 'conflict' };
const silence: Doubt = { kind: 'silence', tooMuch: false };
const unknown = (because: Doubt): WriteFault => ({ kind: 'answer', outcome: { kind: 'unknown', because } });

/** The first creates of enrollments meet these faults, one after another; tells the tokens under which they came. */
function disturb({ base }: SyncHarness, faults: readonly WriteFault[]): string[] {
  const tokens: string[] = [];
  base.onWrite = (name, _rows, token) => {
    if (name !== 'create_enrollments') return undefined;
    tokens.push(token);
    return faults[tokens.length - 1];
  };
  return tokens;
}

async function waited(harness: SyncHarness, work: () => Promise<unknown>): Promise<number> {
  const start = harness.clock.monotonic();
  await work();
  return harness.clock.monotonic() - start;
}

/** In a Base whose search shows what was written a moment ago. */
async function openCurrentBase(): Promise<SyncHarness> {
  const harness = await openHarness();
  await harness.upload(rows('before'));
  return harness;
}

describe('an answered failure', () => {
  it.each<[string, Doubt[], least: number, most: number]>([
    ['one', [failed], 1_000, 3_000],
    ['two in a row', [failed, failed], 3_000, 8_000],
    ['three in a row', [failed, failed, failed], 6_000, 12_000],
    ['one conflict', [conflict], 2_000, 5_000],
    ['a code that nobody knows', [{ kind: 'unlisted', feishuCode: 42, mayRefuse: false }], 1_000, 3_000],
  ])('%s costs seconds where search is up to date', async (_name, doubts, least, most) => {
    const harness = await openCurrentBase();
    const tokens = disturb(harness, doubts.map(unknown));
    const ms = await waited(harness, async () => {
      expect((await harness.upload(rows('now'))).summary).toMatchObject({ enrollmentsCreated: 3 });
    });
    expect(ms).toBeGreaterThanOrEqual(least);
    expect(ms).toBeLessThanOrEqual(most);
    expect(new Set(tokens).size).toBe(1);
    expect(harness.base.enrollments).toHaveLength(6);
  });

  it('costs the full wait in a Base to which nothing was written before', async () => {
    const harness = await openHarness();
    disturb(harness, [unknown(failed)]);
    expect(await waited(harness, () => harness.upload(rows('now')))).toBeGreaterThanOrEqual(45_000);
    expect(harness.base.enrollments).toHaveLength(3);
  });

  it('costs the full wait where search does not show the last batch', async () => {
    const harness = await openCurrentBase();
    for (const { recordId } of harness.base.enrollments) harness.base.unseen.add(recordId);
    disturb(harness, [unknown(failed)]);
    expect(await waited(harness, () => harness.upload(rows('now')))).toBeGreaterThanOrEqual(45_000);
  });

  it('costs the full wait where the last batch is older than a quarter of an hour', async () => {
    const harness = await openCurrentBase();
    harness.clock.advance(16 * 60_000);
    disturb(harness, [unknown(failed)]);
    expect(await waited(harness, () => harness.upload(rows('now')))).toBeGreaterThanOrEqual(45_000);
  });

  it.each(['replay', 'token_known'] as const)(
    'costs seconds for ever in a Base that has once answered a known token with: %s',
    async (knownToken) => {
      const harness = await openHarness();
      harness.base.knownToken = knownToken;
      // The first call is carried out, but neither its answer nor search tells within the time for that.
      harness.base.searchLagMs = 60_000;
      disturb(harness, [{ kind: 'lost_answer' }]);
      await harness.upload(rows('first'));
      harness.base.searchLagMs = 0;
      harness.clock.advance(3_600_000);
      disturb(harness, [unknown(failed)]);
      expect(await waited(harness, () => harness.upload(rows('now')))).toBeLessThanOrEqual(3_000);
      expect(harness.base.enrollments).toHaveLength(6);
    },
  );

  it('after the commit writes nothing twice', async () => {
    const harness = await openCurrentBase();
    const tokens = disturb(harness, [{ kind: 'lost_answer', because: failed }]);
    const ms = await waited(harness, () => harness.upload(rows('now')));
    expect(tokens).toHaveLength(1);
    expect(ms).toBeLessThanOrEqual(3_000);
    expect(harness.base.enrollments).toHaveLength(6);
  });
});

describe('silence', () => {
  it('is waited out until the call can no longer be running', async () => {
    const harness = await openCurrentBase();
    const tokens = disturb(harness, [unknown(silence)]);
    expect(await waited(harness, () => harness.upload(rows('now')))).toBeGreaterThanOrEqual(45_000);
    expect(new Set(tokens).size).toBe(1);
  });
});

describe('learners who are deleted before they are found', () => {
  it('are written again within the hour, where Feishu only says that it knows their token', async () => {
    const harness = await openHarness('skip-existing');
    const { base, clock } = harness;
    base.knownToken = 'token_known';
    base.searchLagMs = 5 * 60_000;
    base.onWrite = () => {
      base.onWrite = () => undefined;
      return { kind: 'lost_answer' };
    };
    const began = clock.now();
    const sync = await harness.upload(rows('now'));
    expect(waitOf(sync)?.code).toBe('in_doubt');
    base.learners = [];
    expect(await untilItEnds(harness, sync)).toMatchObject({
      status: 'succeeded',
      summary: { learnersCreated: 3, enrollmentsCreated: 3 },
    });
    expect(clock.now() - began).toBeLessThan(3_600_000);
    expect(base.learners).toHaveLength(3);
  });
});

describe('enrollments whose links somebody takes away before they are found', () => {
  const typed = (userId: string) => ({
    ...{ recordId: `rec_${userId}`, userId, fields: {}, enrollmentIds: [], createdAt: 0 },
    createdBy: 'ou_person',
  });

  it.each([
    ['their learners came with them', false],
    ['their learners were typed, and an earlier sync has seen what the service creates', true],
  ])('are not written again in a Base that forgets tokens: %s', async (_name, areTyped) => {
    const harness = await openHarness('skip-existing');
    const { base, clock } = harness;
    base.knownToken = 'forgotten';
    await harness.upload(rows('before'));
    if (areTyped) {
      base.author = 'ou_app';
      base.learners.push(...[0, 1, 2].map((n) => typed(`now_${n}`)));
    }
    base.searchLagMs = 5_000;
    disturb(harness, [{ kind: 'lost_answer' }]);
    const { sleep } = clock;
    clock.sleep = async (ms) => {
      for (const enrollment of base.enrollments) enrollment.learnerRecordIds = [];
      await sleep(ms);
    };
    expect((await harness.upload(rows('now'))).summary).toMatchObject({ enrollmentsCreated: 3 });
    expect(base.enrollments).toHaveLength(6);
  });
});

it('a process that is suspended between its journal and the call looks as long as after any other call', async () => {
  const harness = await openHarness();
  harness.base.knownToken = 'forgotten';
  harness.base.searchLagMs = 14_000;
  let isFirst = true;
  harness.base.onWrite = (name) => {
    if (name !== 'create_enrollments' || !isFirst) return undefined;
    isFirst = false;
    harness.clock.advance(960_000);
    return { kind: 'lost_answer' };
  };
  const sync = await harness.upload(rows('now'));
  expect(sync).toMatchObject({ status: 'succeeded', summary: { enrollmentsCreated: 3 } });
  expect(harness.base.enrollments).toHaveLength(3);
});

describe('a code that no document lists', () => {
  const unlisted = (mayRefuse: boolean): Doubt => ({ kind: 'unlisted', feishuCode: 1_254_999, mayRefuse });

  it('of the range of Base refuses the rows after three times, and only the bad row fails', async () => {
    const harness = await openCurrentBase();
    const bodies: string[] = [];
    harness.base.onWrite = (name, sent) => {
      if (name !== 'create_enrollments') return undefined;
      const isBad = JSON.stringify(sent).includes('now_1');
      if (isBad) bodies.push(JSON.stringify(sent));
      return isBad ? unknown(unlisted(true)) : undefined;
    };
    const sync = await harness.upload(rows('now'));
    const report = await harness.store.syncs.readReport(sync.id);
    expect(report?.failures).toEqual([
      expect.objectContaining({ line: 3, code: 'enrollment_refused', feishuCode: 1_254_999 }),
    ]);
    expect(sync.summary).toMatchObject({ enrollmentsCreated: 2 });
    for (const body of new Set(bodies)) expect(bodies.filter((other) => other === body)).toHaveLength(3);
  });

  it('that comes although the rows were written is no refusal: search may be behind what it showed before', async () => {
    const harness = await openCurrentBase();
    harness.base.searchLagMs = 14_000;
    harness.clock.advance(20_000);
    const carriedOut: WriteFault = { kind: 'lost_answer', because: unlisted(true) };
    disturb(harness, [carriedOut, carriedOut, carriedOut]);
    const sync = await harness.upload(rows('now'));
    expect(sync).toMatchObject({ status: 'succeeded', summary: { enrollmentsCreated: 3 } });
    expect(harness.base.enrollments).toHaveLength(6);
  });

  it('that comes after silence is no refusal: what nothing was heard of may have been carried out', async () => {
    const harness = await openHarness('skip-existing');
    const { base } = harness;
    base.searchLagMs = 300_000;
    disturb(harness, [
      { kind: 'lost_answer', because: silence },
      ...Array.from({ length: 3 }, () => unknown(unlisted(true))),
    ]);
    const sync = await untilItEnds(harness, await harness.upload(rows('now')));
    expect(sync).toMatchObject({ status: 'succeeded', summary: { enrollmentsCreated: 3 } });
    expect(base.enrollments).toHaveLength(3);
  });

  it('of any other range leaves its rows in doubt, under one token', async () => {
    const harness = await openCurrentBase();
    const tokens = disturb(
      harness,
      Array.from({ length: 10 }, () => unknown(unlisted(false))),
    );
    const sync = await harness.upload(rows('now'));
    expect(sync).toMatchObject({ status: 'queued', lastWait: { code: 'in_doubt' } });
    await harness.store.syncs.requestCancel(sync.id, new Date(harness.clock.now()));
    expect((await harness.store.syncs.get(sync.id))?.summary).toMatchObject({ rowsInDoubt: 3 });
    expect(new Set(tokens).size).toBe(1);
  });
});

describe('the clock of the machine', () => {
  const jumps = [-3_600_000, -60_000, 12 * 60_000, 3_600_000];

  it.each(
    jumps.flatMap((jump) => (['skip-existing', 'append'] as const).map((policy) => [jump, policy] as const)),
  )('jumps by %i ms while a write is resolved (%s): nothing twice, nothing slower', async (jump, policy) => {
    const harness = await openHarness(policy);
    disturb(harness, [{ kind: 'lost_answer' }]);
    const { sleep } = harness.clock;
    harness.clock.sleep = async (ms) => {
      if (harness.clock.slept.length === 1) harness.clock.jump(jump);
      await sleep(ms);
    };
    harness.base.searchLagMs = 20_000;
    const ms = await waited(harness, () => harness.upload(rows('now')));
    expect(ms).toBeLessThanOrEqual(120_000);
    expect(harness.base.enrollments).toHaveLength(3);
  });

  it.each([12, 60])(
    'is %i minutes fast, the process is killed, and the sync goes on 22 minutes later',
    async (minutes) => {
      const harness = await openHarness('append');
      harness.base.knownToken = 'forgotten';
      harness.clock.jump(minutes * 60_000);
      disturb(harness, [{ kind: 'killed' }]);
      const sync = await harness.queue(rows('now'));
      const { finish } = harness.deps.syncs;
      harness.deps.syncs = { ...harness.deps.syncs, finish: () => Promise.reject(new Error('killed')) };
      await expect(harness.run(sync)).rejects.toThrow('killed');
      harness.deps.syncs = { ...harness.deps.syncs, finish };
      harness.clock.advance(22 * 60_000);
      expect((await harness.run(sync)).summary).toMatchObject({ enrollmentsCreated: 3 });
      expect(harness.base.enrollments).toHaveLength(3);
    },
  );
});
