import { describe, expect, it } from 'vitest';
import type { SyncSettings } from '../../../src/sync/settings.ts';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import type { SyncReport } from '../../../src/sync/sync-report.ts';
import { contentOf } from '../../fakes/memory-base.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { scenarioRows } from '../scenario-roster.ts';
import { openSyncHarness, rosterOf, type SyncHarness, typeByHand } from '../sync-harness.ts';

async function openHarness(settings: Partial<SyncSettings> = {}): Promise<SyncHarness> {
  return closedAfterTest(await openSyncHarness(settings));
}

const roster = rosterOf(scenarioRows);

const policies = ['skip-existing', 'append'] as const;

/** Both tables as a run without any trouble leaves them. */
async function undisturbed(policy: SyncSettings['policy']) {
  const harness = await openHarness({ policy });
  typeByHand(harness);
  const sync = await harness.upload(roster);
  return { content: contentOf(harness.base), summary: countsOf(sync) };
}

function countsOf({ summary }: SyncRecord) {
  const {
    baseCalls: _calls,
    durationMs: _duration,
    warnings: _warnings,
    ...counts
  } = summary ?? {
    baseCalls: 0,
    durationMs: 0,
    warnings: 0,
  };
  return counts;
}

describe.each(policies)('an answer that is lost after the commit (%s)', (policy) => {
  it.each(['replay', 'token_known', 'forgotten'] as const)(
    'is settled by looking, with a server that answers a known token with: %s',
    async (knownToken) => {
      const expected = await undisturbed(policy);
      const harness = await openHarness({ policy });
      typeByHand(harness);
      harness.base.knownToken = knownToken;
      const lost = new Set<string>();
      harness.base.onWrite = (name) => {
        if (lost.has(name)) return undefined;
        lost.add(name);
        return { kind: 'lost_answer' };
      };
      const sync = await harness.upload(roster);
      expect(contentOf(harness.base)).toEqual(expected.content);
      expect(countsOf(sync)).toEqual(expected.summary);
    },
  );

  it.each(['replay', 'token_known'] as const)(
    'is settled although search lags, with a server that answers: %s',
    async (knownToken) => {
      const expected = await undisturbed(policy);
      const harness = await openHarness({ policy });
      typeByHand(harness);
      harness.base.knownToken = knownToken;
      let lost = false;
      harness.base.onWrite = (name) => {
        if (name !== 'create_enrollments' || lost) return undefined;
        lost = true;
        return { kind: 'lost_answer' };
      };
      // Search knows the new records only after 40 seconds.
      const start = harness.clock.now();
      const sleep = harness.clock.sleep;
      harness.clock.sleep = async (ms) => {
        for (const { recordId, createdAt } of harness.base.enrollments)
          if ((createdAt ?? 0) >= start && harness.clock.now() < start + 40_000)
            harness.base.unseen.add(recordId);
          else harness.base.unseen.delete(recordId);
        await sleep(ms);
      };
      const sync = await harness.upload(roster);
      expect(contentOf(harness.base)).toEqual(expected.content);
      expect(countsOf(sync)).toEqual(expected.summary);
    },
  );
});

describe('a call that never reached the server', () => {
  it('is not thought to have been carried out because somebody typed the same a moment ago', async () => {
    const harness = await openHarness({ policy: 'append' });
    const enrollment = { userId: 'u_1', course: '入门', day: '2026-05-01', createdAt: harness.clock.now() };
    harness.base.enrollments.push({
      ...enrollment,
      recordId: 'typed',
      learnerRecordIds: [],
      fields: {},
    });
    let calls = 0;
    harness.base.onWrite = (name) => {
      if (name !== 'create_enrollments') return undefined;
      calls += 1;
      return calls === 1
        ? { kind: 'answer', outcome: { kind: 'unknown', because: { kind: 'silence', tooMuch: false } } }
        : undefined;
    };
    await harness.upload(rosterOf([['u_1', '甲', '', '入门', '2026-05-01']]));
    expect(harness.base.enrollments).toHaveLength(2);
  });

  it('goes out again under the same token once it can no longer be running', async () => {
    const expected = await undisturbed('append');
    const harness = await openHarness({ policy: 'append' });
    typeByHand(harness);
    const tokens: (string | null)[] = [];
    harness.base.onWrite = (name, _rows, token) => {
      if (name !== 'create_enrollments') return undefined;
      tokens.push(token);
      return tokens.length === 1
        ? { kind: 'answer', outcome: { kind: 'unknown', because: { kind: 'silence', tooMuch: false } } }
        : undefined;
    };
    const start = harness.clock.now();
    await harness.upload(roster);
    expect(contentOf(harness.base)).toEqual(expected.content);
    expect(new Set(tokens).size).toBe(1);
    expect(harness.clock.now() - start).toBeGreaterThanOrEqual(45_000);
  });
});

