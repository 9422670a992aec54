import { beforeEach, describe, expect, it } from 'vitest';
import type { SyncStore } from '../../src/sync/sync-store.ts';
import { openSyncs } from './open-syncs.ts';
import { minuteOf, type StorePlace, target } from './store-place.ts';

const elsewhere = { ...target, baseToken: 'bas_2' };
const said = { title: '学员编号', titleRow: '学员编号\n昵称', by: 'ou_1', at: minuteOf(0) };
const other = { title: '会员号', titleRow: '会员号\n昵称', by: null, at: minuteOf(1) };

/** What every SyncStore must know of the columns that people have said are the 用户ID. */
export function idColumnsContract(name: string, createPlace: () => Promise<StorePlace>): void {
  describe(`SyncStore, columns that are the 用户ID: ${name}`, () => {
    let syncs: SyncStore;
    beforeEach(async () => {
      ({ syncs } = await openSyncs(createPlace));
    });

    it('are known by all titles of the header, in their order', async () => {
      expect(await syncs.idColumnOf(target, said.titleRow)).toBeNull();
      await syncs.keepIdColumn(target, said);
      expect(await syncs.idColumnOf(target, said.titleRow)).toBe('学员编号');
      expect(await syncs.idColumnOf(target, '昵称\n学员编号')).toBeNull();
      expect(await syncs.idColumnOf(target, `${said.titleRow}\n手机号`)).toBeNull();
    });

    it('belong to one Base, under every spelling of it', async () => {
      const spelling = { ...target, tables: '学员总表\n学习记录表' };
      await syncs.keepIdColumn(spelling, said);
      expect(await syncs.idColumnOf(target, said.titleRow)).toBeNull();
      await syncs.saveResolvedTarget(spelling, target);
      expect(await syncs.idColumnOf(target, said.titleRow)).toBe('学员编号');
      expect(await syncs.listIdColumns(target)).toEqual([said]);
      expect([
        await syncs.idColumnOf(elsewhere, said.titleRow),
        await syncs.listIdColumns(elsewhere),
      ]).toEqual([null, []]);
    });

    it('are what was said last, with who and when', async () => {
      await syncs.keepIdColumn(target, said);
      await syncs.keepIdColumn(target, other);
      const later = { ...said, title: '昵称', by: null, at: minuteOf(2) };
      await syncs.keepIdColumn(target, later);
      expect(await syncs.listIdColumns(target)).toEqual([other, later]);
    });

    it('are forgotten by their title, all of them, and only of this Base', async () => {
      const longer = { ...said, titleRow: `${said.titleRow}\n城市` };
      for (const each of [said, longer, other]) await syncs.keepIdColumn(target, each);
      await syncs.keepIdColumn(elsewhere, said);
      expect(await syncs.forgetIdColumn(target, '学员编号')).toBe(2);
      expect(await syncs.forgetIdColumn(target, '学员编号')).toBe(0);
      expect(await syncs.listIdColumns(target)).toEqual([other]);
      expect(await syncs.listIdColumns(elsewhere)).toEqual([said]);
    });

    it('may have a header as long as any', async () => {
      const titleRow = Array.from({ length: 200 }, (_, index) => `${'列'.repeat(90)}${index}`).join('\n');
      await syncs.keepIdColumn(target, { ...said, titleRow });
      expect(await syncs.idColumnOf(target, titleRow)).toBe('学员编号');
    });
  });
}
