import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors.ts';
import { contentOf } from '../../fakes/memory-base.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

let harness: SyncHarness;
beforeEach(async () => {
  harness = closedAfterTest(await openSyncHarness());
});

const threeRows = rosterOf([
  ['u_1', '甲', '19900000001', '入门', '2026-05-01'],
  ['u_1', '甲', '19900000001', '深化', '2026-05-08'],
  ['u_2', '乙', '19900000002', '入门', '2026-05-01'],
]);

describe('a roster into empty tables', () => {
  it('creates every learner once, and every enrollment linked to its learner', async () => {
    const sync = await harness.upload(threeRows);
    expect(sync.status).toBe('succeeded');
    expect(sync.summary).toMatchObject({ rows: 3, learnersCreated: 2, enrollmentsCreated: 3, rowsFailed: 0 });
    expect(contentOf(harness.base)).toEqual({
      learners: [
        JSON.stringify(['u_1', { nickname: '甲', phone: '19900000001' }, 2]),
        JSON.stringify(['u_2', { nickname: '乙', phone: '19900000002' }, 1]),
      ],
      enrollments: [
        JSON.stringify(['u_1', '入门', '2026-05-01', ['u_1']]),
        JSON.stringify(['u_1', '深化', '2026-05-08', ['u_1']]),
        JSON.stringify(['u_2', '入门', '2026-05-01', ['u_2']]),
      ],
    });
  });

  it('writes in two calls', async () => {
    await harness.upload(threeRows);
    expect(harness.base.calls).toEqual([
      'findLearners',
      'findEnrollments',
      'create_learners',
      'create_enrollments',
    ]);
  });

  it('ends with every row decided', async () => {
    const sync = await harness.upload(threeRows);
    expect(sync.progress).toEqual({ phase: 'finished', done: 3, total: 3 });
  });
});

describe('the same file again', () => {
  it('writes nothing', async () => {
    await harness.upload(threeRows);
    harness.base.calls.length = 0;
    const again = await harness.upload(threeRows);
    expect(again.summary).toMatchObject({
      learnersUnchanged: 2,
      enrollmentsSkipped: 3,
      enrollmentsCreated: 0,
    });
    expect(harness.base.calls).toEqual(['findLearners', 'findEnrollments']);
  });

  it('writes nothing while search does not know the new records yet', async () => {
    await harness.upload(threeRows);
    const { learners, enrollments } = harness.base;
    for (const { recordId } of [...learners, ...enrollments]) harness.base.unseen.add(recordId);
    const again = await harness.upload(threeRows);
    expect(again.summary).toMatchObject({ learnersCreated: 0, enrollmentsCreated: 0, enrollmentsSkipped: 3 });
  });

  it('stops where records of long ago are there but hidden from search, instead of writing them twice', async () => {
    await harness.upload(threeRows);
    for (const { recordId } of harness.base.learners) harness.base.unseen.add(recordId);
    harness.clock.advance(60 * 60_000);
    const again = await harness.upload(threeRows);
    expect(again.error).toMatchObject({ kind: 'stopped', code: 'records_hidden' });
  });

  it('starts from scratch, and says so, where staff deleted the records', async () => {
    await harness.upload(threeRows);
    harness.clock.advance(60_000);
    harness.base.learners = [];
    harness.base.enrollments = [];
    const again = await harness.upload(threeRows);
    expect(again.summary).toMatchObject({ learnersCreated: 2, enrollmentsCreated: 3 });
    const report = await harness.store.syncs.readReport(again.id);
    expect(report?.warnings).toContainEqual({
      line: null,
      sheet: null,
      code: 'records_deleted',
      count: 5,
    });
  });

  it('updates exactly the one nickname that changed', async () => {
    await harness.upload(threeRows);
    const again = await harness.upload(threeRows.replaceAll('乙', '丙'));
    expect(again.summary).toMatchObject({ learnersUpdated: 1, learnersUnchanged: 1, enrollmentsSkipped: 3 });
    expect(harness.base.learners.map(({ fields }) => fields.nickname)).toEqual(['甲', '丙']);
  });
});

describe('append', () => {
  beforeEach(async () => {
    harness = closedAfterTest(await openSyncHarness({ policy: 'append' }));
  });

  it('makes every row of every upload a record, and no learner twice', async () => {
    await harness.upload(threeRows);
    const second = await harness.upload(threeRows);
    expect(second.summary).toMatchObject({ learnersCreated: 0, enrollmentsCreated: 3 });
    expect(harness.base.enrollments).toHaveLength(6);
    expect(harness.base.learners).toHaveLength(2);
  });

  it('adds nothing by a rerun, except what has been deleted since', async () => {
    const first = await harness.upload(threeRows);
    const rerun = await harness.rerun(first);
    expect(rerun.summary).toMatchObject({ enrollmentsCreated: 0, enrollmentsSkipped: 3 });
    harness.clock.advance(60_000);
    harness.base.enrollments.pop();
    const another = await harness.rerun(rerun);
    expect(another.summary).toMatchObject({ enrollmentsCreated: 1, enrollmentsSkipped: 2 });
  });
});

