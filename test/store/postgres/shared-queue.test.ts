import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../../src/store/open-store.ts';
import type { SyncTarget } from '../../../src/sync/sync-record.ts';
import { minuteOf, target, upload } from '../../contract/store-place.ts';
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
    const isLeft = (id: 'theirs' | 'ours', minute: number, own = target) =>
      store.syncs.isLeftToOthers({ id, target: id === 'ours' ? target : elsewhere }, own, minuteOf(minute));
    expect([await isLeft('theirs', 1), await isLeft('theirs', hours(24))]).toEqual([true, true]);
    expect(await isLeft('theirs', hours(24) + 1)).toBe(false);
    expect([await isLeft('theirs', 1, elsewhere), await isLeft('ours', 1)]).toEqual([false, false]);
    expect(await isLeft('ours', 1, elsewhere)).toBe(true);
  });

  it('one says nothing of the kind of what has ended', async () => {
    const theirs = await store.syncs.addUpload(upload('theirs', 0, { target: elsewhere }));
    await store.syncs.requestCancel('theirs', minuteOf(1));
    expect(await store.syncs.isLeftToOthers(theirs, target, minuteOf(2))).toBe(false);
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
