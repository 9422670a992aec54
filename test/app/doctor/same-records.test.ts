import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sameRecords } from '../../../src/app/doctor/same-records.ts';

const rows = fc.uniqueArray(fc.record({ recordId: fc.uuid(), userId: fc.constantFrom('', 'a', 'b', 'c') }), {
  selector: ({ recordId }) => recordId,
});

it('names exactly the records that share a key with another, those without a key never', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const found = sameRecords(given, ({ userId }) => userId || null);
      const named = found.flatMap(({ recordIds }) => recordIds);
      const shared = given.filter(
        (row) => row.userId !== '' && given.some((other) => other !== row && other.userId === row.userId),
      );
      expect(named.toSorted()).toEqual(shared.map(({ recordId }) => recordId).toSorted());
    }),
  );
});
