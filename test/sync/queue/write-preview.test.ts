import { beforeEach, describe, expect, it } from 'vitest';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import { contentOf } from '../../fakes/memory-base.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { scenarioRows } from '../scenario-roster.ts';
import { openSyncHarness, rosterOf, type SyncHarness, typeByHand } from '../sync-harness.ts';

let harness: SyncHarness;
beforeEach(async () => {
  harness = closedAfterTest(await openSyncHarness());
  typeByHand(harness);
});

const roster = rosterOf(scenarioRows);

const previewOf = (csv = roster) => harness.upload(csv, { dryRun: true });

/** The sync that writes the preview, worked on until it ends or asks. */
async function written(preview: SyncRecord): Promise<SyncRecord> {
  const outcome = await harness.writePreview(preview);
  return outcome.kind === 'added' ? harness.run(outcome.sync) : expect.unreachable(outcome.kind);
}

const confirmed = (sync: SyncRecord) => harness.answer(sync, { confirm: true });
const asked = ({ needs }: SyncRecord) => needs?.confirm.map(({ code, figures }) => ({ code, figures }));

async function changeLearner(nickname: string) {
  harness.base.learners = harness.base.learners.map((each) => ({
    ...each,
    fields: { ...each.fields, nickname },
  }));
}

describe('a preview', () => {
  it('shows every row and writes nothing', async () => {
    const before = contentOf(harness.base);
    const preview = await previewOf();
    expect(preview).toMatchObject({ status: 'partial', dryRun: true, summary: { rowsFailed: 1 } });
    expect((await harness.changes(preview)).map(({ line, kinds }) => [line, ...kinds])).toEqual([
      [2, 'create_learner', 'create_enrollment'],
      [3, 'update_learner', 'link'],
      [4, 'create_enrollment'],
      [5, 'failed'],
      [6, 'create_learner', 'create_enrollment'],
      [7, 'repeat'],
    ]);
    expect(contentOf(harness.base)).toEqual(before);
  });
});

describe('writing a preview', () => {
  it('does what was shown, row by row, without the file being sent again', async () => {
    const preview = await previewOf();
    const sync = await written(preview);
    expect(sync).toMatchObject({ previewOf: preview.id, uploadId: preview.uploadId, dryRun: false });
    expect(await harness.changes(sync)).toEqual(await harness.changes(preview));
    const undisturbed = closedAfterTest(await openSyncHarness());
    typeByHand(undisturbed);
    await undisturbed.upload(roster);
    expect(contentOf(harness.base)).toEqual(contentOf(undisturbed.base));
  });

  it('writes the good rows and names the bad ones', async () => {
    const sync = await written(await previewOf());
    expect(sync).toMatchObject({ status: 'partial', summary: { enrollmentsCreated: 3, rowsFailed: 1 } });
    expect((await harness.store.syncs.readReport(sync.id))?.failures).toMatchObject([{ line: 5 }]);
  });

  it('asked for twice, and again once it is written, is one sync', async () => {
    const preview = await previewOf();
    const outcomes = [await harness.writePreview(preview), await harness.writePreview(preview)];
    const sync = await written(preview);
    outcomes.push(await harness.writePreview(preview));
    expect(outcomes).toMatchObject(outcomes.map(() => ({ kind: 'added', sync: { id: sync.id } })));
    expect(await harness.store.syncs.list(10)).toHaveLength(2);
  });

  it('goes on where less is left to be written, and says so in its figures', async () => {
    const preview = await previewOf();
    await harness.upload(rosterOf(scenarioRows.slice(0, 1)));
    const sync = await written(preview);
    expect(sync).toMatchObject({
      status: 'partial',
      summary: { enrollmentsCreated: 2, enrollmentsSkipped: 2, fewerThanShown: 1 },
    });
  });

  it('asks where a row would be written that the preview has not shown', async () => {
    await harness.upload(rosterOf(scenarioRows.slice(0, 1)));
    const preview = await previewOf();
    harness.base.learners = harness.base.learners.filter(({ userId }) => userId !== 'u_1');
    harness.base.enrollments = harness.base.enrollments.filter(({ userId }) => userId !== 'u_1');
    harness.clock.advance(16 * 60_000);
    const sync = await written(preview);
    expect(asked(sync)).toEqual([{ code: 'plan_changed', figures: { rows: 1, cells: 0 } }]);
    expect((await confirmed(sync)).summary).toMatchObject({ learnersCreated: 2, enrollmentsCreated: 3 });
  });

  it('asks where another value would now be overwritten', async () => {
    const preview = await previewOf();
    await changeLearner('乙改');
    const sync = await written(preview);
    expect(asked(sync)).toEqual([{ code: 'plan_changed', figures: { rows: 0, cells: 1 } }]);
    expect((await harness.changes(sync))[1]?.cells).toEqual([
      { field: 'nickname', before: '乙改', after: '乙新' },
    ]);
    expect((await confirmed(sync)).status).toBe('partial');
  });

  it('does not ask what the preview has said would be asked', async () => {
    harness = closedAfterTest(await openSyncHarness());
    harness.base.schema.advancedPermissions = true;
    const preview = await previewOf();
    expect(preview.summary?.doubts).toMatchObject([{ code: 'empty_learner_table' }]);
    expect((await written(preview)).status).toBe('partial');
  });

  it('asks about a doubt that has come up since', async () => {
    const preview = await previewOf();
    harness.base.learners = [];
    harness.base.schema.advancedPermissions = true;
    expect(asked(await written(preview))).toMatchObject([
      { code: 'empty_learner_table' },
      { code: 'plan_changed' },
    ]);
  });

  it('can be repeated, and what is then written is still compared with the preview', async () => {
    const preview = await previewOf();
    const first = await written(preview);
    expect(await harness.rerun(first)).toMatchObject({
      status: 'partial',
      previewOf: preview.id,
      summary: { enrollmentsCreated: 0 },
    });
    harness.base.enrollments = [];
    harness.clock.advance(16 * 60_000);
    expect(asked(await harness.rerun(first))).toMatchObject([{ code: 'plan_changed' }]);
  });
});

describe('no preview can be written', () => {
  it('that is none', async () => {
    expect(await harness.writePreview(await harness.upload(roster))).toEqual({ kind: 'not_a_preview' });
  });

  it('that has not ended', async () => {
    const preview = await harness.queue(roster, { dryRun: true });
    expect(await harness.writePreview(preview)).toMatchObject({ kind: 'still_running' });
  });

  it('that found nothing to write', async () => {
    await harness.upload(roster);
    expect(await harness.writePreview(await previewOf())).toEqual({ kind: 'nothing_to_write' });
  });

  it('whose file was refused', async () => {
    expect(await harness.writePreview(await previewOf('姓名\n甲'))).toEqual({ kind: 'nothing_to_write' });
  });

  it('whose file is deleted', async () => {
    const preview = await previewOf();
    await harness.store.syncs.deleteOld(new Date(harness.clock.now() + 1));
    expect(await harness.writePreview(preview)).toEqual({ kind: 'file_deleted' });
  });
});