describe('a roster without course and date', () => {
  const learnersOnly = '用户ID,昵称\nu_1,甲\nu_2,乙';

  it('waits, and writes nothing, until both are given', async () => {
    const asked = await harness.upload(learnersOnly, { fileName: '《入门》学员20260516.csv' });
    expect(asked.status).toBe('needs_input');
    const proposed = { proposedCourse: '入门', proposedFrom: 'file_name', proposedDay: '2026-05-16' };
    expect(asked.needs).toMatchObject({ course: true, day: true, ...proposed });
    const half = await harness.answer(asked, { course: '入门' });
    expect(half.needs).toMatchObject({ course: false, day: true });
    expect(harness.base.calls).toEqual([]);
    const done = await harness.answer(half, { day: '2026-05-16' });
    expect(done.summary).toMatchObject({ learnersCreated: 2, enrollmentsCreated: 2 });
    expect(harness.base.enrollments.map(({ course, day }) => [course, day])).toEqual([
      ['入门', '2026-05-16'],
      ['入门', '2026-05-16'],
    ]);
  });

  it('offers the courses that Base knows', async () => {
    await harness.upload(threeRows);
    const asked = await harness.upload(learnersOnly);
    expect(asked.needs?.knownCourses).toEqual(['入门', '深化']);
  });

  it('skips who has the course under another date, and adds them only when told to', async () => {
    const options = { course: '入门', day: '2026-05-16' };
    await harness.upload(learnersOnly, options);
    const later = await harness.upload(`${learnersOnly}\nu_3,丙`, { ...options, day: '2026-05-23' });
    expect(later.summary).toMatchObject({
      enrollmentsCreated: 1,
      enrollmentsSkipped: 2,
      enrollmentsOtherDate: 2,
    });
    const forced = await harness.rerun(later, true);
    expect(forced.summary).toMatchObject({ enrollmentsCreated: 2, enrollmentsSkipped: 1 });
  });

  it('says that a given value was not used where the file has the column', async () => {
    const sync = await harness.upload(threeRows, { course: '别的', day: '2026-01-01' });
    const report = await harness.store.syncs.readReport(sync.id);
    const aboutFile = report?.warnings.filter(({ line }) => line === null);
    expect(aboutFile?.map(({ code }) => code)).toEqual(['operator_course_ignored', 'operator_date_ignored']);
    expect(harness.base.enrollments.map(({ course }) => course)).not.toContain('别的');
  });
});