describe('rows in doubt', () => {
  it('are never sent under a new token; they are named, and settled by a later try', async () => {
    const expected = await undisturbed('append');
    const harness = await openHarness({ policy: 'append' });
    typeByHand(harness);
    harness.base.knownToken = 'token_known';
    const tokens = new Set<string | null>();
    harness.base.onWrite = (name, _rows, token) => {
      if (name !== 'create_enrollments') return undefined;
      tokens.add(token);
      return tokens.size === 1 ? { kind: 'lost_answer' } : undefined;
    };
    const known = new Set(harness.base.enrollments.map(({ recordId }) => recordId));
    const unsee = () => {
      for (const { recordId } of harness.base.enrollments)
        if (!known.has(recordId)) harness.base.unseen.add(recordId);
    };
    const sleep = harness.clock.sleep;
    harness.clock.sleep = async (ms) => {
      unsee();
      await sleep(ms);
    };
    // The first look happens before any sleep.
    const find = harness.base.open(
      { called: () => {}, backingOff: async () => {}, goingOn: async () => {}, checkpoint: async () => {} },
      {
        learnerRows: null,
        enrollmentRows: null,
        batchSize: 1,
        filterConditions: 1,
        knowsTokens: false,
        filtersWork: null,
        zones: [],
        othersReportedAt: null,
        author: null,
        journaledUntil: null,
        room: null,
      },
      { learnerFields: [], enrollmentFields: [] },
    );
    const findEnrollments = find.findEnrollments;
    find.findEnrollments = (...args) => {
      unsee();
      return findEnrollments(...args);
    };
    const { syncs } = harness.deps;
    let kept: SyncReport | null = null as SyncReport | null;
    harness.deps.syncs = {
      ...syncs,
      waitForNextTry: (id, wait, report) => {
        kept = report;
        return syncs.waitForNextTry(id, wait, report, null);
      },
    };
    const sync = await harness.upload(roster);
    expect(sync).toMatchObject({ status: 'queued', lastWait: { code: 'in_doubt' } });
    expect(tokens.size).toBe(1);
    expect(kept?.failures.filter(({ code }) => code === 'in_doubt').map(({ line }) => line)).toEqual([
      2, 3, 4, 6, 7,
    ]);
    find.findEnrollments = findEnrollments;
    harness.clock.sleep = sleep;
    harness.base.unseen.clear();
    harness.base.onWrite = () => undefined;
    expect((await harness.run(sync)).status).toBe('partial');
    expect(contentOf(harness.base)).toEqual(expected.content);
  });
});

describe('a batch refused for its data', () => {
  it.each([
    [64, [10]],
    [300, [0, 299]],
    [1000, [1, 2, 3, 500, 998]],
    [37, [36]],
  ])('of %i rows fails in the bad rows %j only, at the promised cost', async (size, bad) => {
    const harness = await openHarness();
    const rows = Array.from({ length: size }, (_, index) => [`u_${index}`, '', '', '入门', '2026-05-01']);
    const poisoned = new Set(bad.map((index) => `u_${index}`));
    harness.base.onWrite = (name, written) => {
      if (name !== 'create_enrollments') return undefined;
      const refused = written.some((row) => 'userId' in row && poisoned.has(String(row.userId)));
      return refused ? { kind: 'answer', outcome: { kind: 'refused', feishuCode: 1254064 } } : undefined;
    };
    const sync = await harness.upload(rosterOf(rows));
    expect(sync.status).toBe('partial');
    const report = await harness.store.syncs.readReport(sync.id);
    expect(report?.failures).toEqual(
      bad.map((index) => ({
        line: index + 2,
        sheet: null,
        userId: `u_${index}`,
        nickname: '',
        value: null,
        code: 'enrollment_refused',
        feishuCode: 1254064,
      })),
    );
    expect(harness.base.enrollments).toHaveLength(size - bad.length);
    const calls = harness.base.calls.filter((name) => name === 'create_enrollments').length;
    expect(calls - 1).toBeLessThanOrEqual(2 * bad.length * Math.ceil(Math.log2(size)));
  });

  it('takes the enrollments of a refused learner with it, for that reason', async () => {
    const harness = await openHarness();
    harness.base.onWrite = (name, written) => {
      const refused = written.some((row) => 'userId' in row && row.userId === 'u_2');
      return name === 'create_learners' && refused
        ? { kind: 'answer', outcome: { kind: 'refused', feishuCode: 1254072 } }
        : undefined;
    };
    const sync = await harness.upload(roster);
    const report = await harness.store.syncs.readReport(sync.id);
    expect(report?.failures.map(({ line, code }) => [line, code])).toEqual([
      [3, 'learner_refused'],
      [4, 'learner_refused'],
      [5, 'missing_user_id'],
    ]);
    expect(sync.summary).toMatchObject({ learnersCreated: 2, enrollmentsCreated: 2 });
  });
});

describe('a batch larger than Feishu takes', () => {
  it('is halved until it fits, and later syncs remember', async () => {
    const harness = await openHarness();
    harness.base.largestBatch = 130;
    const rows = Array.from({ length: 500 }, (_, index) => [`u_${index}`, '', '', '入门', '2026-05-01']);
    const sync = await harness.upload(rosterOf(rows));
    expect(sync.summary).toMatchObject({ learnersCreated: 500, enrollmentsCreated: 500, rowsFailed: 0 });
    const tooLarge: number[] = [];
    harness.base.onWrite = (_name, written) => {
      if (written.length > 130) tooLarge.push(written.length);
      return undefined;
    };
    await harness.upload(rosterOf(rows.map(([id, ...others]) => [`${id}b`, ...others])));
    expect(tooLarge).toEqual([]);
  });
});
