import { beforeAll, describe, expect, it } from 'vitest';
import { closedAfterTest } from '../support/closed-after-test.ts';
import type { SyncHarness } from '../sync/sync-harness.ts';
import { accidents } from './accidents/accidents.ts';
import { pushedAside } from './accidents/damaged-files.ts';
import { harmless } from './accidents/harmless.ts';
import { newLevel, sentUnderTwoDays } from './accidents/wrong-answers.ts';
import { expectYear } from './expected-year.ts';
import { liveThrough, type SentRoster, send } from './live-through.ts';
import { linesOf, linesOfBase } from './memory-tables.ts';
import { openYear } from './open-year.ts';
import { uploadTime, weeks } from './school-calendar.ts';
import { writeRoster } from './write-roster.ts';

const updates = 'changed';
/** For 312 syncs, on a machine that does other things too. */
const patience = 240_000;

describe('a year of six rosters a week', () => {
  let harness: SyncHarness;
  let year: SentRoster[];
  let tables: ReturnType<typeof linesOfBase>;

  beforeAll(async () => {
    harness = await openYear({ learnerUpdates: updates });
    year = await liveThrough(harness, weeks);
    tables = linesOfBase(harness.base);
    return () => harness.close();
  }, patience);

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
    expect(tables).toEqual(linesOf(expectYear(updates).year.tables));
  });

  it('writes nothing of a file whose cells stand one title too far', async () => {
    const { roster, bytes } = pushedAside();
    const before = linesOfBase(harness.base);
    await send(harness, roster, bytes);
    expect(linesOfBase(harness.base)).toEqual(before);
  });

  it.each(accidents)('is followed by a question about $title', async ({ roster, bytes, reasons }) => {
    const before = linesOfBase(harness.base);
    const { sync, furtherQuestions } = await send(harness, roster, bytes);
    expect(furtherQuestions.sort()).toEqual(reasons);
    expect(linesOfBase(harness.base)).toEqual(before);
    await harness.store.syncs.requestCancel(sync.id, new Date(harness.clock.now()));
  });

  it.each(harmless)('is not followed by a question about $title', async ({ roster }) => {
    const { sync, furtherQuestions } = await send(harness, roster, writeRoster(roster));
    expect(furtherQuestions).toEqual([]);
    expect(sync.finishedAt).not.toBeNull();
  });

  it.each(accidents)('holds up $title', async ({ reasons, roster, bytes }) => {
    const before = linesOfBase(harness.base);
    const { furtherQuestions } = await send(harness, roster, bytes);
    expect(furtherQuestions.sort()).toEqual(reasons);
    expect(linesOfBase(harness.base)).toEqual(before);
  });

  it('goes on with what was held up once somebody has said that it is meant', async () => {
    const { sync } = await send(harness, newLevel('2016-08-29'), writeRoster(newLevel('2016-08-29')));
    const answered = await harness.answer(sync, { confirm: true });
    expect(answered).toMatchObject({ status: 'succeeded', summary: { enrollmentsCreated: 40 } });
  });
});

it('holds up the same bytes under another day where every upload becomes records', async () => {
  const harness = closedAfterTest(await openYear({ policy: 'append' }));
  harness.clock.advance(uploadTime(8) - harness.clock.trueTime());
  const questions = [];
  for (const roster of sentUnderTwoDays)
    questions.push((await send(harness, roster, writeRoster(roster))).furtherQuestions);
  expect(questions).toEqual([[], ['same_file_before']]);
});
