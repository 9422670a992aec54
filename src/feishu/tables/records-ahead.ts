import type { Clock } from '../../sync/clock.ts';
import type { LearnedAboutBase } from '../../sync/ports.ts';
import type { BaseTableName } from '../../sync/table-room.ts';
import type { Calls } from '../calls/call.ts';
import type { Search, SearchPage } from '../records/search-records.ts';
import type { Place } from './find-place.ts';
import { firstPage, firstSearch } from './find-records.ts';
import { createReadAhead } from './read-ahead.ts';
import { isReadAnyway } from './read-strategy.ts';

/** What the last sync has seen, so that calls can go out before its answers are known again. */
export interface LastSync {
  place: Place | null;
  /** Which fields it has read. */
  fields: Readonly<Record<BaseTableName, readonly string[]>> | null;
}

/** Pages of records that one sync asks for before the tables are described. All end when their calls have, however they ended. */
export interface RecordsAhead {
  /** Of these tables those that are read whole, whoever is looked for. */
  ofSmallTables(tables: Readonly<Record<BaseTableName, boolean>>): Promise<void>;
  /** Nothing where nobody is expected. */
  ofLearners(userIds: ReadonlySet<string>): Promise<void>;
  /** How pages are read from then on; those that were asked for ahead without another call. */
  search: Readonly<Record<BaseTableName, SearchPage>>;
}

export function createRecordsAhead(
  calls: Calls,
  clock: Pick<Clock, 'monotonic'>,
  last: LastSync,
  learned: LearnedAboutBase,
): RecordsAhead {
  const ahead = { learners: createReadAhead(clock), enrollments: createReadAhead(clock) };
  /** @param searchOf by the fields that will be read, as far as anybody knows */
  const read = async (table: BaseTableName, searchOf: (fields: readonly string[]) => Search) => {
    const { place, fields } = last;
    if (place === null || fields === null) return;
    const tableId = table === 'learners' ? place.learnerTableId : place.enrollmentTableId;
    await ahead[table].begin({ calls, appToken: place.appToken, tableId }, searchOf(fields[table]));
  };
  return {
    // One after the other: the records of a Base are never asked for twice at once.
    async ofSmallTables({ learners, enrollments }) {
      if (!learners || !isReadAnyway(learned.learnerRows)) return;
      await read('learners', firstPage);
      if (enrollments && isReadAnyway(learned.enrollmentRows)) await read('enrollments', firstPage);
    },
    async ofLearners(userIds) {
      if (userIds.size === 0) return;
      const find = { userIds, learned, rowsLearned: 'learnerRows' } as const;
      await read('learners', (fields) => firstSearch({ ...find, fields }));
    },
    search: { learners: ahead.learners.searchPage, enrollments: ahead.enrollments.searchPage },
  };
}
