import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExistingLearner } from '../../../src/sync/ports.ts';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

let harness: SyncHarness;
beforeEach(async () => {
  harness = await openSyncHarness();
});
afterEach(() => harness.close());

const size = 60;
const userIds = Array.from({ length: size }, (_, n) => `u_${n}`);
const roster = (nickname: string) =>
  rosterOf(userIds.map((userId) => [userId, nickname, '', '入门', '2026-05-01']));

/** As many learners typed by hand long ago. */
function typeLearners(): void {
  for (const userId of userIds) {
    const learner = { fields: { nickname: '甲', phone: '' }, enrollmentIds: [], createdAt: 0 };
    harness.base.learners.push({ recordId: `rec_${userId}`, userId, ...learner });
  }
}

/** Takes learners out of the table just before the first write of this kind. */
function deleteBefore(kind: 'update_learners' | 'create_enrollments', ...gone: string[]): ExistingLearner[] {
  const taken: ExistingLearner[] = [];
  let isDone = false;
  harness.base.onWrite = (name) => {
    if (name !== kind || isDone) return undefined;
    isDone = true;
    taken.push(...harness.base.learners.filter(({ userId }) => gone.includes(userId)));
    harness.base.learners = harness.base.learners.filter(({ userId }) => !gone.includes(userId));
    return undefined;
  };
  return taken;
}

/** Brings learners back after a while: a server that did not know them has learned of them. */
function bringBack(taken: ExistingLearner[], afterMs: number): void {
  const { clock, base } = harness;
  const sleep = clock.sleep;
  let takenAt: number | null = null;
  clock.sleep = async (ms) => {
    takenAt ??= clock.now();
    await sleep(ms);
    if (clock.now() < takenAt + afterMs) return;
    base.learners.push(...taken.splice(0));
  };
}

async function failuresOf(sync: SyncRecord) {
  const report = await harness.store.syncs.readReport(sync.id);
  return report?.failures.map(({ line, code }) => [line, code]);
}

const written = () => harness.base.enrollments.length;
const callsOf = (kind: string) => harness.base.calls.filter((call) => call === kind).length;

describe('a learner who is deleted while the sync is at work', () => {
  it('fails alone, and says so; the others go on', async () => {
    typeLearners();
    deleteBefore('create_enrollments', 'u_7', 'u_41');
    const sync = await harness.upload(roster('甲'));
    expect(sync.status).toBe('partial');
    expect(await failuresOf(sync)).toEqual([
      [9, 'learner_gone'],
      [43, 'learner_gone'],
    ]);
    expect(written()).toBe(size - 2);
    expect(callsOf('create_enrollments')).toBe(2);
    expect(callsOf('batchGet')).toBe(2);
  });

  it('who had to be updated as well is reported once for each', async () => {
    typeLearners();
    deleteBefore('update_learners', 'u_7');
    const sync = await harness.answer(await harness.upload(roster('乙')), { confirm: true });
    expect(await failuresOf(sync)).toEqual([[9, 'learner_gone']]);
    const warnings = (await harness.store.syncs.readReport(sync.id))?.warnings ?? [];
    const refused = warnings.filter(({ code }) => code === 'learner_update_refused');
    expect(refused.map(({ line }) => line)).toEqual([9]);
    expect(callsOf('update_learners')).toBe(2);
    expect(written()).toBe(size - 1);
  });

  it('is made anew by a rerun', async () => {
    typeLearners();
    deleteBefore('create_enrollments', 'u_7');
    const sync = await harness.upload(roster('甲'));
    const again = await harness.rerun(sync);
    expect(again.status).toBe('succeeded');
    expect(written()).toBe(size);
    expect(harness.base.learners.filter(({ userId }) => userId === 'u_7')).toHaveLength(1);
  });

  it.each([2_000, 50_000])('is found out as well where reads still show the record for %i ms', async (ms) => {
    typeLearners();
    const { base, clock } = harness;
    const gone = ['u_7', 'u_41'];
    base.missesRecord = ({ kind, rows }) =>
      kind === 'create_enrollments' && rows.some(({ userId }) => gone.includes(userId));
    const began = clock.now();
    const sleep = clock.sleep;
    clock.sleep = async (pause) => {
      await sleep(pause);
      if (clock.now() >= began + ms)
        base.learners = base.learners.filter(({ userId }) => !gone.includes(userId));
    };
    const sync = await harness.upload(roster('甲'));
    expect(await failuresOf(sync)).toEqual([
      [9, 'learner_gone'],
      [43, 'learner_gone'],
    ]);
    expect(callsOf('create_enrollments')).toBe(2);
  });

  it('is found out as well where this sync has made the record', async () => {
    deleteBefore('create_enrollments', 'u_7');
    const sync = await harness.upload(roster('甲'));
    expect(await failuresOf(sync)).toEqual([[9, 'learner_gone']]);
    expect(written()).toBe(size - 1);
  });
});

