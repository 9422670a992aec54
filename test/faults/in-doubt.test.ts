import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import type { WriteOutcome } from '../../src/sync/ports.ts';
import { runSync } from '../../src/sync/run/run-sync.ts';
import type { EnrollmentPolicy } from '../../src/sync/settings.ts';
import type { SyncRecord } from '../../src/sync/sync-record.ts';
import { rosterOf } from '../sync/sync-harness.ts';
import { checkStop } from './check-stop.ts';
import { type Content, type FaultHarness, openFaultHarness, openSharedStore } from './fault-harness.ts';
import { prepareTables, roster, rosterRows } from './prepared-tables.ts';

const policies: EnrollmentPolicy[] = ['skip-existing', 'append'];
/** What the stand-in answers to a client token that it has seen. */
const servers = ['replay', 'conflict', 'resubmitted', 'forgotten'] as const;
type Create = 'create_learners' | 'create_enrollments';
const creates: Create[] = ['create_learners', 'create_enrollments'];
/** What happens to the first call of a kind, whose outcome the caller does not learn. */
const callOutcomes = ['executed', 'lost on its way', 'executed 25 seconds later'] as const;
type CallOutcome = (typeof callOutcomes)[number];

let shared: Awaited<ReturnType<typeof openSharedStore>>;
const expected = new Map<EnrollmentPolicy, { before: Content; content: Content; summary: object }>();
beforeAll(async () => {
  shared = await openSharedStore();
  for (const policy of policies) {
    const harness = await open(policy);
    const before = await harness.content();
    const { summary } = await harness.upload(roster);
    const { baseCalls: _calls, durationMs: _ms, ...counts } = summary ?? expect.unreachable();
    expected.set(policy, { before, content: await harness.content(), summary: counts });
  }
});
afterAll(() => shared.close());

const opened: FaultHarness[] = [];
async function open(policy: EnrollmentPolicy, settings: object = {}): Promise<FaultHarness> {
  const harness = await openFaultHarness(shared.store, { policy });
  opened.push(harness);
  await prepareTables(harness);
  await harness.control('PUT', 'settings', { searchLagMs: 5_000, ...settings });
  return harness;
}
afterEach(async () => {
  for (const harness of opened.splice(0)) await harness.close();
});

/** Lets something happen once the clock of the harness is there. */
function schedule({ clock }: FaultHarness, at: number, work: () => Promise<unknown>): void {
  const { sleep } = clock;
  let done = false;
  clock.sleep = async (ms) => {
    if (!done && clock.now() + ms >= at) {
      done = true;
      await sleep(at - clock.now());
      await work();
      await sleep(Math.max(0, ms - (at - clock.now())));
    } else {
      await sleep(ms);
    }
  };
}

/** The first call of this kind has that outcome, and `answer` is all that the caller gets. */
function disturbFirst(
  harness: FaultHarness,
  create: Create,
  callOutcome: CallOutcome,
  answer: () => WriteOutcome,
): void {
  const { openBase } = harness.deps;
  let isFirst = true;
  harness.deps.openBase = (observer, learned, fields) => {
    // What is on its way is carried out, even if the run that has sent it is over by then.
    const base = openBase({ ...observer, checkpoint: async () => {} }, learned, fields);
    const disturb = async (execute: () => Promise<WriteOutcome>) => {
      if (!isFirst) return execute();
      isFirst = false;
      if (callOutcome === 'executed') await execute();
      if (callOutcome === 'executed 25 seconds later')
        schedule(harness, harness.clock.now() + 25_000, execute);
      return answer();
    };
    return {
      ...base,
      async prepareWrite(write, decidedAt) {
        const prepared = await base.prepareWrite(write, decidedAt);
        if (write.kind !== create) return prepared;
        return { send: (token) => disturb(() => prepared.send(token)) };
      },
    };
  };
}

const nothing = (): WriteOutcome => ({ kind: 'unknown', because: { kind: 'silence', tooMuch: false } });

function expectInDoubt({ status, error, lastWait }: SyncRecord, details: object = {}): void {
  expect({ status, error, lastWait }).toMatchObject({
    status: 'queued',
    error: null,
    lastWait: { code: 'in_doubt', details },
  });
}

/** What happens by itself once the wait of a sync is over. */
async function tryAgain(harness: FaultHarness, sync: SyncRecord): Promise<SyncRecord> {
  const due = sync.lastWait?.nextTryAt ?? expect.unreachable();
  harness.clock.advance(Math.max(0, due - harness.clock.now()));
  return harness.run(sync);
}

