import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Intent } from '../../src/sync/journal.ts';
import { chatOrigin, minuteOf, type OpenedStore, type StorePlace, upload } from './store-place.ts';
import { needs, report } from './sync-states.ts';

const nothing = {
  queued: { count: 0, oldestAt: null },
  running: 0,
  asking: 0,
  inDoubt: { count: 0, oldestAt: null, syncs: [] },
  openCards: 0,
  finished: [],
};

/** What every store must know of itself. */
export function operationFiguresContract(name: string, createPlace: () => Promise<StorePlace>): void {
  describe(`OperationFigures: ${name}`, () => {
    let place: StorePlace;
    let store: OpenedStore;
    beforeEach(async () => {
      place = await createPlace();
      store = await place.open();
    });
    afterEach(() => place.remove());
    const read = (minute = 0) => store.figures.read(minuteOf(minute));

    it('nothing in an empty store, but it takes room', async () => {
      const { storeBytes, ...others } = await read();
      expect(others).toEqual(nothing);
      expect(storeBytes).toBeGreaterThan(0);
    });

    it('the queue and its oldest, what runs, what asks, the cards', async () => {
      await store.syncs.addUpload(upload('first', 3));
      await store.syncs.addUpload(upload('second', 4, { source: 'bot', origin: chatOrigin() }));
      await store.syncs.addUpload(upload('running', 1));
      await store.syncs.start('running');
      await store.syncs.addUpload(upload('asking', 2));
      await store.syncs.start('asking');
      await store.syncs.waitForInput('asking', needs, null);
      expect(await read()).toMatchObject({
        queued: { count: 2, oldestAt: minuteOf(3) },
        running: 1,
        asking: 1,
        openCards: 1,
      });
    });

    it('what ended then or later, with its figures', async () => {
      for (const [id, minute] of [
        ['before', 5],
        ['at', 6],
        ['after', 7],
      ] as const) {
        await store.syncs.addUpload(upload(id));
        await store.syncs.start(id);
        await store.syncs.finish(
          id,
          { status: 'partial', report, error: null, changes: null },
          minuteOf(minute),
        );
      }
      const { finished } = await read(6);
      expect(finished).toMatchObject([
        { number: 2, source: 'web', status: 'partial', dryRun: false, summary: { rows: 3 } },
        { number: 3 },
      ]);
    });

    it('writes whose outcome is open, the oldest, and of which syncs', async () => {
      await store.syncs.addUpload(upload('sync_1'));
      const intent = (id: string, minute: number): Intent => {
        const at = minuteOf(minute).getTime();
        const rows = [{ line: 2, userId: 'u_1', fields: {} }];
        return {
          ...{ id, syncId: 'sync_1', clientToken: `token of ${id}`, startedAt: at, sentAt: at },
          ...{ kind: 'create_learners', rows },
        };
      };
      await store.journal.begin(intent('one', 8));
      await store.journal.begin(intent('other', 9));
      expect((await read()).inDoubt).toEqual({ count: 2, oldestAt: minuteOf(8), syncs: [1] });
      await store.journal.discard('one');
      expect((await read()).inDoubt).toEqual({ count: 1, oldestAt: minuteOf(9), syncs: [1] });
    });
  });
}
