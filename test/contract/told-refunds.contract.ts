import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RefundedInBase } from '../../src/sync/told-refunds.ts';
import { minuteOf, type OpenedStore, type StorePlace, target, upload } from './store-place.ts';

/** What every ToldRefunds must do. */
export function toldRefundsContract(name: string, createPlace: () => Promise<StorePlace>): void {
  describe(`ToldRefunds: ${name}`, () => {
    let place: StorePlace;
    let store: OpenedStore;
    beforeEach(async () => {
      place = await createPlace();
      store = await place.open();
      for (const id of ['first', 'second']) await store.syncs.addUpload(upload(id));
    });
    afterEach(() => place.remove());

    const one: RefundedInBase = { userId: 'u_1', recordIds: ['rec_1', 'rec_2'] };
    const other: RefundedInBase = { userId: 'u_2', recordIds: ['rec_3'] };
    const note = (syncId: string, ...refunds: RefundedInBase[]) =>
      store.journal.noteRefundsTold(target, syncId, refunds);
    const told = async (syncId: string, at = target) => [
      ...(await store.journal.refundsTold(at, syncId, [one, other])),
    ];

    it('knows nothing before anything was told', async () => {
      expect(await told('first')).toEqual([]);
    });

    it('knows what another sync has told, record by record', async () => {
      await note('first', one);
      expect(await told('second')).toEqual(['rec_1', 'rec_2']);
      await note('second', { userId: 'u_1', recordIds: ['rec_2'] }, other);
      expect(await told('first')).toEqual(['rec_3']);
    });

    it('lets a sync that is taken up again tell it again', async () => {
      await note('first', one);
      await note('first', one);
      expect(await told('first')).toEqual([]);
    });

    it('keeps targets apart, and people', async () => {
      await note('first', one, { userId: 'u_9', recordIds: ['rec_3'] });
      expect(await told('second', { ...target, tables: 'tbl_9' })).toEqual([]);
      expect(await told('second')).toEqual(['rec_1', 'rec_2']);
    });

    it('takes many at once', async () => {
      const many = Array.from({ length: 1_200 }, (_, n) => ({ userId: `u_${n}`, recordIds: [`rec_${n}`] }));
      await note('first', ...many);
      expect(await store.journal.refundsTold(target, 'second', many)).toHaveLength(1_200);
    });

    it('ends when the person is forgotten', async () => {
      await note('first', one, other);
      await store.people.deletePerson('u_1', [], minuteOf(1));
      expect(await told('second')).toEqual(['rec_3']);
    });
  });
}
