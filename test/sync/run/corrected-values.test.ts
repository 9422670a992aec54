import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors.ts';
import { Interruption } from '../../../src/sync/interruption.ts';
import { runSync } from '../../../src/sync/run/run-sync.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { killedAfterEachCall } from '../killed-after-each-call.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

// One sync for each call, and each is killed in turn.
let harness: SyncHarness;
beforeEach(async () => {
  harness = closedAfterTest(await openSyncHarness({ learnerUpdates: 'changed' }));
});

const roster = (nickname: string, phone = '19900000001') =>
  rosterOf([['u_1', nickname, phone, '入门', '2026-05-01']]);
const held = () => harness.base.learners.map(({ fields }) => fields);

/** What a person types in Base. */
function type(fields: Record<string, string>): void {
  const [first, ...others] = harness.base.learners;
  if (first === undefined) throw new Error('nobody is there');
  harness.base.learners = [{ ...first, fields: { ...first.fields, ...fields } }, ...others];
}

const keptIn = async ({ id }: { id: string }) => {
  const report = await harness.store.syncs.readReport(id);
  return report?.warnings.filter(({ code }) => code === 'kept_by_hand');
};
const kept = (...fields: string[]) => ({ line: 2, sheet: null, code: 'kept_by_hand', userId: 'u_1', fields });

