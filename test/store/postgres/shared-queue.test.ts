import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../../src/store/open-store.ts';
import { type QueueView, viewQueue } from '../../../src/sync/queue/queue-view.ts';
import type { SyncTarget } from '../../../src/sync/sync-record.ts';
import { minuteOf, target, upload } from '../../contract/store-place.ts';
import { waitFor } from '../../contract/sync-states.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { silent } from '../sqlite/sqlite-place.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres('nothing');
});
afterAll(() => server.remove());

let store: Store;
beforeEach(async () => {
  store = await openStore({ dataDir: '/nowhere', databaseUrl: await server.createDatabase(), log: silent });
});
afterEach(() => store.close());

const elsewhere: SyncTarget = { ...target, baseToken: 'bas_2' };
const onWiki: SyncTarget = { ...target, baseToken: 'wiki/page' };
const hours = (count: number) => count * 60;
const nextAt = async (minute: number, own = target) =>
  (await store.syncs.nextReady(minuteOf(minute), own))?.id ?? null;
async function around(id: string, minute: number, own = target): Promise<QueueView> {
  const sync = await store.syncs.get(id);
  if (sync === null) throw new Error(`no sync ${id}`);
  return viewQueue({ syncs: store.syncs, target: own }, sync, minuteOf(minute).getTime());
}

describe('of several services on one database', () => {
  it('each takes what is for its own Base', async () => {
    await store.syncs.addUpload(upload('theirs', 1, { target: elsewhere }));
    await store.syncs.addUpload(upload('ours', 2));
    expect(await nextAt(9)).toBe('ours');
    expect(await nextAt(9, elsewhere)).toBe('theirs');
  });

  it('one takes up what nobody has come for in 24 hours, so that it ends', async () => {
    await store.syncs.addUpload(upload('theirs', 0, { target: elsewhere }));
    expect(await nextAt(hours(24))).toBeNull();
    expect(await nextAt(hours(24) + 1)).toBe('theirs');
  });

  it('one says so long that what is not for its Base is left to its own service', async () => {
    await store.syncs.addUpload(upload('theirs', 0, { target: elsewhere }));
    await store.syncs.addUpload(upload('ours', 0));
    const isLeft = async (id: 'theirs' | 'ours', minute: number, own = target) =>
      (await around(id, minute, own)).leftToOthers;
    expect([await isLeft('theirs', 1), await isLeft('theirs', hours(24))]).toEqual([true, true]);
    expect(await isLeft('theirs', hours(24) + 1)).toBe(false);
    expect([await isLeft('theirs', 1, elsewhere), await isLeft('ours', 1)]).toEqual([false, false]);
    expect(await isLeft('ours', 1, elsewhere)).toBe(true);
  });

  it('one says nothing of the kind of what has ended', async () => {
    await store.syncs.addUpload(upload('theirs', 0, { target: elsewhere }));
    await store.syncs.requestCancel('theirs', minuteOf(1));
    expect(await around('theirs', 2)).toMatchObject({ leftToOthers: false });
  });

  it('each counts only what it works on itself before a sync', async () => {
    for (const id of ['theirs 1', 'theirs 2', 'theirs 3'])
      await store.syncs.addUpload(upload(id, 1, { target: elsewhere }));
    await store.syncs.start('theirs 1');
    for (const id of ['ours 1', 'ours 2']) await store.syncs.addUpload(upload(id, 2));
    expect((await around('ours 2', 3)).before).toBe(1);
    expect((await around('theirs 3', 3, elsewhere)).before).toBe(2);
  });

  it('one is not held up by another that cannot reach its Feishu', async () => {
    await store.syncs.addUpload(upload('theirs', 0, { target: elsewhere }));
    await store.syncs.start('theirs');
    await store.syncs.waitForNextTry('theirs', waitFor({ code: 'feishu_unreachable' }), null, null);
    await store.syncs.addUpload(upload('their next', 1, { target: elsewhere }));
    await store.syncs.addUpload(upload('ours', 1));
    expect(await around('ours', 2)).toMatchObject({ before: 0, held: false });
    expect(await around('their next', 2, elsewhere)).toMatchObject({ before: 1, held: true });
  });

  it('one resumes only what is known to be of its Base', async () => {
    await store.syncs.addUpload(upload('theirs', 0, { target: onWiki }));
    await store.syncs.start('theirs');
    expect(await nextAt(1)).toBeNull();
    await store.syncs.saveResolvedTarget(onWiki, target);
    expect(await nextAt(1)).toBe('theirs');
  });

  it('one tries what may be of its Base', async () => {
    await store.syncs.addUpload(upload('theirs', 0, { target: onWiki }));
    expect(await nextAt(1)).toBe('theirs');
    await store.syncs.saveResolvedTarget(onWiki, elsewhere);
    await store.syncs.saveResolvedTarget(target, target);
    expect(await nextAt(1)).toBeNull();
  });
});
