import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../../src/errors.ts';
import { workOff } from '../../../src/sync/queue/work-queue.ts';
import { runSync } from '../../../src/sync/run/run-sync.ts';
import { type SyncRecord, waitCodes, waitOf } from '../../../src/sync/sync-record.ts';
import { contentOf } from '../../fakes/memory-base.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

const minute = 60_000;
const hour = 60 * minute;

let harness: SyncHarness;
beforeEach(async () => {
  harness = await openSyncHarness();
});
afterEach(() => harness.close());

const rosterFor = (userId: string) =>
  rosterOf([
    [`${userId}1`, '甲', '', '入门', '2026-05-01'],
    [`${userId}2`, '乙', '', '入门', '2026-05-01'],
  ]);
const roster = rosterFor('u_');

async function undisturbed() {
  const other = await openSyncHarness();
  await other.upload(roster);
  const content = contentOf(other.base);
  await other.close();
  return content;
}

const reload = async ({ id }: SyncRecord) => (await harness.store.syncs.get(id)) ?? expect.unreachable();

/** Works on everything that is ready now. */
const work = () =>
  workOff(
    {
      syncs: harness.deps.syncs,
      workerLock: harness.store.workerLock,
      target: harness.deps.target,
      runSync: (_lock, sync, signal) => runSync(harness.deps, sync, signal),
      clock: harness.clock,
    },
    new AbortController().signal,
  );

const fails = (code: ErrorCode) => () => Promise.reject(new AppError(code));
const writeFails = (code: ErrorCode) => () => ({ kind: 'throw', error: new AppError(code) }) as const;

/** Where in a run an error can be thrown. */
const places: [string, (code: ErrorCode) => void][] = [
  ['checking the tables', (code) => failIn('prepare', code)],
  ['reading learners', (code) => failIn('findLearners', code)],
  ['reading enrollments', (code) => failIn('findEnrollments', code)],
  [
    'writing',
    (code) => {
      harness.base.onWrite = writeFails(code);
    },
  ],
];

let openBase: SyncHarness['deps']['openBase'];
function failIn(method: 'prepare' | 'findLearners' | 'findEnrollments', code: ErrorCode) {
  harness.deps.openBase = (...opening) => ({
    ...openBase(...opening),
    [method]: fails(code),
  });
}
beforeEach(() => {
  openBase = harness.deps.openBase;
});

function recover() {
  harness.deps.openBase = openBase;
  harness.base.onWrite = () => undefined;
}

describe.each(waitCodes)('a sync that meets %s', (code) => {
  it.each(places)('while %s waits, and goes on by itself', async (_where, fail) => {
    fail(code);
    const sync = await harness.queue(roster);
    await work();
    const now = harness.clock.now();
    expect(await reload(sync)).toMatchObject({
      status: 'queued',
      error: null,
      summary: null,
      lastWait: { code, since: now, setAt: now, nextTryAt: now + minute, count: 1 },
    });
    recover();
    harness.clock.advance(minute - 1);
    await work();
    expect((await reload(sync)).status).toBe('queued');
    harness.clock.advance(1);
    await work();
    expect((await reload(sync)).status).toBe('succeeded');
    expect(contentOf(harness.base)).toEqual(await undisturbed());
  });

  it('waits longer each time, and ends with it when the time is over', async () => {
    failIn('prepare', code);
    const sync = await harness.queue(roster);
    const began = harness.clock.now();
    let tries = 0;
    for (let wait = null as SyncRecord['lastWait']; tries < 200; tries += 1) {
      await work();
      wait = waitOf(await reload(sync));
      if (wait === null) break;
      harness.clock.advance(wait.nextTryAt - harness.clock.now());
    }
    expect(await reload(sync)).toMatchObject({ status: 'failed', error: { kind: 'stopped', code } });
    expect(harness.clock.now() - began).toBe(harness.deps.waits.limitsMs[code]);
    // More than a run that brings the process down each time would be allowed.
    expect(tries).toBeGreaterThan(code === 'feishu_unreachable' ? 100 : 8);
  });
});

describe('a file in chat that cannot be downloaded now', () => {
  it.each(['feishu_unreachable', 'feishu_busy'] as const)(
    'because of %s is downloaded later',
    async (code) => {
      const { id } = await harness.store.syncs.addUpload({
        id: 'from chat',
        key: null,
        fileId: 'file',
        source: 'bot',
        fileName: '名单.csv',
        bytes: null,
        origin: { chatId: 'oc', messageId: 'om', openId: 'ou', file: { messageId: 'om', fileKey: 'key' } },
        askedBy: null,
        dryRun: false,
        input: { course: null, day: null, addUnderNewDate: false, confirmed: [] },
        policies: harness.deps.rules.policies,
        target: harness.deps.target,
        createdAt: new Date(harness.clock.now()),
      });
      harness.deps.fetchChatFile = fails(code);
      await work();
      expect(await harness.store.syncs.get(id)).toMatchObject({ status: 'queued', lastWait: { code } });
      harness.deps.fetchChatFile = async () => ({ kind: 'bytes', bytes: new TextEncoder().encode(roster) });
      harness.clock.advance(minute);
      await work();
      expect(await harness.store.syncs.get(id)).toMatchObject({ status: 'succeeded' });
    },
  );
});

