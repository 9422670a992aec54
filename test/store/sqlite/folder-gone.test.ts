import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../../src/store/open-store.ts';
import { upload } from '../../contract/store-place.ts';
import { createSqlitePlace, silent } from './sqlite-place.ts';

describe('a data folder that goes away while the store is open', () => {
  let place: Awaited<ReturnType<typeof createSqlitePlace>>;
  let store: Store;
  let elsewhere: string;
  beforeEach(async () => {
    place = await createSqlitePlace();
    elsewhere = join(dirname(place.dataDir), 'elsewhere');
    store = await place.open();
    await store.syncs.addUpload(upload('a'));
  });
  afterEach(() => place.remove());

  const gone = expect.objectContaining({ code: 'data_gone' });

  it.each<[string, () => Promise<unknown>]>([
    ['removed', () => rm(place.dataDir, { recursive: true })],
    ['emptied', () => rm(place.dataDir, { recursive: true }).then(() => mkdir(place.dataDir))],
    ['moved', () => rename(place.dataDir, elsewhere)],
    [
      'replaced by its copy',
      async () => {
        await rename(place.dataDir, elsewhere);
        await cp(elsewhere, place.dataDir, { recursive: true });
      },
    ],
  ])('%s: nothing is taken or told any more', async (_, happen) => {
    await happen();
    await expect(store.syncs.addUpload(upload('b'))).rejects.toEqual(gone);
    await expect(store.syncs.start('a')).rejects.toEqual(gone);
    await expect(store.syncs.list(1)).rejects.toEqual(gone);
  });

  it('what was refused is not there when the folder comes back, and work goes on', async () => {
    await rename(place.dataDir, elsewhere);
    await expect(store.syncs.addUpload(upload('b'))).rejects.toEqual(gone);
    await rename(elsewhere, place.dataDir);
    await store.syncs.addUpload(upload('c'));
    expect((await store.syncs.list(9)).map(({ id }) => id)).toEqual(['c', 'a']);
  });

  it('is not made anew by a thread that expects it', async () => {
    await rm(place.dataDir, { recursive: true });
    await expect(openStore({ dataDir: place.dataDir, log: silent, mustExist: true })).rejects.toEqual(gone);
    expect(await readdir(dirname(place.dataDir))).toEqual([]);
  });
});
