import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import type { WriteOutcome } from '../../src/sync/ports.ts';
import { runSync } from '../../src/sync/run/run-sync.ts';
import type { EnrollmentPolicy } from '../../src/sync/settings.ts';
import type { SyncRecord } from '../../src/sync/sync-record.ts';
import { rosterOf } from '../sync/sync-harness.ts';
import { checkStop } from './check-stop.ts';
import { type Content, type FaultStage, openFaultStage, openSharedStore } from './fault-stage.ts';
import { prepareTables, roster, rosterRows } from './prepared-tables.ts';

const policies: EnrollmentPolicy[] = ['skip-existing', 'append'];
/** What the stand-in answers to a client token that it has seen. */
const servers = ['replay', 'conflict', 'resubmitted', 'forgotten'] as const;
type Create = 'create_learners' | 'create_enrollments';
const creates: Create[] = ['create_learners', 'create_enrollments'];
/** What becomes of the first call of a kind, of which the caller learns nothing. */
const fates = ['carried out', 'lost on its way', 'carried out 25 seconds later'] as const;
type Fate = (typeof fates)[number];

let shared: Awaited<ReturnType<typeof openSharedStore>>;
const expected = new Map<EnrollmentPolicy, { before: Content; content: Content; summary: object }>();
beforeAll(async () => {
  shared = await openSharedStore();
  for (const policy of policies) {
    const stage = await open(policy);
    const before = await stage.content();
    const { summary } = await stage.upload(roster);
    const { baseCalls: _calls, durationMs: _ms, ...counts } = summary ?? expect.unreachable();
    expected.set(policy, { before, content: await stage.content(), summary: counts });
  }
});
afterAll(() => shared.close());

const opened: FaultStage[] = [];
async function open(policy: EnrollmentPolicy, settings: object = {}): Promise<FaultStage> {
  const stage = await openFaultStage(shared.store, { policy });
  opened.push(stage);
  await prepareTables(stage);
  await stage.control('PUT', 'settings', { searchLagMs: 5_000, ...settings });
  return stage;
}
afterEach(async () => {
  for (const stage of opened.splice(0)) await stage.close();
});

