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
