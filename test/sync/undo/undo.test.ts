import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WholeLearner } from '../../../src/sync/ports.ts';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import { contentOf } from '../../fakes/memory-base.ts';
import { openSyncHarness, rosterOf, type SyncHarness, typeByHand } from '../sync-harness.ts';

const roster = rosterOf([
  ['u_1', '甲', '19900000001', '入门', '2026-05-01'],
  ['u_2', '乙新', '', '入门', '2026-05-01'],
  ['u_3', '丙', '', '入门', '2026-05-01'],
]);

describe('an undo', () => {
  let harness: SyncHarness;
  beforeEach(async () => {
    harness = await openSyncHarness();
    typeByHand(harness);
    harness.clock.advance(3_600_000);
  });
  afterEach(() => harness.close());

  /** A minute later every server shows what was written. */
  const uploaded = async (csv: string) => {
    const sync = await harness.upload(csv);
    harness.clock.advance(120_000);
    return sync;
  };
  const rowsOf = async (undo: SyncRecord) => (await harness.store.syncs.readReport(undo.id))?.undone ?? [];
  const keptIn = async (undo: SyncRecord) =>
    (await rowsOf(undo))
      .filter(({ outcome }) => outcome !== 'undone')
      .map(({ userId, what, outcome, reason }) => [userId, what, outcome, reason]);
  const learner = (userId: string) => {
    const found = harness.base.learners.find((record) => record.userId === userId);
    if (found === undefined) throw new Error(`no learner ${userId}`);
    return found;
  };
  const enrollmentOf = (userId: string) => {
    const found = harness.base.enrollments.find((record) => record.userId === userId);
    if (found === undefined) throw new Error(`no enrollment of ${userId}`);
    return found;
  };

  it('leaves the tables as they were', async () => {
    const before = contentOf(harness.base);
    const undo = await harness.undo(await uploaded(roster));
    expect(contentOf(harness.base)).toEqual(before);
    expect(undo).toMatchObject({
      status: 'succeeded',
      summary: { undo: { undone: 6, kept: 0, failed: 0, reasons: {} } },
    });
    expect((await rowsOf(undo)).map(({ line, what, field }) => [line, what, field])).toEqual([
      [2, 'enrollment', null],
      [2, 'learner', null],
      [3, 'link', null],
      [3, 'cell', 'nickname'],
      [4, 'enrollment', null],
      [4, 'learner', null],
    ]);
  });

  it('asks first, without a call, with figures and what came later', async () => {
    const of = await uploaded(roster);
    await uploaded(rosterOf([['u_1', '甲', '', '深化', '2026-05-08']]));
    const outcome = await harness.askUndo(of);
    if (outcome.kind !== 'added') throw new Error(outcome.kind);
    harness.base.calls = [];
    const asked = await harness.run(outcome.sync);
    expect(harness.base.calls).toEqual([]);
    expect(asked.needs?.confirm).toEqual([
      {
        code: 'undo',
        figures: { enrollments: 2, learners: 1, cells: 1, links: 1, laterSyncs: 1 },
        examples: [],
      },
    ]);
    expect((await harness.answer(asked, { confirm: true })).status).toBe('succeeded');
  });

  it('keeps an enrollment that somebody has changed, and its learner', async () => {
    const of = await uploaded(roster);
    Object.assign(enrollmentOf('u_3'), { day: '2026-05-02' });
    const undo = await harness.undo(of);
    expect(await keptIn(undo)).toEqual([
      ['u_3', 'enrollment', 'kept', 'edited'],
      ['u_3', 'learner', 'kept', 'used_later'],
    ]);
  });

  it('keeps a record in which somebody has filled another field', async () => {
    const of = await uploaded(roster);
    harness.base.othersFilled.set(enrollmentOf('u_3').recordId, ['备注']);
    harness.base.othersFilled.set(learner('u_1').recordId, ['备注']);
    expect(await keptIn(await harness.undo(of))).toEqual([
      ['u_1', 'learner', 'kept', 'edited'],
      ['u_3', 'enrollment', 'kept', 'edited'],
      ['u_3', 'learner', 'kept', 'used_later'],
    ]);
  });

  it('keeps a learner to whom somebody has linked something', async () => {
    const of = await uploaded(roster);
    Object.assign(learner('u_1'), { enrollmentIds: [...learner('u_1').enrollmentIds, 'rec_typed'] });
    expect(await keptIn(await harness.undo(of))).toEqual([['u_1', 'learner', 'kept', 'used_later']]);
  });

  it('keeps a learner who has another enrollment, also where the link is one-way', async () => {
    harness.base.schema = { ...harness.base.schema, linkIsTwoWay: false };
    const of = await uploaded(roster);
    const typed = { ...enrollmentOf('u_1'), recordId: 'rec_typed', course: '深化' };
    harness.base.enrollments.push(typed);
    expect(await keptIn(await harness.undo(of))).toEqual([['u_1', 'learner', 'kept', 'used_later']]);
    expect(harness.base.learners.map(({ userId }) => userId)).toEqual(['u_2', 'u_1']);
  });

  it('keeps a cell that somebody has changed again, and a link that leads elsewhere', async () => {
    const of = await uploaded(roster);
    Object.assign(learner('u_2'), { fields: { ...learner('u_2').fields, nickname: '乙三' } });
    Object.assign(enrollmentOf('u_2'), { learnerRecordIds: ['rec_other'] });
    expect(await keptIn(await harness.undo(of))).toEqual([
      ['u_2', 'link', 'kept', 'edited'],
      ['u_2', 'cell', 'kept', 'edited'],
    ]);
  });

  it('names what somebody has deleted', async () => {
    const of = await uploaded(roster);
    const { recordId } = enrollmentOf('u_1');
    harness.base.enrollments = harness.base.enrollments.filter((record) => record.recordId !== recordId);
    const undo = await harness.undo(of);
    expect(await keptIn(undo)).toEqual([['u_1', 'enrollment', 'kept', 'gone']]);
    expect(harness.base.learners.map(({ userId }) => userId)).toEqual(['u_2']);
  });

  it.each([
    ['', 0],
    [', also where the clock was set back by a day in between', -86_400_000],
  ])('keeps what a later roster holds too%s', async (_, jumpMs) => {
    const of = await uploaded(roster);
    harness.clock.jump(jumpMs);
    await uploaded(roster);
    const undo = await harness.undo(of);
    expect(undo.summary?.undo).toEqual({ undone: 0, kept: 6, failed: 0, reasons: { in_later_roster: 6 } });
  });

  it('counts a later roster no more once that is taken back itself', async () => {
    const before = contentOf(harness.base);
    const first = await uploaded(roster);
    const second = await uploaded(`${roster}\nu_4,丁,,入门,2026-05-01`);
    await harness.undo(second);
    harness.clock.advance(120_000);
    await harness.undo(first);
    expect(contentOf(harness.base)).toEqual(before);
  });

  it('leaves alone what a rerun has written, and its learners', async () => {
    const of = await uploaded(roster);
    harness.base.enrollments = harness.base.enrollments.filter(({ userId }) => userId !== 'u_3');
    harness.clock.advance(3_600_000);
    await harness.rerun(of);
    const undo = await harness.undo(of);
    expect(await keptIn(undo)).toEqual([
      ['u_3', 'enrollment', 'kept', 'gone'],
      ['u_3', 'learner', 'kept', 'used_later'],
    ]);
    expect(enrollmentOf('u_3').course).toBe('入门');
  });

  it('does nothing a second time', async () => {
    const of = await uploaded(roster);
    const undo = await harness.undo(of);
    expect(await harness.askUndo(of)).toMatchObject({ kind: 'already_undone', by: { id: undo.id } });
  });

  it('takes back a moment after the sync, whatever the servers show by then', async () => {
    const before = contentOf(harness.base);
    const of = await harness.upload(roster);
    harness.base.idLagMs = 40_000;
    await harness.undo(of);
    expect(contentOf(harness.base)).toEqual(before);
  });

  it('keeps a learner whose enrollment no server shows yet where nothing proves that it is gone', async () => {
    const of = await harness.upload(roster);
    const { recordId } = enrollmentOf('u_3');
    harness.base.serverTime = () => null;
    // Nor does the server that knows the learner know of the link.
    harness.base.enrollments = harness.base.enrollments.map((record) =>
      record.recordId === recordId ? { ...record, createdAt: Number.POSITIVE_INFINITY } : record,
    );
    harness.base.learners = harness.base.learners.map((record) => ({ ...record, enrollmentIds: [] }));
    expect(await keptIn(await harness.undo(of))).toEqual([
      ['u_3', 'enrollment', 'failed', 'gone'],
      ['u_3', 'learner', 'kept', 'used_later'],
    ]);
    expect(learner('u_3').userId).toBe('u_3');
  });

  it('names what Feishu refuses, and does the rest', async () => {
    const of = await uploaded(roster);
    const { recordId } = enrollmentOf('u_3');
    harness.base.onWrite = (_kind, rows) =>
      rows.some((row) => 'recordId' in row && row.recordId === recordId)
        ? { kind: 'answer', outcome: { kind: 'refused', feishuCode: 1254302 } }
        : undefined;
    const undo = await harness.undo(of);
    expect(undo.status).toBe('partial');
    expect(await keptIn(undo)).toEqual([
      ['u_3', 'enrollment', 'failed', 'refused'],
      ['u_3', 'learner', 'kept', 'used_later'],
    ]);
  });

  it('takes for deleted what is gone after a delete without an answer', async () => {
    const before = contentOf(harness.base);
    const of = await uploaded(roster);
    harness.base.onWrite = (kind) => (kind.startsWith('delete') ? { kind: 'lost_answer' } : undefined);
    const undo = await harness.undo(of);
    expect(contentOf(harness.base)).toEqual(before);
    expect(undo.summary?.undo).toMatchObject({ undone: 6, kept: 0, failed: 0 });
  });

  it('is not taken for done where a server only does not know yet what the sync has written', async () => {
    const before = contentOf(harness.base);
    const former = learner('u_2').fields;
    const of = await harness.upload(roster);
    const knownFrom = harness.clock.now() + 50_000;
    const { open } = harness.base;
    harness.base.open = (...opening) => {
      const base = open(...opening);
      const asBefore = (record: WholeLearner) =>
        record.userId === 'u_2' && harness.clock.now() < knownFrom ? { ...record, fields: former } : record;
      return {
        ...base,
        async getLearners(recordIds) {
          const { found, ...missing } = await base.getLearners(recordIds);
          return { found: fails ? found : found.map(asBefore), ...missing };
        },
      };
    };
    // The first reading comes to a server that knows, and the call that rests on it fails.
    let fails = true;
    harness.base.onWrite = (kind) => {
      if (kind !== 'restore_learners' || !fails) return undefined;
      fails = false;
      return { kind: 'answer', outcome: { kind: 'unknown', because: { kind: 'failed' } } };
    };
    await harness.undo(of);
    expect(fails).toBe(false);
    expect(contentOf(harness.base)).toEqual(before);
  });

  it('sends again what an answer says has failed, after having checked it anew', async () => {
    const of = await uploaded(roster);
    let edits = 0;
    harness.base.onWrite = (kind) => {
      if (kind !== 'delete_enrollments' || edits > 0) return undefined;
      edits += 1;
      Object.assign(enrollmentOf('u_3'), { course: '深化' });
      return { kind: 'answer', outcome: { kind: 'unknown', because: { kind: 'failed' } } };
    };
    expect(await keptIn(await harness.undo(of))).toContainEqual(['u_3', 'enrollment', 'kept', 'edited']);
  });

  it.each(['changed', 'overwrite'] as const)(
    'is written again by a rerun, after asking (%s)',
    async (learnerUpdates) => {
      harness.deps.rules = { ...harness.deps.rules, policies: { policy: 'append', learnerUpdates } };
      const of = await uploaded(roster);
      const after = contentOf(harness.base);
      const undo = await harness.undo(of);
      harness.clock.advance(120_000);
      const rerun = await harness.rerun(of);
      expect(rerun.needs?.confirm).toMatchObject([
        { code: 'undone_before', figures: { number: undo.number, rows: 3 } },
      ]);
      await harness.answer(rerun, { confirm: true });
      expect(contentOf(harness.base)).toEqual(after);
    },
  );

  it('is written anew by the next upload of the same roster', async () => {
    const of = await uploaded(roster);
    const after = contentOf(harness.base);
    await harness.undo(of);
    const again = await harness.upload(roster);
    expect(again.summary).toMatchObject({ learnersCreated: 2, enrollmentsCreated: 2, enrollmentsLinked: 1 });
    expect(contentOf(harness.base)).toEqual(after);
  });
});