/** The process ends while the call is on its way; another one takes the sync up again. */
async function runUntilKilled(harness: FaultHarness, sync: SyncRecord): Promise<void> {
  const finish = () => Promise.reject(new Error('killed'));
  const killed = { ...harness.deps, syncs: { ...harness.deps.syncs, finish } };
  await expect(runSync(killed, sync, new AbortController().signal)).rejects.toThrow('killed');
}

async function expectUndisturbed(harness: FaultHarness, policy: EnrollmentPolicy, sync: SyncRecord) {
  const { content, summary } = expected.get(policy) ?? expect.unreachable();
  expect(sync.error).toBeNull();
  expect(sync.summary).toMatchObject(summary);
  expect(await harness.content()).toEqual(content);
}

describe.each(policies)('a call without an answer, %s', (policy) => {
  describe.each(servers)('with a server that answers a known token with: %s', (replay) => {
    describe.each(creates)('%s', (create) => {
      it.each(
        callOutcomes.flatMap((callOutcome) =>
          // What arrives late must be seen before the allowance for search is over.
          (callOutcome === 'executed' ? [0, 10_000, 40_000] : [0, 10_000]).map(
            (lag) => [callOutcome, lag] as const,
          ),
        ),
      )('%s, while search lags by %i ms', async (callOutcome, searchLagMs) => {
        const harness = await open(policy, { replay, searchLagMs });
        disturbFirst(harness, create, callOutcome, nothing);
        await expectUndisturbed(harness, policy, await harness.upload(roster));
      });

      it.each(callOutcomes)('%s, and the caller is killed', async (callOutcome) => {
        const harness = await open(policy, { replay });
        disturbFirst(harness, create, callOutcome, () => {
          throw new Error('killed');
        });
        const sync = await harness.queue(roster);
        await runUntilKilled(harness, sync);
        await expectUndisturbed(harness, policy, await harness.run(sync));
      });
    });
  });
});

describe.each(policies)('rows that search does not show for ten minutes, %s', (policy) => {
  const slow = { searchLagMs: 600_000 };

  it('are known from a server that replays the answer', async () => {
    const harness = await open(policy, { replay: 'replay', ...slow });
    disturbFirst(harness, 'create_enrollments', 'executed', nothing);
    await expectUndisturbed(harness, policy, await harness.upload(roster));
  });

  it.each([
    [
      'conflict',
      'create_enrollments',
      policy === 'append' ? ['2', '3', '4', '6', '7', '8'] : ['2', '4', '6'],
    ],
    [
      'resubmitted',
      'create_enrollments',
      policy === 'append' ? ['2', '3', '4', '6', '7', '8'] : ['2', '4', '6'],
    ],
    ['conflict', 'create_learners', ['2', '6']],
  ] as const)('stay in doubt with a server that says %s (%s): lines %j', async (replay, create, lines) => {
    const harness = await open(policy, { replay, ...slow });
    const { before } = expected.get(policy) ?? expect.unreachable();
    disturbFirst(harness, create, 'executed', nothing);
    const sync = await harness.upload(roster);
    expectInDoubt(sync, { lines });
    await checkStop(harness, sync, { before });
    // Tried again soon, nothing changes; tried again later, it is found.
    const again = await tryAgain(harness, sync);
    expectInDoubt(again, { lines });
    harness.clock.advance(600_000);
    await expectUndisturbed(harness, policy, await tryAgain(harness, again));
  });

  it('are in doubt too if Feishu is too busy to say', async () => {
    const harness = await open(policy, slow);
    const { before } = expected.get(policy) ?? expect.unreachable();
    disturbFirst(harness, 'create_enrollments', 'executed', nothing);
    const { openBase } = harness.deps;
    let sent = 0;
    harness.deps.openBase = (observer, learned, fields) => {
      const base = openBase(observer, learned, fields);
      return {
        ...base,
        async prepareWrite(write, decidedAt) {
          const prepared = await base.prepareWrite(write, decidedAt);
          if (write.kind !== 'create_enrollments') return prepared;
          return {
            async send(token) {
              sent += 1;
              if (sent === 2) throw new AppError('feishu_busy');
              return prepared.send(token);
            },
          };
        },
      };
    };
    const sync = await harness.upload(roster);
    expectInDoubt(sync);
    await checkStop(harness, sync, { before });
    harness.clock.advance(600_000);
    await expectUndisturbed(harness, policy, await tryAgain(harness, sync));
  });
});

