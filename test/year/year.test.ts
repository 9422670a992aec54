import { beforeAll, describe, expect, it } from 'vitest';
import { openSyncHarness, type SyncHarness } from '../sync/sync-harness.ts';
import { expectYear } from './expected-year.ts';
import { lastYear } from './last-year.ts';
import { liveThrough, type SentRoster } from './live-through.ts';
import { fillBase, linesOf, linesOfBase } from './memory-tables.ts';
import { weeks } from './school-calendar.ts';

const updates = 'overwrite';

describe('a year of six rosters a week', () => {
  let harness: SyncHarness;
  let year: SentRoster[];

  beforeAll(async () => {
    harness = await openSyncHarness({ learnerUpdates: updates });
    fillBase(harness.base, lastYear());
    year = await liveThrough(harness, weeks);
    return () => harness.close();
  }, 120_000);

  it('asks nothing beyond course and date', () => {
    expect(year).toHaveLength(52 * 6);
    expect(year.filter(({ furtherQuestions }) => furtherQuestions.length > 0)).toEqual([]);
    expect(year.filter(({ sync }) => sync.finishedAt === null)).toEqual([]);
  });

  it('writes every row but the two that stay bad', () => {
    for (const { roster, sync } of year) {
      const bad = roster.rows.filter(({ isBad }) => isBad).length;
      expect(sync).toMatchObject({
        error: null,
        status: bad === 0 ? 'succeeded' : 'partial',
        summary: { rows: roster.rows.length, rowsFailed: bad },
      });
    }
  });

  it('leaves the tables as they should be, with nobody and nothing twice', () => {
    const { year: expected } = expectYear(updates);
    expect(linesOfBase(harness.base)).toEqual(linesOf(expected.tables));
  });
});