describe('what a person corrects in Base', () => {
  it('stays week after week while the roster says what it said, and that is said', async () => {
    await harness.upload(roster('甲'));
    type({ nickname: '小甲' });
    for (const _week of [1, 2, 3]) {
      const sync = await harness.upload(roster('甲'));
      expect(held()).toEqual([{ nickname: '小甲', phone: '19900000001' }]);
      expect(await keptIn(sync)).toMatchObject([kept('nickname')]);
      expect(sync.summary).toMatchObject({
        ...{ learnersUpdated: 0, learnersUnchanged: 1 },
        keptByHand: { learners: 1, fields: ['nickname'] },
      });
    }
  });

  it.each([
    ['new', []],
    ['there, without a name', [{ phone: '19900000001' }]],
    ['there, under another name', [{ nickname: '路人', phone: '19900000001' }]],
  ])(
    'stays although the sync that wrote the value is killed, at whatever call, and goes on afterwards (a learner who is %s)',
    async (_who, before: Record<string, string>[]) => {
      const typed = before.map((fields) => ({
        ...{ recordId: 'rec_1', userId: 'u_1', fields, enrollmentIds: [], createdAt: 0 },
      }));
      const queue = async () => {
        harness = closedAfterTest(await openSyncHarness({ learnerUpdates: 'changed' }));
        harness.base.learners.push(...typed);
        return { harness, sync: await harness.queue(roster('甲')) };
      };
      let corrected = 0;
      for await (const { sync, killed } of killedAfterEachCall(queue)) {
        if (held()[0]?.nickname !== '甲') continue;
        type({ nickname: '小甲' });
        corrected += 1;
        expect(await harness.run(sync)).toMatchObject({ status: 'succeeded' });
        expect(held(), killed).toEqual([{ nickname: '小甲', phone: '19900000001' }]);
      }
      expect(corrected).toBeGreaterThan(5);
    },
  );

  it('stays although the sync that wrote it was killed and then has to wait, so that the next roster comes first', async () => {
    const queue = async () => {
      harness = closedAfterTest(await openSyncHarness({ learnerUpdates: 'changed' }));
      return { harness, sync: await harness.queue(roster('甲')) };
    };
    let corrected = 0;
    for await (const { sync, killed } of killedAfterEachCall(queue)) {
      const { deps, base, store } = harness;
      if ((await store.journal.completedBy(sync.id)).length === 0) continue;
      type({ nickname: '小甲' });
      corrected += 1;
      const busy = () => Promise.reject(new AppError('feishu_busy'));
      const openBase: typeof deps.openBase = (...given) => ({ ...base.open(...given), prepare: busy });
      await runSync({ ...deps, openBase }, sync, new AbortController().signal);
      await harness.upload(roster('甲'));
      expect(held(), killed).toEqual([{ nickname: '小甲', phone: '19900000001' }]);
    }
    expect(corrected).toBeGreaterThan(3);
  });

  it('gives way once the roster changes, field by field', async () => {
    await harness.upload(roster('甲'));
    type({ nickname: '小甲', phone: '19900000009' });
    const sync = await harness.upload(roster('阿甲'));
    expect(held()).toEqual([{ nickname: '阿甲', phone: '19900000009' }]);
    expect(await keptIn(sync)).toEqual([kept('phone')]);
  });

  it('gives way where no roster has said anything of the learner', async () => {
    harness.base.learners.push({
      ...{ recordId: 'rec_1', userId: 'u_1', fields: { nickname: '小甲' }, enrollmentIds: [], createdAt: 0 },
    });
    await harness.upload(roster('甲'));
    expect(held()).toEqual([{ nickname: '甲', phone: '19900000001' }]);
  });

  it('is filled again where the cell was emptied', async () => {
    await harness.upload(roster('甲'));
    type({ phone: '' });
    await harness.upload(roster('甲'));
    expect(held()).toEqual([{ nickname: '甲', phone: '19900000001' }]);
  });

  it('stays when the upload is done again', async () => {
    const sync = await harness.upload(roster('甲'));
    type({ nickname: '小甲' });
    await harness.rerun(sync);
    expect(held()).toEqual([{ nickname: '小甲', phone: '19900000001' }]);
  });

  it.each(['done again', 'followed by another', 'taken back, and followed by another'] as const)(
    'stays when an upload that left the learner in doubt is %s',
    async (then) => {
      harness.base.onWrite = (name) => (name === 'create_learners' ? { kind: 'killed' } : undefined);
      const doubtful = await harness.upload(roster('甲'));
      expect(doubtful).toMatchObject({ status: 'failed', summary: { rowsInDoubt: 1 } });
      harness.base.onWrite = () => undefined;
      type({ nickname: '小甲' });
      if (then === 'taken back, and followed by another') await harness.undo(doubtful);
      await (then === 'done again' ? harness.rerun(doubtful) : harness.upload(roster('甲')));
      expect(held()).toEqual([{ nickname: '小甲', phone: '19900000001' }]);
    },
  );

  it('is something else than what an undo has put back, which the roster done again writes anew', async () => {
    await harness.upload(roster('甲'));
    const sync = await harness.upload(roster('乙'));
    await harness.undo(sync);
    expect(held()[0]?.nickname).toBe('甲');
    const asks = await harness.rerun(sync);
    expect(asks.needs?.confirm.map(({ code }) => code)).toEqual(['undone_before']);
    await harness.answer(asks, { confirm: true });
    expect(held()[0]?.nickname).toBe('乙');
  });

  it('stays when an older roster is done again that says the same as the newest', async () => {
    const older = await harness.upload(roster('甲'));
    await harness.upload(roster('甲'));
    type({ nickname: '小甲' });
    expect(await keptIn(await harness.rerun(older))).toEqual([kept('nickname')]);
  });

  it.each(['overwrite', 'fill-empty'] as const)('is no matter under %s', async (learnerUpdates) => {
    harness = closedAfterTest(await openSyncHarness({ learnerUpdates }));
    await harness.upload(roster('甲'));
    type({ nickname: '小甲' });
    expect(await keptIn(await harness.upload(roster('甲')))).toEqual([]);
    expect(held()[0]?.nickname).toBe(learnerUpdates === 'overwrite' ? '甲' : '小甲');
  });
});

describe('an older roster', () => {
  it('does not turn back what a newer one has said without having to write it', async () => {
    const older = await harness.queue(roster('旧'));
    const fields = { nickname: '新', phone: '19900000001' };
    harness.base.learners.push({
      ...{ recordId: 'rec_1', userId: 'u_1', fields, enrollmentIds: [], createdAt: 0 },
    });
    await harness.upload(roster('新'));
    const { id } = await harness.run(older);
    expect(held()).toEqual([fields]);
    const report = await harness.store.syncs.readReport(id);
    expect(report?.warnings).toContainEqual({ ...kept('nickname'), code: 'newer_kept' });
  });

  it('whose value fills an empty cell does not make it look like typed by a person', async () => {
    const older = await harness.queue(roster('甲', '19900000005'));
    await harness.upload(roster('甲', '19900000001'));
    type({ phone: '' });
    await harness.run(older);
    expect(held()[0]?.phone).toBe('19900000005');
    await harness.upload(roster('甲', '19900000001'));
    expect(held()[0]?.phone).toBe('19900000001');
  });
});