describe('a learner who was written a moment ago', () => {
  it.each([2_000, 10_000, 50_000])(
    'and is unknown to a server for %i ms is late, not deleted',
    async (ms) => {
      bringBack(deleteBefore('create_enrollments', 'u_7', 'u_41'), ms);
      const sync = await harness.upload(roster('甲'));
      expect(sync.status).toBe('succeeded');
      expect(written()).toBe(size);
      expect(harness.base.learners).toHaveLength(size);
    },
  );

  it.each([2_000, 10_000, 50_000])(
    'and is unknown for %i ms only to the server that writes is late too',
    async (ms) => {
      const { base, clock } = harness;
      const began = clock.now();
      base.missesRecord = ({ kind }) => kind === 'create_enrollments' && clock.now() < began + ms;
      const sync = await harness.upload(rosterOf([['u_1', '甲', '', '入门', '2026-05-01']]));
      expect(sync.status).toBe('succeeded');
      expect(written()).toBe(1);
    },
  );

  it('is late, not refused, where Feishu does not tell its time', async () => {
    const { base, clock } = harness;
    const began = clock.now();
    base.serverTime = () => null;
    base.missesRecord = ({ kind }) => kind === 'create_enrollments' && clock.now() < began + 20_000;
    const sync = await harness.upload(rosterOf([['u_1', '甲', '', '入门', '2026-05-01']]));
    expect(sync.status).toBe('succeeded');
    expect(written()).toBe(1);
  });

  it('is not waited for without end', async () => {
    harness.base.missesRecord = ({ kind }) => kind === 'create_enrollments';
    const sync = await harness.upload(rosterOf([['u_1', '甲', '', '入门', '2026-05-01']]));
    expect(await failuresOf(sync)).toEqual([[2, 'enrollment_refused']]);
  });

  it('does not keep the sync from being canceled', async () => {
    const { base, clock, store } = harness;
    base.missesRecord = ({ kind }) => kind === 'create_enrollments';
    const sync = await harness.queue(rosterOf([['u_1', '甲', '', '入门', '2026-05-01']]));
    const sleep = clock.sleep;
    clock.sleep = async (ms) => {
      await store.syncs.requestCancel(sync.id, new Date(clock.now()));
      await sleep(ms);
    };
    const before = clock.now();
    expect((await harness.run(sync)).status).toBe('canceled');
    expect(clock.now() - before).toBeLessThan(20_000);
  });
});

it('what is refused although every learner is there is looked for by halving', async () => {
  typeLearners();
  harness.base.onWrite = (name, rows) =>
    name === 'create_enrollments' && JSON.stringify(rows).includes('"u_7"')
      ? { kind: 'answer', outcome: { kind: 'refused', feishuCode: 1254067, recordMissing: true } }
      : undefined;
  const sync = await harness.upload(roster('甲'));
  expect(await failuresOf(sync)).toEqual([[9, 'enrollment_refused']]);
  expect(written()).toBe(size - 1);
});