/** Lets something happen once the clock of the stage is there. */
function schedule({ clock }: FaultStage, at: number, work: () => Promise<unknown>): void {
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

/** The first call of this kind meets its fate, and `answer` is all that the caller gets. */
function disturbFirst(stage: FaultStage, create: Create, fate: Fate, answer: () => WriteOutcome): void {
  const { openBase } = stage.deps;
  let met = false;
  stage.deps.openBase = (observer, learned) => {
    const base = openBase(observer, learned);
    const meet = async (execute: () => Promise<WriteOutcome>) => {
      if (met) return execute();
      met = true;
      if (fate === 'carried out') await execute();
      if (fate === 'carried out 25 seconds later') schedule(stage, stage.clock.now() + 25_000, execute);
      return answer();
    };
    return {
      ...base,
      async prepareWrite(write) {
        const prepared = await base.prepareWrite(write);
        if (write.kind !== create) return prepared;
        return { send: (token) => meet(() => prepared.send(token)) };
      },
    };
  };
}

const nothing = (): WriteOutcome => ({ kind: 'unknown', because: { kind: 'silence', tooMuch: false } });

/** The process ends while the call is on its way; another one takes the sync up again. */
async function runUntilKilled(stage: FaultStage, sync: SyncRecord): Promise<void> {
  const finish = () => Promise.reject(new Error('killed'));
  const mortal = { ...stage.deps, syncs: { ...stage.deps.syncs, finish } };
  await expect(runSync(mortal, sync, new AbortController().signal)).rejects.toThrow('killed');
}

async function expectUndisturbed(stage: FaultStage, policy: EnrollmentPolicy, sync: SyncRecord) {
  const { content, summary } = expected.get(policy) ?? expect.unreachable();
  expect(sync.error).toBeNull();
  expect(sync.summary).toMatchObject(summary);
  expect(await stage.content()).toEqual(content);
}

describe.each(policies)('a call without an answer, %s', (policy) => {
  describe.each(servers)('with a server that answers a known token with: %s', (replay) => {
    describe.each(creates)('%s', (create) => {
      it.each(
        fates.flatMap((fate) =>
          // What arrives late must be seen before the allowance for search is over.
          (fate === 'carried out' ? [0, 10_000, 40_000] : [0, 10_000]).map((lag) => [fate, lag] as const),
        ),
      )('%s, while search lags by %i ms', async (fate, searchLagMs) => {
        const stage = await open(policy, { replay, searchLagMs });
        disturbFirst(stage, create, fate, nothing);
        await expectUndisturbed(stage, policy, await stage.upload(roster));
      });

      it.each(fates)('%s, and the caller is killed', async (fate) => {
        const stage = await open(policy, { replay });
        disturbFirst(stage, create, fate, () => {
          throw new Error('killed');
        });
        const sync = await stage.queue(roster);
        await runUntilKilled(stage, sync);
        await expectUndisturbed(stage, policy, await stage.run(sync));
      });
    });
  });
});

describe.each(policies)('rows that search does not show for ten minutes, %s', (policy) => {
  const slow = { searchLagMs: 600_000 };

  it('are known from a server that replays the answer', async () => {
    const stage = await open(policy, { replay: 'replay', ...slow });
    disturbFirst(stage, 'create_enrollments', 'carried out', nothing);
    await expectUndisturbed(stage, policy, await stage.upload(roster));
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
    const stage = await open(policy, { replay, ...slow });
    const { before } = expected.get(policy) ?? expect.unreachable();
    disturbFirst(stage, create, 'carried out', nothing);
    const sync = await stage.upload(roster);
    expect(sync.error).toMatchObject({ code: 'in_doubt', details: { lines } });
    await checkStop(stage, sync, { before });
    // Asked again at once, nothing changes; asked again later, it is found.
    const again = await stage.rerun(sync);
    expect(again.error).toMatchObject({ code: 'in_doubt', details: { lines } });
    stage.clock.advance(600_000);
    await stage.rerun(again);
    expect(await stage.content()).toEqual(expected.get(policy)?.content);
  });

  it('are in doubt too if Feishu is too busy to say', async () => {
    const stage = await open(policy, slow);
    const { before } = expected.get(policy) ?? expect.unreachable();
    disturbFirst(stage, 'create_enrollments', 'carried out', nothing);
    const { openBase } = stage.deps;
    let sent = 0;
    stage.deps.openBase = (observer, learned) => {
      const base = openBase(observer, learned);
      return {
        ...base,
        async prepareWrite(write) {
          const prepared = await base.prepareWrite(write);
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
    const sync = await stage.upload(roster);
    expect(sync.error).toMatchObject({ code: 'in_doubt' });
    await checkStop(stage, sync, { before });
    stage.clock.advance(600_000);
    await stage.rerun(sync);
    expect(await stage.content()).toEqual(expected.get(policy)?.content);
  });
});

describe.each(policies)('a fault of the service after the call went out, %s', (policy) => {
  it('leaves its rows in doubt, and a rerun finds them', async () => {
    const stage = await open(policy);
    const { before } = expected.get(policy) ?? expect.unreachable();
    disturbFirst(stage, 'create_enrollments', 'carried out', () => {
      throw new AppError('internal');
    });
    const sync = await stage.upload(roster);
    expect(sync.error).toMatchObject({ code: 'internal' });
    await checkStop(stage, sync, { before });
    await stage.rerun(sync);
    expect(await stage.content()).toEqual(expected.get(policy)?.content);
  });
});

/** The calls that were sent to create enrollments. */
async function createCalls(stage: FaultStage) {
  const { calls } = (await stage.control('GET', 'calls')) as {
    calls: { path: string; query: { client_token?: string } }[];
  };
  return calls.filter(({ path }) => path.endsWith('Enroll1/records/batch_create'));
}

describe.each(policies)('rows that never get through, %s', (policy) => {
  it('are sent once more as they were, and in smaller batches when that is long over too', async () => {
    const stage = await open(policy);
    const fault = { method: 'POST', path: '*Enroll1/records/batch_create', times: 1_000 };
    await stage.control('POST', 'faults', { ...fault, action: { kind: 'answer', code: 1255040 } });
    const first = await stage.upload(roster);
    expect(first.error).toMatchObject({ code: 'in_doubt' });
    stage.clock.advance(3_600_000);
    const second = await stage.rerun(first);
    expect(second.error).toMatchObject({ code: 'in_doubt' });
    const tokens = new Set((await createCalls(stage)).map(({ query }) => query.client_token));
    expect(tokens.size).toBe(1);
    await stage.control('DELETE', 'faults');
    await stage.control('DELETE', 'calls');
    stage.clock.advance(3_600_000);
    await stage.rerun(second);
    expect(await stage.content()).toEqual(expected.get(policy)?.content);
    expect(await createCalls(stage)).toHaveLength(2);
  });

  it('keep their token as long as advanced permissions may hide them', async () => {
    const stage = await open(policy, { isAdvanced: true });
    const fault = { method: 'POST', path: '*Enroll1/records/batch_create', times: 4 };
    await stage.control('POST', 'faults', { ...fault, action: { kind: 'answer', code: 1255040 } });
    const sync = await stage.upload(roster);
    expect(sync.error).toMatchObject({ code: 'in_doubt' });
    stage.clock.advance(3_600_000);
    await stage.rerun(sync);
    expect(await stage.content()).toEqual(expected.get(policy)?.content);
    expect(new Set((await createCalls(stage)).map(({ query }) => query.client_token)).size).toBe(1);
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
    const stage = await open(policy, { replay: 'conflict', searchLagMs: 600_000 });
    disturbFirst(stage, create, 'carried out', nothing);
    const sync = await stage.upload(roster);
    expect(sync.error).toMatchObject({ code: 'in_doubt' });
    return { stage, sync };
  }

  it.each([
    ['skip-existing', 'create_enrollments', ['4', '6', '8', '9']],
    ['skip-existing', 'create_learners', ['4', '8', '9']],
    ['append', 'create_learners', ['4', '8', '9']],
  ] as const)(
    'stop a sync that would repeat them (%s, %s), by its own lines',
    async (policy, create, lines) => {
      const { stage, sync } = await leaveInDoubt(policy, create);
      const next = await stage.upload(further);
      expect(next.error).toMatchObject({ code: 'in_doubt', details: { lines, sync: sync.number } });
      expect((await stage.upload(others)).status).toBe('succeeded');
      stage.clock.advance(600_000);
      await stage.rerun(next);
      const { learners, enrollments } = await stage.content();
      expect(learners).toHaveLength((expected.get(policy)?.content.learners.length ?? 0) + 2);
      expect(new Set(learners.map((learner) => learner.slice(0, 15))).size).toBe(learners.length);
      if (policy === 'skip-existing') expect(new Set(enrollments).size).toBe(enrollments.length);
    },
  );

  it('do not stop a sync that adds every row anyway', async () => {
    const { stage } = await leaveInDoubt('append', 'create_enrollments');
    expect((await stage.upload(roster)).error).toBeNull();
  });
});
