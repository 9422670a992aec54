import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

const roster = rosterOf([['u_1', '甲', '', '入门', '2026-05-01']]);

describe('undoSync', () => {
  let harness: SyncHarness;
  beforeEach(async () => {
    harness = await openSyncHarness();
  });
  afterEach(() => harness.close());

  it('queues a sync of its own that names the one it takes back', async () => {
    const of = await harness.upload(roster);
    const outcome = await harness.askUndo(of);
    expect(outcome).toMatchObject({
      kind: 'added',
      sync: { kind: 'undo', undoes: of.id, uploadId: of.uploadId, status: 'queued', rerunOf: null },
    });
    expect(await harness.store.syncs.get(of.id)).toMatchObject({
      undoneBy: outcome.kind === 'added' && outcome.sync.id,
    });
  });

  it('gives the one that is under way if it is asked for again', async () => {
    const of = await harness.upload(roster);
    const first = await harness.askUndo(of);
    const second = await harness.askUndo(of);
    expect(second).toMatchObject({
      kind: 'under_way',
      sync: { id: first.kind === 'added' && first.sync.id },
    });
  });

  it('begins anew after one that was canceled', async () => {
    const of = await harness.upload(roster);
    const first = await harness.askUndo(of);
    if (first.kind !== 'added') throw new Error(first.kind);
    await harness.store.syncs.requestCancel(first.sync.id, new Date());
    expect((await harness.askUndo(of)).kind).toBe('added');
  });

  it('refuses a preview, an undo, and a sync that wrote nothing', async () => {
    const preview = await harness.upload(roster, { dryRun: true });
    const of = await harness.upload(roster);
    const unchanged = await harness.upload(roster);
    const undo = await harness.askUndo(of);
    if (undo.kind !== 'added') throw new Error(undo.kind);
    for (const sync of [preview, unchanged, undo.sync])
      expect(await harness.askUndo(sync)).toEqual({ kind: 'nothing_written' });
  });

  it('refuses a sync that has not ended', async () => {
    const of = await harness.queue(roster);
    expect((await harness.askUndo(of)).kind).toBe('still_running');
  });

  it('refuses what was written elsewhere', async () => {
    const of = await harness.upload(roster);
    const elsewhere = { ...of, target: { ...of.target, baseToken: 'other' } };
    expect(await harness.askUndo(of, { of: elsewhere })).toEqual({ kind: 'other_target' });
  });

  it('refuses once the file is deleted', async () => {
    const of = await harness.upload(roster);
    await harness.store.syncs.deleteOld(new Date(Date.now() + 1e12));
    expect(await harness.askUndo(of)).toEqual({ kind: 'file_deleted' });
  });

  it('cannot be rerun itself', async () => {
    const undo = await harness.askUndo(await harness.upload(roster));
    if (undo.kind !== 'added') throw new Error(undo.kind);
    await expect(harness.rerun(undo.sync)).rejects.toThrow('is_undo');
  });

  it('is for those who may decide about the sync', async () => {
    const origin = { chatId: 'oc', messageId: 'om', openId: 'ou_1', file: null };
    const of = { ...(await harness.queue(roster)), origin, askedBy: { name: '小王', openId: 'ou_1' } };
    const other = { kind: 'person', name: null, openId: 'ou_2', mayForOthers: false } as const;
    expect(await harness.askUndo(of, { of, who: other })).toEqual({ kind: 'not_yours' });
  });
});