describe('a value counts as said only once it is settled in Base', () => {
  it('not after a preview', async () => {
    await harness.upload(roster('甲'));
    await harness.upload(roster('乙'), { dryRun: true });
    await harness.upload(roster('乙'));
    expect(held()[0]?.nickname).toBe('乙');
  });

  it('a preview names what would be kept', async () => {
    await harness.upload(roster('甲'));
    type({ nickname: '小甲' });
    expect(await keptIn(await harness.upload(roster('甲'), { dryRun: true }))).toEqual([kept('nickname')]);
  });

  it('not if the sync was canceled before it came to the learner', async () => {
    await harness.upload(roster('甲'));
    const sync = await harness.queue(roster('乙'));
    harness.base.onWrite = () => ({ kind: 'throw', error: new Interruption('canceled') });
    expect((await harness.run(sync)).status).toBe('canceled');
    harness.base.onWrite = () => undefined;
    expect(held()[0]?.nickname).toBe('甲');
    await harness.upload(roster('乙'));
    expect(held()[0]?.nickname).toBe('乙');
  });

  it('not if Feishu has refused it', async () => {
    await harness.upload(roster('甲'));
    harness.base.onWrite = () => ({ kind: 'answer', outcome: { kind: 'refused', feishuCode: 1254060 } });
    const refused = await harness.upload(roster('乙'));
    expect(refused.summary?.learnersUpdated).toBe(0);
    harness.base.onWrite = () => undefined;
    await harness.upload(roster('乙'));
    expect(held()[0]?.nickname).toBe('乙');
  });

  it.each(['before', 'after'] as const)(
    'not if the process was killed just %s it was written down',
    async (when) => {
      await harness.upload(roster('甲'));
      const sync = await harness.queue(roster('乙'));
      const { journal } = harness.store;
      const killed = new Error('killed');
      const dying: typeof journal = {
        ...journal,
        async noteSaid(...said) {
          if (when === 'after') await journal.noteSaid(...said);
          throw killed;
        },
      };
      const syncs = { ...harness.store.syncs, finish: () => Promise.reject(killed) };
      await runSync({ ...harness.deps, journal: dying, syncs }, sync, new AbortController().signal).catch(
        () => null,
      );
      expect(held()[0]?.nickname).toBe('乙');
      await harness.run(sync);
      type({ nickname: '小乙' });
      await harness.upload(roster('乙'));
      expect(held()[0]?.nickname).toBe('小乙');
      await harness.upload(roster('丙'));
      expect(held()[0]?.nickname).toBe('丙');
    },
  );
});

describe('in any history of rosters and corrections', () => {
  const value = fc.constantFrom('甲', '乙', '丙');
  const step = fc.oneof(
    fc.record({ kind: fc.constant('roster' as const), nickname: value }),
    fc.record({ kind: fc.constant('type' as const), nickname: fc.constantFrom('小甲', '小乙', '甲', '乙') }),
    fc.record({ kind: fc.constant('preview' as const), nickname: value }),
  );

  it('an unchanged roster never changes what a person typed, a changed one always does', async () => {
    await fc.assert(
      fc.asyncProperty(value, fc.array(step, { maxLength: 8 }), async (first, steps) => {
        const own = await openSyncHarness({ learnerUpdates: 'changed' });
        harness = own;
        try {
          await own.upload(roster(first));
          const expected: Record<'base' | 'said', string> = { base: first, said: first };
          for (const { kind, nickname } of steps) {
            if (kind === 'type') type({ nickname });
            else await own.upload(roster(nickname), { dryRun: kind === 'preview' });
            if (kind === 'type' || (kind === 'roster' && nickname !== expected.said))
              expected.base = nickname;
            if (kind === 'roster') expected.said = nickname;
            expect(held()[0]?.nickname).toBe(expected.base);
          }
        } finally {
          await own.close();
        }
      }),
      { numRuns: 20 },
    );
  });
});
