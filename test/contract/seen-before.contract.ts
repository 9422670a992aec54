import { beforeEach, describe, expect, it } from 'vitest';
import type { SettledDoubt } from '../../src/sync/odd/settled-doubt.ts';
import type { SyncStore } from '../../src/sync/sync-store.ts';
import { openSyncs } from './open-syncs.ts';
import { minuteOf, rerun, type StorePlace, target, upload } from './store-place.ts';
import { report } from './sync-states.ts';

const elsewhere = { ...target, baseToken: 'bas_2' };
const bytes = new TextEncoder().encode('用户ID\nu_1\n');

/** What every SyncStore must know of earlier files and answers. */
export function seenBeforeContract(name: string, createPlace: () => Promise<StorePlace>): void {
  describe(`SyncStore, what was before: ${name}`, () => {
    let syncs: SyncStore;
    beforeEach(async () => {
      ({ syncs } = await openSyncs(createPlace));
    });

    async function finished(id: string, changes: Parameters<typeof upload>[2] = {}) {
      const sync = await syncs.addUpload(upload(id, 0, { bytes, ...changes }));
      await syncs.start(id);
      await syncs.finish(id, { status: 'succeeded', report, changes: null, error: null }, minuteOf(1));
      return sync;
    }

    describe('the same file', () => {
      const knownFor = async (id: string) => {
        const sync = await syncs.get(id);
        return sync === null ? [] : (await syncs.sameFileBefore(sync)).map((each) => each.id);
      };

      it('is one with the same bytes, whatever it is called; the newest first', async () => {
        await finished('a');
        await finished('b', { fileName: '别的名字.csv' });
        await finished('c', { bytes: new TextEncoder().encode('用户ID\nu_2\n') });
        await syncs.addUpload(upload('d', 2, { bytes }));
        expect(await knownFor('d')).toEqual(['b', 'a']);
      });

      it('is known by its bytes once it was downloaded', async () => {
        await finished('a');
        const sync = await syncs.addUpload(upload('b', 2, { bytes: null }));
        expect(await knownFor('b')).toEqual([]);
        await syncs.saveFile(sync.fileId, bytes);
        expect(await knownFor('b')).toEqual(['a']);
      });

      it('is known after its deletion', async () => {
        await finished('a');
        await syncs.deleteOld(minuteOf(2));
        await syncs.addUpload(upload('b', 2, { bytes }));
        expect(await knownFor('b')).toEqual(['a']);
      });

      it('does not count if it wrote nothing, or elsewhere, or is this very upload', async () => {
        await finished('preview', { dryRun: true });
        await finished('elsewhere', { target: elsewhere });
        await syncs.addUpload(upload('waits', 0, { bytes }));
        const own = await finished('own');
        await syncs.addRerun(rerun('again', own));
        expect(await knownFor('again')).toEqual([]);
      });
    });

    describe('what was seen in a Base', () => {
      const nothing = { courses: [], idShapes: [] };

      it('adds up, each name once, and belongs to that Base', async () => {
        await syncs.addSeenInBase(target, { courses: ['入门', '深化'], idShapes: ['usual'] });
        await syncs.addSeenInBase(target, { courses: ['入门', '共修'], idShapes: ['usual', '9a'] });
        const { courses, idShapes } = await syncs.seenInBase(target);
        expect([courses.toSorted(), idShapes.toSorted()]).toEqual([
          ['入门', '共修', '深化'],
          ['9a', 'usual'],
        ]);
        expect(await syncs.seenInBase(elsewhere)).toEqual(nothing);
      });

      it('is nothing at first, and nothing may be added', async () => {
        expect(await syncs.seenInBase(target)).toEqual(nothing);
        await syncs.addSeenInBase(target, nothing);
        expect(await syncs.seenInBase(target)).toEqual(nothing);
      });

      it('is the same under every spelling of the Base', async () => {
        const spelling = { ...target, tables: '学员总表/学习记录表' };
        await syncs.addSeenInBase(spelling, { courses: ['入门'], idShapes: [] });
        await syncs.saveResolvedTarget(spelling, target);
        expect((await syncs.seenInBase(target)).courses).toEqual(['入门']);
      });
    });

    describe('settled doubts', () => {
      const doubt: SettledDoubt = {
        ...{ courseKey: '入门', code: 'many_updates', cause: '', size: 40 },
        by: 'ou_1',
      };

      it('are kept with who and how much, the last answer for each course and cause', async () => {
        const other = { ...doubt, code: 'date_far', cause: '2016-05-16', by: null } as const;
        await syncs.keepSettledDoubts(target, [doubt, other], minuteOf(0));
        await syncs.keepSettledDoubts(target, [{ ...doubt, size: 50 }], minuteOf(1));
        const kept = await syncs.settledDoubts(target, minuteOf(0));
        expect(kept.toSorted((a, b) => a.size - b.size)).toEqual([other, { ...doubt, size: 50 }]);
        expect(await syncs.settledDoubts(elsewhere, minuteOf(0))).toEqual([]);
      });

      it('count from when they were settled', async () => {
        await syncs.keepSettledDoubts(target, [doubt], minuteOf(5));
        expect(await syncs.settledDoubts(target, minuteOf(5))).toEqual([doubt]);
        expect(await syncs.settledDoubts(target, minuteOf(6))).toEqual([]);
      });
    });
  });
}
