import { beforeEach, describe, expect, it } from 'vitest';
import type { SyncStore } from '../../src/sync/sync-store.ts';
import { openSyncs } from './open-syncs.ts';
import { chatOrigin, minuteOf, rerun, type StorePlace, target, upload } from './store-place.ts';
import { stopped } from './sync-states.ts';

/** What every SyncStore must do with syncs that are asked for in chat. */
export function chatSyncContract(name: string, createPlace: () => Promise<StorePlace>): void {
  describe(`SyncStore for chat: ${name}`, () => {
    let place: StorePlace;
    let syncs: SyncStore;
    beforeEach(async () => {
      ({ place, syncs } = await openSyncs(createPlace));
    });

    const bytes = new Uint8Array([1, 2, 3]);
    const inChat = { source: 'bot', bytes: null, origin: chatOrigin() } as const;
    const added = (id: string, changes = {}) => syncs.addUpload(upload(id, 0, { ...inChat, ...changes }));

    describe('the origin', () => {
      it.each([
        { of: 'a file', origin: chatOrigin() },
        { of: 'a command without a file', origin: chatOrigin({ file: null }) },
        { of: 'nothing in chat', origin: null },
      ])('of $of comes back the same', async ({ origin }) => {
        const record = await added('a', { origin });
        expect(record.origin).toEqual(origin);
        expect(await syncs.get('a')).toEqual(record);
      });

      it('of a rerun is its own', async () => {
        const origin = chatOrigin({ messageId: 'om_command', openId: 'ou_2' });
        const first = await added('a');
        expect(await syncs.addRerun({ ...rerun('b', first), origin })).toMatchObject({ origin });
        expect(await syncs.addRerun({ ...rerun('c', first), source: 'web' })).toMatchObject({ origin: null });
        expect((await syncs.get('a'))?.origin).toEqual(first.origin);
      });

      it('stays when file and report are deleted, but for the file: nobody could say what of it is written', async () => {
        await added('a', { bytes });
        await syncs.finish('a', stopped, minuteOf(1));
        await syncs.deleteOld(minuteOf(2));
        expect(await syncs.hasFile('a.file')).toBe(false);
        expect((await syncs.get('a'))?.origin).toEqual(chatOrigin({ file: null }));
      });
    });

    describe('a key', () => {
      it('gives the same sync to a rerun that is repeated', async () => {
        const first = await added('a');
        const again = await syncs.addRerun({ ...rerun('b', first), key: 'message:om_2' });
        expect(await syncs.addRerun({ ...rerun('c', first, 1), key: 'message:om_2' })).toEqual(again);
        expect(await syncs.addRerun({ ...rerun('d', first), key: null })).toMatchObject({ id: 'd' });
        expect(await syncs.list(9)).toHaveLength(3);
      });

      it('gives the sync as it is by now', async () => {
        await added('a', { key: 'message:om_1' });
        await syncs.finish('a', stopped, minuteOf(1));
        expect(await added('b', { key: 'message:om_1' })).toMatchObject({ id: 'a', status: 'failed' });
      });

      it('is one for uploads and reruns', async () => {
        const first = await added('a', { key: 'message:om_1' });
        expect(await syncs.addRerun({ ...rerun('b', first), key: 'message:om_1' })).toEqual(first);
      });

      it('adds exactly one sync of five at once, over two handles', async () => {
        const other = (await place.open()).syncs;
        const adding = [syncs, other, syncs, other, syncs].map((one, n) =>
          one.addUpload(upload(`s${n}`, 0, { ...inChat, key: 'message:om_1' })),
        );
        const ids = (await Promise.all(adding)).map((record) => record.id);
        expect(new Set(ids).size).toBe(1);
        expect((await syncs.list(9)).map((record) => record.id)).toEqual([ids[0]]);
      });

      it('adds exactly one rerun of five at once, over two handles', async () => {
        const first = await added('a');
        const other = (await place.open()).syncs;
        const adding = [syncs, other, syncs, other, syncs].map((one, n) =>
          one.addRerun({ ...rerun(`s${n}`, first), key: 'message:om_2' }),
        );
        expect(new Set((await Promise.all(adding)).map((record) => record.id)).size).toBe(1);
        expect(await syncs.list(9)).toHaveLength(2);
      });
    });

    describe('a file in chat', () => {
      it('is not there before it was downloaded', async () => {
        expect(await added('a')).toMatchObject({ status: 'queued', fileId: 'a.file' });
        expect(await syncs.hasFile('a.file')).toBe(false);
        expect(await syncs.readFile('a.file')).toBeNull();
        expect((await syncs.nextReady(minuteOf(1), target))?.id).toBe('a');
      });

      it('is kept once it was downloaded', async () => {
        await added('a');
        await syncs.saveFile('a.file', bytes);
        expect(await syncs.hasFile('a.file')).toBe(true);
        expect(await syncs.readFile('a.file')).toEqual(bytes);
      });

      it('may be saved again, after a crash in between', async () => {
        await added('a');
        await syncs.saveFile('a.file', bytes);
        await syncs.saveFile('a.file', bytes);
        expect(await syncs.readFile('a.file')).toEqual(bytes);
      });

      it('outlives housekeeping until its sync is old', async () => {
        await added('a');
        await syncs.saveFile('a.file', bytes);
        await syncs.deleteOld(minuteOf(1_000));
        expect(await syncs.hasFile('a.file')).toBe(true);
        await syncs.finish('a', stopped, minuteOf(1));
        await syncs.deleteOld(minuteOf(2));
        expect(await syncs.hasFile('a.file')).toBe(false);
      });
    });

    describe('the list of a chat', () => {
      const origins = {
        'in this chat': chatOrigin({ chatId: 'oc_1', openId: 'ou_2' }),
        'by this person elsewhere': chatOrigin({ chatId: 'oc_2', openId: 'ou_1' }),
        both: chatOrigin({ chatId: 'oc_1', openId: 'ou_1' }),
        'by somebody else elsewhere': chatOrigin({ chatId: 'oc_2', openId: 'ou_2' }),
        'on the page': null,
      };
      const listed = async (who: { chatId: string; openId: string }, limit = 9) =>
        (await syncs.listInChat(who, limit)).map((record) => record.id);
      beforeEach(async () => {
        for (const [id, origin] of Object.entries(origins)) await added(id, { origin });
      });

      it('holds what was asked for there or by the person, the newest first', async () => {
        expect(await listed({ chatId: 'oc_1', openId: 'ou_1' })).toEqual([
          'both',
          'by this person elsewhere',
          'in this chat',
        ]);
      });

      it('ends at the limit', async () => {
        expect(await listed({ chatId: 'oc_1', openId: 'ou_1' }, 2)).toEqual([
          'both',
          'by this person elsewhere',
        ]);
      });

      it('is empty for strangers', async () => {
        expect(await listed({ chatId: 'oc_9', openId: 'ou_9' })).toEqual([]);
        expect(await listed({ chatId: '', openId: '' })).toEqual([]);
      });

      it('takes a chat for a chat and a person for a person', async () => {
        expect(await listed({ chatId: 'ou_1', openId: 'oc_1' })).toEqual([]);
      });
    });
  });
}
