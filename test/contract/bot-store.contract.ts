import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BotStore } from '../../src/bot/ports.ts';
import type { SyncStatus } from '../../src/sync/sync-record.ts';
import { chatOrigin, minuteOf, type OpenedStore, rerun, type StorePlace, upload } from './store-place.ts';
import { into } from './sync-states.ts';

const hours = (count: number) => count * 60;
const days = (count: number) => hours(24 * count);

/** What every BotStore must remember. */
export function botStoreContract(name: string, createPlace: () => Promise<StorePlace>): void {
  describe(`BotStore: ${name}`, () => {
    let place: StorePlace;
    let store: OpenedStore;
    let bot: BotStore;
    beforeEach(async () => {
      place = await createPlace();
      store = await place.open();
      bot = store.bot;
    });
    afterEach(() => place.remove());

    const added = (id: string, minute = 0) =>
      store.syncs.addUpload(upload(id, minute, { source: 'bot', origin: chatOrigin() }));
    const openIds = async () => (await bot.openCards()).map(({ sync }) => sync.id);

    describe('a preview that is expected', () => {
      const by = { openId: 'ou_1', chatId: 'oc_1' };
      const at = (minute: number) => minuteOf(minute).getTime();
      const expected = { ...by, since: at(5), until: at(15) };

      it.each([
        [4, false],
        [5, true],
        [15, true],
        [16, false],
      ])('counts for a file that was sent in minute %i: %s', async (minute, counts) => {
        await bot.expectPreview(expected);
        expect(await bot.expectsPreview(by, at(minute))).toBe(counts);
        // Asking changes nothing.
        expect(await bot.expectsPreview(by, at(minute))).toBe(counts);
      });

      it.each([{ openId: 'ou_2' }, { chatId: 'oc_2' }, { chatId: '' }])(
        'is of one person in one chat, not of %o',
        async (other) => {
          await bot.expectPreview(expected);
          expect(await bot.expectsPreview({ ...by, ...other }, at(6))).toBe(false);
        },
      );

      it('is over once the file has come, and lasts longer once it is asked for again', async () => {
        await bot.expectPreview(expected);
        await bot.previewTaken(by);
        expect(await bot.expectsPreview(by, at(6))).toBe(false);
        await bot.expectPreview(expected);
        await bot.expectPreview({ ...expected, since: at(10), until: at(20) });
        expect(await bot.expectsPreview(by, at(18))).toBe(true);
      });
    });

    describe('the card of a sync that has ended', () => {
      const shown = async (id: string) => {
        await added(id);
        await bot.cardSent(id, `om_card_${id}`);
        await into.succeeded(store.syncs, id);
        await bot.cardShows(id, 'as it ended', true);
        return (await store.syncs.get(id)) ?? expect.unreachable();
      };

      it('is opened again when it is taken back, or written', async () => {
        const [first, second, third] = [await shown('a'), await shown('b'), await shown('c')];
        expect(await openIds()).toEqual([]);
        const { input } = first;
        const asked = { key: null, origin: null, askedBy: null, source: 'web' as const, input };
        await store.syncs.addUndo({ ...asked, id: 'undo', of: first, createdAt: minuteOf(2) });
        await store.syncs.addRerun({ ...rerun('write', second), as: 'write_preview', source: 'web' });
        await store.syncs.addRerun({ ...rerun('rerun', third), source: 'web' });
        expect(await openIds()).toEqual(['a', 'b']);
      });
    });

    describe('what administrators were told', () => {
      it('is what began and is not over, the oldest first', async () => {
        expect(await bot.toldConditions()).toEqual([]);
        await bot.conditionTold('in_doubt', minuteOf(1));
        await bot.conditionTold('feishu_refuses', minuteOf(2));
        await bot.conditionTold('in_doubt', minuteOf(3));
        expect(await bot.toldConditions()).toEqual(['in_doubt', 'feishu_refuses']);
        await bot.conditionOver('in_doubt');
        expect(await bot.toldConditions()).toEqual(['feishu_refuses']);
      });
    });

    describe('first sight', () => {
      it.each<{ rule: string; before: string[][]; now: string[]; first: boolean }>([
        { rule: 'of one key', before: [], now: ['a'], first: true },
        { rule: 'of several keys', before: [], now: ['a', 'b'], first: true },
        { rule: 'of a key named twice', before: [], now: ['a', 'a'], first: true },
        { rule: 'of other keys', before: [['a', 'b']], now: ['c', 'd'], first: true },
        { rule: 'of another spelling', before: [['a']], now: ['A'], first: true },
        { rule: 'is over with the same keys', before: [['a', 'b']], now: ['a', 'b'], first: false },
        { rule: 'is over when one key of several is known', before: [['a']], now: ['b', 'a'], first: false },
        {
          rule: 'is over for a key that came with a known one',
          before: [['a'], ['a', 'b']],
          now: ['b'],
          first: false,
        },
      ])('$rule', async ({ before, now, first }) => {
        for (const keys of before) await bot.claimOnce(keys, minuteOf(0));
        expect(await bot.claimOnce(now, minuteOf(1))).toBe(first);
      });

      it.each([
        { after: hours(24), first: false },
        { after: hours(48), first: false },
        { after: hours(48) + 1, first: true },
      ])('again after $after minutes: $first', async ({ after, first }) => {
        await bot.claimOnce(['a'], minuteOf(0));
        await store.syncs.forgetEvents(minuteOf(after));
        expect(await bot.claimOnce(['a'], minuteOf(after))).toBe(first);
      });

      it.each([
        { keys: ['a'], seen: true },
        { keys: ['c', 'b'], seen: true },
        { keys: ['c'], seen: false },
        { keys: ['A'], seen: false },
      ])('of $keys is over: $seen; asking changes nothing', async ({ keys, seen }) => {
        await bot.claimOnce(['a', 'b'], minuteOf(0));
        expect(await bot.isClaimed(keys)).toBe(seen);
        expect(await bot.isClaimed(keys)).toBe(seen);
      });

      it('is over after a restart', async () => {
        await bot.claimOnce(['a'], minuteOf(0));
        await store.close();
        expect(await (await place.open()).bot.claimOnce(['a'], minuteOf(1))).toBe(false);
      });

      it('is had by exactly one of five at once, over two handles', async () => {
        const other = (await place.open()).bot;
        const sights = [bot, other, bot, other, bot].map((one, n) =>
          one.claimOnce(['message', `event ${n}`], minuteOf(0)),
        );
        expect((await Promise.all(sights)).filter((first) => first)).toHaveLength(1);
      });
    });

    describe('what waits for a person', () => {
      const unreminded = async () => (await bot.unreminded()).map(({ sync, since }) => [sync.id, since]);

      it('is unreminded since it began to wait, the oldest first', async () => {
        await added('b', 1);
        await added('a', 2);
        for (const id of ['a', 'b']) await into.needs_input(store.syncs, id);
        expect(await unreminded()).toEqual([
          ['b', 60_000],
          ['a', 120_000],
        ]);
      });

      it('is reminded once, also after a restart', async () => {
        for (const id of ['a', 'b']) {
          await added(id);
          await into.needs_input(store.syncs, id);
        }
        await bot.reminded(['a'], minuteOf(5));
        expect(await unreminded()).toEqual([['b', 0]]);
        await store.close();
        bot = (await place.open()).bot;
        expect(await unreminded()).toEqual([['b', 0]]);
      });

      it.each<SyncStatus>(['queued', 'running', 'canceled', 'succeeded', 'partial', 'failed'])(
        'is nothing that is %s',
        async (status) => {
          await added('a');
          await into[status](store.syncs, 'a');
          expect(await unreminded()).toEqual([]);
        },
      );

      it('is also what somebody known to Feishu has uploaded on the page', async () => {
        await store.syncs.addUpload(upload('a', 0, { askedBy: { name: '小王', openId: 'ou_wang' } }));
        await into.needs_input(store.syncs, 'a');
        expect(await unreminded()).toEqual([['a', 0]]);
      });

      it.each([null, { name: '小王', openId: null }])(
        'is nothing that was asked for by %j',
        async (askedBy) => {
          await store.syncs.addUpload(upload('a', 0, { askedBy }));
          await into.needs_input(store.syncs, 'a');
          expect(await unreminded()).toEqual([]);
        },
      );
    });

    describe('open cards', () => {
      it('know when a person did something about it last', async () => {
        await added('a', 1);
        await into.needs_input(store.syncs, 'a');
        const input = { course: '入门', day: null, addUnderNewDate: false, confirmed: [] };
        await store.syncs.provideInput('a', input, minuteOf(7));
        expect(await bot.openCards()).toMatchObject([{ actedAt: 420_000 }]);
      });

      it('hold every sync of the bot from the moment it is added, the oldest first', async () => {
        const first = await added('b');
        const second = await added('a');
        expect(await bot.openCards()).toEqual([
          { sync: first, actedAt: 0, cardMessageId: null, fingerprint: null },
          { sync: second, actedAt: 0, cardMessageId: null, fingerprint: null },
        ]);
      });

      it.each(['web', 'cli'] as const)('hold no sync of %s', async (source) => {
        await store.syncs.addUpload(upload('a', 0, { source }));
        expect(await openIds()).toEqual([]);
      });

      it('hold a sync once, however often it is added under its key', async () => {
        for (const id of ['a', 'b']) {
          await store.syncs.addUpload(upload(id, 0, { source: 'bot', key: 'message:om_1' }));
        }
        expect(await openIds()).toEqual(['a']);
      });

      it('give a rerun in chat a card of its own', async () => {
        const first = await added('a');
        await bot.cardShows('a', 'the end', true);
        await store.syncs.addRerun({ ...rerun('b', first, 1), origin: chatOrigin({ messageId: 'om_2' }) });
        expect(await bot.openCards()).toMatchObject([
          { sync: { id: 'b', origin: { messageId: 'om_2' } }, cardMessageId: null, fingerprint: null },
        ]);
      });

      it('give a rerun on the page no card', async () => {
        const first = await added('a');
        await bot.cardShows('a', 'the end', true);
        await store.syncs.addRerun({ ...rerun('b', first, 1), source: 'web' });
        expect(await openIds()).toEqual([]);
      });

      it.each<SyncStatus>(['queued', 'running', 'needs_input', 'canceled', 'succeeded', 'partial', 'failed'])(
        'hold a sync that is %s, as it is, until its card shows the end',
        async (status) => {
          await added('a');
          await into[status](store.syncs, 'a');
          expect(await bot.openCards()).toMatchObject([{ sync: { id: 'a', status } }]);
        },
      );

      it('know the message and what it shows, also after a restart', async () => {
        await added('a');
        await bot.cardSent('a', 'om_card');
        await bot.cardShows('a', 'queued, 2 before', false);
        const known = [{ cardMessageId: 'om_card', fingerprint: 'queued, 2 before' }];
        expect(await bot.openCards()).toMatchObject(known);
        await store.close();
        expect(await (await place.open()).bot.openCards()).toMatchObject(known);
      });

      it('know the latest only', async () => {
        await added('a');
        await added('b');
        await bot.cardSent('a', 'om_old');
        await bot.cardShows('a', 'old', false);
        await bot.cardSent('a', 'om_new');
        await bot.cardShows('a', 'new', false);
        expect(await bot.openCards()).toMatchObject([
          { sync: { id: 'a' }, cardMessageId: 'om_new', fingerprint: 'new' },
          { sync: { id: 'b' }, cardMessageId: null, fingerprint: null },
        ]);
      });

      it('hold no sync whose card shows the end, whatever is said late', async () => {
        await added('a');
        await bot.cardShows('a', 'the end', true);
        await bot.cardSent('a', 'om_late');
        await bot.cardShows('a', 'running', false);
        expect(await openIds()).toEqual([]);
      });

      it('hold no sync that is older than 14 days', async () => {
        await added('old', 0);
        await added('young', 1);
        await store.syncs.forgetEvents(minuteOf(days(14)));
        expect(await openIds()).toEqual(['old', 'young']);
        await store.syncs.forgetEvents(minuteOf(days(14) + 1));
        expect(await openIds()).toEqual(['young']);
      });
    });
  });
}