describe('the queue', () => {
  it('is held while Feishu is unreachable; one sync asks each time', async () => {
    failIn('prepare', 'feishu_unreachable');
    const first = await harness.queue(roster);
    const second = await harness.queue(rosterFor('v_'));
    let asked = 0;
    const counting = harness.deps.openBase;
    harness.deps.openBase = (...given) => {
      asked += 1;
      return counting(...given);
    };
    await work();
    await work();
    harness.clock.advance(minute);
    await work();
    expect(asked).toBe(2);
    expect(await reload(second)).toMatchObject({ status: 'queued', lastWait: null });
    recover();
    harness.clock.advance(2 * minute);
    await work();
    expect([await reload(first), await reload(second)].map(({ status }) => status)).toEqual([
      'succeeded',
      'succeeded',
    ]);
  });

  it('goes on past a sync that is too busy', async () => {
    harness.base.onWrite = (_kind, rows) =>
      JSON.stringify(rows).includes('u_1') ? writeFails('feishu_busy')() : undefined;
    const first = await harness.queue(roster);
    const second = await harness.queue(rosterFor('v_'));
    await work();
    expect(await reload(first)).toMatchObject({ status: 'queued', lastWait: { code: 'feishu_busy' } });
    expect((await reload(second)).status).toBe('succeeded');
    recover();
    harness.clock.advance(minute);
    await work();
    expect((await reload(first)).status).toBe('succeeded');
  });

  it('is not stopped by a clock that is set back', async () => {
    failIn('prepare', 'feishu_busy');
    const sync = await harness.queue(roster);
    await work();
    recover();
    harness.clock.advance(-24 * hour);
    await work();
    expect((await reload(sync)).status).toBe('succeeded');
  });
});

describe('a wait', () => {
  it('begins anew once the sync has got further', async () => {
    failIn('prepare', 'feishu_busy');
    const sync = await harness.queue(roster);
    for (const minutes of [1, 2, 5]) {
      await work();
      harness.clock.advance(minutes * minute);
    }
    recover();
    harness.base.onWrite = (kind) =>
      kind === 'create_enrollments' ? writeFails('feishu_busy')() : undefined;
    await work();
    const now = harness.clock.now();
    expect((await reload(sync)).lastWait).toMatchObject({ since: now, nextTryAt: now + minute, count: 1 });
  });

  it('that is canceled ends the sync at once, with the report of what is written', async () => {
    harness.base.onWrite = (kind) =>
      kind === 'create_enrollments' ? writeFails('feishu_unreachable')() : undefined;
    const sync = await harness.queue(roster);
    await work();
    await harness.store.syncs.requestCancel(sync.id, new Date(harness.clock.now()));
    expect(await reload(sync)).toMatchObject({
      status: 'canceled',
      summary: { rows: 2, learnersCreated: 2, enrollmentsCreated: 0, rowsFailed: 2 },
    });
    const report = await harness.store.syncs.readReport(sync.id);
    expect(report?.failures).toHaveLength(2);
    recover();
    await harness.rerun(sync);
    expect(contentOf(harness.base)).toEqual(await undisturbed());
  });

  it('does not begin for a sync that is canceled in the same moment', async () => {
    const sync = await harness.queue(roster);
    const { syncs } = harness.deps;
    harness.base.onWrite = (kind) =>
      kind === 'create_enrollments' ? writeFails('feishu_busy')() : undefined;
    harness.deps.syncs = {
      ...syncs,
      async waitForNextTry(...given) {
        await syncs.requestCancel(sync.id, new Date(harness.clock.now()));
        return syncs.waitForNextTry(...given);
      },
    };
    await work();
    expect(await reload(sync)).toMatchObject({ status: 'canceled', summary: { learnersCreated: 2 } });
  });

  it('on a full disk keeps its numbers at least', async () => {
    const { syncs } = harness.deps;
    harness.deps.syncs = {
      ...syncs,
      waitForNextTry: (id, wait, report) =>
        (report?.failures.length ?? 0) > 0
          ? fails('disk_full')()
          : syncs.waitForNextTry(id, wait, report, null),
    };
    harness.base.onWrite = (kind) =>
      kind === 'create_enrollments' ? writeFails('feishu_busy')() : undefined;
    const sync = await harness.queue(roster);
    await work();
    expect(await reload(sync)).toMatchObject({ status: 'queued', lastWait: { code: 'feishu_busy' } });
  });
});
