import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SyncReport } from '../../src/sync/sync-report.ts';
import { addTo } from './open-syncs.ts';
import { minuteOf, type OpenedStore, type StorePlace } from './store-place.ts';
import { partial, report } from './sync-states.ts';

const about = (index: number) => ({ line: index + 2, sheet: null, userId: `u_${index}` });

/** The first row lacks its course too; the others are known from the last time. */
const longReport: SyncReport = {
  ...report,
  failures: Array.from({ length: 2_500 }, (_, index) => {
    const row = { ...about(index), nickname: `学员${index}`, value: null };
    return index === 0
      ? { ...row, code: 'missing_course', lacks: 'course_and_day' }
      : { ...row, code: 'missing_date', lacks: 'day', asBefore: true };
  }),
  warnings: Array.from({ length: 2_500 }, (_, index) => ({ ...about(index), code: 'phone_masked' })),
};

/** How every store keeps what a sync says of its rows, of which there may be 50,000. */
export function reportsContract(name: string, createPlace: () => Promise<StorePlace>): void {
  describe(`reports: ${name}`, () => {
    let place: StorePlace;
    let store: OpenedStore;
    beforeEach(async () => {
      place = await createPlace();
      store = await place.open();
      await addTo(() => store.syncs).addedInto('running', 'a');
    });
    afterEach(() => place.remove());
    const finishWith = (long: SyncReport) =>
      store.syncs.finish('a', { ...partial, report: long }, minuteOf(1));

    it('are shown from their start, without the rest, with how many rows failed and why', async () => {
      await finishWith(longReport);
      const { failures, warnings, notEnrolled, file } = longReport;
      expect(await store.syncs.readReportStart('a')).toEqual({
        failures: failures.slice(0, 1_000),
        warnings: warnings.slice(0, 1_000),
        ...{ notEnrolled, file },
        failed: [
          { code: 'missing_course', lacks: 'course_and_day', count: 1 },
          { code: 'missing_date', lacks: 'day', asBefore: true, count: 2_499 },
        ],
      });
      expect(await store.syncs.readReport('a')).toEqual(longReport);
    });

    it('have no start where they are not there', async () => {
      expect(await store.syncs.readReportStart('a')).toBeNull();
      expect(await store.syncs.readReportStart('nobody')).toBeNull();
    });

    it('lose a person who is forgotten beyond their start too', async () => {
      await finishWith(longReport);
      expect(await store.people.deletePerson('u_2400', [], minuteOf(2))).toMatchObject({
        forgotten: { remarks: 2 },
      });
      const kept = await store.syncs.readReport('a');
      expect(kept?.failures[2_400]).toMatchObject({ line: 2_402, userId: null, nickname: '' });
      expect([kept?.failures.length, kept?.warnings.length]).toEqual([2_500, 2_499]);
      expect(JSON.stringify(kept)).not.toContain('u_2400');
    });
  });
}