describe.each(policies)('a fault of the service after the call went out, %s', (policy) => {
  it('leaves its rows in doubt, and a rerun finds them', async () => {
    const harness = await open(policy);
    const { before } = expected.get(policy) ?? expect.unreachable();
    disturbFirst(harness, 'create_enrollments', 'executed', () => {
      throw new AppError('internal');
    });
    const sync = await harness.upload(roster);
    expect(sync.error).toMatchObject({ code: 'internal' });
    await checkStop(harness, sync, { before });
    await harness.rerun(sync);
    expect(await harness.content()).toEqual(expected.get(policy)?.content);
  });
});

/** The calls that were sent to create enrollments. */
async function createCalls(harness: FaultHarness) {
  const { calls } = (await harness.control('GET', 'calls')) as {
    calls: { path: string; query: { client_token?: string } }[];
  };
  return calls.filter(({ path }) => path.endsWith('Enroll1/records/batch_create'));
}

describe.each(policies)('rows that never get through, %s', (policy) => {
  it('are sent once more as they were, and in smaller batches when that is long over too', async () => {
    const harness = await open(policy);
    const fault = { method: 'POST', path: '*Enroll1/records/batch_create', times: 1_000 };
    await harness.control('POST', 'faults', { ...fault, action: { kind: 'answer', code: 1255040 } });
    const first = await harness.upload(roster);
    expectInDoubt(first);
    harness.clock.advance(3_600_000);
    const second = await tryAgain(harness, first);
    expectInDoubt(second);
    const tokens = new Set((await createCalls(harness)).map(({ query }) => query.client_token));
    expect(tokens.size).toBe(1);
    await harness.control('DELETE', 'faults');
    await harness.control('DELETE', 'calls');
    harness.clock.advance(3_600_000);
    await expectUndisturbed(harness, policy, await tryAgain(harness, second));
    expect(await createCalls(harness)).toHaveLength(2);
  });

  it('keep their token as long as advanced permissions may hide them', async () => {
    const harness = await open(policy, { isAdvanced: true });
    const fault = { method: 'POST', path: '*Enroll1/records/batch_create', times: 4 };
    await harness.control('POST', 'faults', { ...fault, action: { kind: 'answer', code: 1255040 } });
    const sync = await harness.upload(roster);
    expectInDoubt(sync);
    harness.clock.advance(3_600_000);
    await expectUndisturbed(harness, policy, await tryAgain(harness, sync));
    expect(new Set((await createCalls(harness)).map(({ query }) => query.client_token)).size).toBe(1);
  });
});

describe('rows in doubt of another upload', () => {
  /** The same people, two lines further down. */
  const further = rosterOf([
    ['u_7', '庚', '', '入门', '2026-05-01'],
    ['u_8', '辛', '', '入门', '2026-05-01'],
    ...rosterRows,
  ]);
  const others = rosterOf([['u_7', '庚', '', '入门', '2026-05-01']]);

  async function leaveInDoubt(policy: EnrollmentPolicy, create: Create) {
    const harness = await open(policy, { replay: 'conflict', searchLagMs: 600_000 });
    disturbFirst(harness, create, 'executed', nothing);
    const sync = await harness.upload(roster);
    expectInDoubt(sync);
    return { harness, sync };
  }

  it.each([
    ['skip-existing', 'create_enrollments', ['4', '6', '8', '9']],
    ['skip-existing', 'create_learners', ['4', '8', '9']],
    ['append', 'create_enrollments', ['4', '5', '6', '8', '9', '10']],
    ['append', 'create_learners', ['4', '8', '9']],
  ] as const)(
    'keep a sync that would repeat them waiting (%s, %s), by its own lines, and no other',
    async (policy, create, lines) => {
      const { harness, sync } = await leaveInDoubt(policy, create);
      const next = await harness.upload(further);
      expectInDoubt(next, { lines, sync: sync.number });
      expect((await harness.upload(others)).status).toBe('succeeded');
      expect((await tryAgain(harness, sync)).status).toBe('queued');
      harness.clock.advance(600_000);
      expect((await tryAgain(harness, sync)).status).toBe('partial');
      expect((await tryAgain(harness, next)).status).toBe('partial');
      const { learners, enrollments } = await harness.content();
      const undisturbed = expected.get(policy) ?? expect.unreachable();
      expect(learners).toHaveLength(undisturbed.content.learners.length + 2);
      expect(new Set(learners.map((learner) => learner.slice(0, 15))).size).toBe(learners.length);
      if (policy === 'skip-existing') expect(new Set(enrollments).size).toBe(enrollments.length);
      else {
        const before = undisturbed.before.enrollments.length;
        const ofRoster = undisturbed.content.enrollments.length - before;
        // The roster, the same with two lines more, and one of these once more.
        expect(enrollments).toHaveLength(before + ofRoster + (ofRoster + 2) + 1);
      }
    },
  );
});
