import type { SyncRecord } from '../../src/sync/sync-record.ts';
import type { SyncHarness } from '../sync/sync-harness.ts';
import { corrections } from './corrections.ts';
import { overtype } from './memory-tables.ts';
import type { YearRoster } from './roster.ts';
import { rostersOfWeek } from './rosters-of-week.ts';
import { uploadTime, type Week } from './school-calendar.ts';
import { writeRoster } from './write-roster.ts';

/** A file of the year and what came of it. */
export interface SentRoster {
  week: Week;
  roster: YearRoster;
  sync: SyncRecord;
  /** What was asked besides course and date. */
  furtherQuestions: string[];
}

/** Sends the files of these weeks as staff would, and overtypes cells in between. */
export async function liveThrough(harness: SyncHarness, weeks: readonly Week[]): Promise<SentRoster[]> {
  const sent: SentRoster[] = [];
  for (const week of weeks) {
    harness.clock.advance(uploadTime(week) - harness.clock.trueTime());
    for (const correction of corrections) if (correction.week === week) overtype(harness.base, correction);
    for (const roster of rostersOfWeek(week))
      sent.push({ week, roster, ...(await send(harness, roster, writeRoster(roster))) });
  }
  return sent;
}

/** The file alone, as in chat; then course and date where they are asked for. */
export async function send(
  harness: SyncHarness,
  { fileName, operator }: YearRoster,
  bytes: Uint8Array,
): Promise<Pick<SentRoster, 'sync' | 'furtherQuestions'>> {
  const sync = await harness.upload(bytes, { fileName });
  if (sync.needs?.course !== true && sync.needs?.day !== true)
    return { sync, furtherQuestions: beyondCourseAndDate(sync) };
  const answered = await harness.answer(sync, {
    ...(operator.course === null ? {} : { course: operator.course }),
    ...(operator.day === null ? {} : { day: operator.day }),
  });
  return {
    sync: answered,
    furtherQuestions: [...beyondCourseAndDate(sync), ...beyondCourseAndDate(answered)],
  };
}

function beyondCourseAndDate({ needs, status }: SyncRecord): string[] {
  if (status !== 'needs_input' || needs === null) return [];
  return [...needs.confirm.map(({ code }) => code), ...needs.sheets.map(({ name }) => name)];
}