describe('what stands in the way', () => {
  it('a refused file is the error of the sync, and Base is not asked', async () => {
    const sync = await harness.upload('名字,电话\n甲,1');
    expect(sync).toMatchObject({ status: 'failed', error: { kind: 'file' } });
    expect(harness.base.calls).toEqual([]);
  });

  it('rows that are all refused are named, and Base is not asked', async () => {
    const sync = await harness.upload(rosterOf([['', '甲', '', '入门', '2026-05-01']]));
    expect(sync).toMatchObject({ status: 'failed', error: null, summary: { rows: 1, rowsFailed: 1 } });
    expect(harness.base.calls).toEqual([]);
  });

  it('what must be fixed stops the sync with its code, and names the rows that were not written', async () => {
    harness.base.onWrite = (name) =>
      name === 'create_enrollments' ? { kind: 'throw', error: new AppError('base_full') } : undefined;
    const sync = await harness.upload(threeRows);
    expect(sync).toMatchObject({ status: 'failed', error: { kind: 'stopped', code: 'base_full' } });
    expect(sync.summary).toMatchObject({ learnersCreated: 2, enrollmentsCreated: 0, rowsFailed: 3 });
    const report = await harness.store.syncs.readReport(sync.id);
    expect(report?.failures.map(({ line, code }) => [line, code])).toEqual([
      [2, 'not_written'],
      [3, 'not_written'],
      [4, 'not_written'],
    ]);
    harness.base.onWrite = () => undefined;
    const rerun = await harness.rerun(sync);
    expect(rerun.summary).toMatchObject({ learnersCreated: 0, enrollmentsCreated: 3, rowsFailed: 0 });
  });

  it('a defect of ours is an internal error, not a crash', async () => {
    harness.base.onWrite = () => ({ kind: 'throw', error: new TypeError('defect') });
    expect(await harness.upload(threeRows)).toMatchObject({
      status: 'failed',
      error: { kind: 'stopped', code: 'internal' },
    });
  });

  it('another target is never written to by an old sync', async () => {
    const sync = await harness.queue(threeRows);
    harness.deps.target = { domain: 'd', appId: 'a', baseToken: 'another', tables: 't' };
    expect(await harness.run(sync)).toMatchObject({ status: 'failed', error: { code: 'target_changed' } });
    expect(harness.base.calls).toEqual([]);
  });

  it('a chat file that could not be downloaded can be asked for again on the page', async () => {
    const file = { messageId: 'om_1', fileKey: 'file_1' };
    const origin = { chatId: 'oc_1', messageId: 'om_1', openId: 'ou_1', file };
    const download = harness.deps.fetchChatFile;
    harness.deps.fetchChatFile = () => Promise.reject(new AppError('missing_scope'));
    const stopped = await harness.run(
      await harness.store.syncs.addUpload({
        ...{ id: 'a', key: null, fileId: 'a.file', source: 'bot', fileName: 'a.csv', bytes: null, origin },
        ...{ askedBy: null, dryRun: false, target: harness.deps.target, createdAt: new Date(0) },
        policies: harness.deps.rules.policies,
        input: { course: null, day: null, addUnderNewDate: false, confirmed: [] },
      }),
    );
    expect(stopped.error).toMatchObject({ code: 'missing_scope' });
    const bytes = new TextEncoder().encode(threeRows);
    harness.deps.fetchChatFile = async (asked) => {
      expect(asked).toEqual(file);
      return { kind: 'bytes', bytes };
    };
    expect(await harness.rerun(stopped)).toMatchObject({ status: 'succeeded', source: 'web' });
    harness.deps.fetchChatFile = download;
  });

  it('a file that retention has deleted cannot be done again', async () => {
    const sync = await harness.upload(threeRows);
    await harness.store.syncs.deleteOld(new Date(harness.clock.now() + 1));
    await expect(harness.rerun(sync)).rejects.toThrow('file_deleted');
  });
});

describe('advanced permissions and a learner table that looks empty', () => {
  it('asks once, writes nothing before the answer, and goes on after it', async () => {
    harness.base.schema.advancedPermissions = true;
    const asked = await harness.upload(threeRows);
    expect(asked.needs?.confirm).toMatchObject([{ code: 'empty_learner_table' }]);
    expect(harness.base.learners).toEqual([]);
    const done = await harness.answer(asked, { confirm: true });
    expect(done.summary).toMatchObject({ learnersCreated: 2, enrollmentsCreated: 3 });
    const next = await harness.upload(rosterOf([['u_9', '新', '', '入门', '2026-05-01']]));
    expect(next.status).toBe('succeeded');
  });
});

describe('a dry run', () => {
  it('foresees what the real run does, and writes nothing', async () => {
    const foreseen = await harness.upload(threeRows, { dryRun: true });
    expect(harness.base.learners).toEqual([]);
    const done = await harness.upload(threeRows);
    const { baseCalls: _calls, durationMs: _duration, ...counts } = done.summary ?? {};
    expect(foreseen.summary).toMatchObject(counts);
  });
});

describe('a person who cancels', () => {
  it('stops it after the current call, and the report says what was written', async () => {
    const sync = await harness.queue(threeRows);
    harness.base.onWrite = () => {
      void harness.store.syncs.requestCancel(sync.id, new Date());
      return undefined;
    };
    const canceled = await harness.run(sync);
    expect(canceled.status).toBe('canceled');
    expect(canceled.summary).toMatchObject({ learnersCreated: 2, enrollmentsCreated: 0, rowsFailed: 3 });
    expect(harness.base.calls).toEqual(['findLearners', 'findEnrollments', 'create_learners']);
  });
});

describe('a process that is told to stop', () => {
  it('leaves the sync as it is after the current call, and the next run ends it', async () => {
    const sync = await harness.queue(threeRows);
    const stop = new AbortController();
    harness.base.onWrite = () => {
      stop.abort();
      return undefined;
    };
    expect((await harness.run(sync, stop.signal)).status).toBe('running');
    expect(harness.base.enrollments).toEqual([]);
    const resumed = await harness.run(sync);
    expect(resumed.summary).toMatchObject({
      learnersCreated: 2,
      enrollmentsCreated: 3,
      learnersUnchanged: 0,
    });
  });
});

describe('a sync that never comes to an end', () => {
  it('is given up after many starts, so that others get their turn', async () => {
    const sync = await harness.queue(threeRows);
    for (let start = 0; start < 20; start += 1) await harness.store.syncs.start(sync.id);
    expect(await harness.run(sync)).toMatchObject({ status: 'failed', error: { code: 'internal' } });
    expect(harness.base.calls).toEqual([]);
  });
});
