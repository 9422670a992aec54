import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SyncRows } from '../../../src/sync/journal.ts';
import { emptySummary as summary } from '../../../src/sync/sync-report.ts';
import { minuteOf, upload } from '../../contract/store-place.ts';
import { sampleFailure } from '../../wording/sample-sync.ts';
import { createSqlitePlace } from './sqlite-place.ts';

describe('what is deleted is gone from the disk', () => {
  let place: Awaited<ReturnType<typeof createSqlitePlace>>;
  beforeEach(async () => {
    place = await createSqlitePlace();
  });
  afterEach(() => place.remove());

  const canary = 'CANARY-off-the-disk';

  /** How often the canary stands in the files of the store, whatever SQLite thinks of those bytes. */
  async function found(): Promise<number> {
    const files = await Promise.all(
      (await readdir(place.dataDir)).map((name) => readFile(join(place.dataDir, name), 'latin1')),
    );
    return files.join('').split(canary).length - 1;
  }

  /** Files of several sizes, a report and a journal, all about the canary. */
  async function storeWithCanaries() {
    const store = await place.open();
    for (const [index, size] of [1, 300, 5_000, 200_000].entries()) {
      const id = `s${index}`;
      await store.syncs.addUpload(upload(id, 0, { bytes: Buffer.from(`${canary},`.repeat(size)) }));
      const row = { userId: canary, fields: { nickname: canary }, line: 2 };
      const rows: SyncRows = { kind: 'create_learners', rows: [row] };
      const intent = { id, syncId: id, clientToken: id, startedAt: 0, sentAt: 0, ...rows };
      await store.journal.begin(intent);
      if (index > 0) await store.journal.complete({ intent, recordIds: [`rec_${index}`], at: 0 });
      await store.syncs.finish(
        id,
        { status: 'partial', report: reportAbout(canary), changes: null, error: null },
        minuteOf(1),
      );
    }
    return store;
  }

  it.each([
    [
      'by retention',
      async (store: Awaited<ReturnType<typeof storeWithCanaries>>) => {
        expect(await store.syncs.deleteOld(minuteOf(2))).toBe(4);
      },
    ],
    [
      'by forgetting a person',
      async (store: Awaited<ReturnType<typeof storeWithCanaries>>) => {
        const fileIds = await store.people.fileIds();
        expect(await store.people.deletePerson(canary, fileIds, minuteOf(2))).toMatchObject({
          forgotten: { files: 4, journalRows: 3, remarks: 12, isOffTheDisk: true },
        });
      },
    ],
  ])('%s', async (_, clean) => {
    const store = await storeWithCanaries();
    // Others have the files open all the time.
    await place.open();
    expect(await found()).toBeGreaterThan(200_000);
    await clean(store);
    expect(await found()).toBe(0);
  });
});

function reportAbout(userId: string) {
  return {
    summary: { ...summary, rowsFailed: 1, warnings: 1 },
    failures: [sampleFailure({ line: 2, userId, nickname: userId, value: userId, code: 'missing_date' })],
    warnings: [{ line: 2, sheet: null, userId, code: 'nickname_empty' as const }],
    notEnrolled: [
      { line: 3, sheet: null, userId, nickname: userId, code: 'refunded' as const, value: '已退款' },
    ],
    file: null,
  };
}
