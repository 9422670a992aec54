import { beforeEach, describe, expect, it } from 'vitest';
import type { ConfirmReason } from '../../src/sync/asked-reason.ts';
import { viewQueue } from '../../src/sync/queue/queue-view.ts';
import { nothingNeeded, type SyncStatus } from '../../src/sync/sync-record.ts';
import type { SyncStore } from '../../src/sync/sync-store.ts';
import { addTo, openSyncs } from './open-syncs.ts';
import { minuteOf, type StorePlace, target, upload } from './store-place.ts';
import { into, needs, partial, report, said, waitFor } from './sync-states.ts';

const settled = (code: ConfirmReason, size: number) => ({ code, size });

/** What every SyncStore must do as the queue: its order, questions to people, and cancellation. */
export function syncQueueContract(name: string, createPlace: () => Promise<StorePlace>): void {
  describe(`SyncStore as a queue: ${name}`, () => {
    let place: StorePlace;
    let syncs: SyncStore;
    beforeEach(async () => {
      ({ place, syncs } = await openSyncs(createPlace));
    });
    const { added, addedInto } = addTo(() => syncs);
    const around = async (id: string) => {
      const sync = await syncs.get(id);
      if (sync === null) throw new Error(`no sync ${id}`);
      return viewQueue({ syncs, target }, sync, minuteOf(9).getTime());
    };
    const ahead = async (id: string) => (await around(id)).before;

    describe('the queue', () => {
      it('is empty at first', async () => {
        expect(await syncs.nextReady(minuteOf(9), target)).toBeNull();
      });

      it('gives the one that has been ready longest, whatever its number', async () => {
        await added('late', 5);
        await added('early', 3);
        expect((await syncs.nextReady(minuteOf(9), target))?.id).toBe('early');
      });

      it('gives the one with the lower number where both came at the same time', async () => {
        await added('b');
        await added('a');
        expect((await syncs.nextReady(minuteOf(9), target))?.id).toBe('b');
      });

      it('gives an interrupted sync before all others', async () => {
        await added('early', 1);
        await addedInto('running', 'interrupted', 2);
        expect(await syncs.nextReady(minuteOf(9), target)).toMatchObject({
          id: 'interrupted',
          status: 'running',
        });
      });

      it.each<SyncStatus>(['needs_input', 'canceled', 'succeeded', 'partial', 'failed'])(
        'has no place for a sync that is %s',
        async (status) => {
          await addedInto(status, 'a');
          expect(await syncs.nextReady(minuteOf(9), target)).toBeNull();
          await added('b', 1);
          expect(await ahead('b')).toBe(0);
          expect(await ahead('a')).toBe(0);
        },
      );

      it('counts what is worked on before a sync', async () => {
        await addedInto('running', 'running');
        for (const minute of [1, 2, 3]) await added(`queued ${minute}`, minute);
        const counts = ['running', 'queued 1', 'queued 2', 'queued 3'].map(ahead);
        expect(await Promise.all(counts)).toEqual([0, 1, 2, 3]);
      });

      it('puts an answered sync behind what has been ready since', async () => {
        await addedInto('needs_input', 'asked', 1);
        await added('other', 2);
        await syncs.provideInput('asked', said({ course: '入门' }), minuteOf(3));
        expect((await syncs.nextReady(minuteOf(9), target))?.id).toBe('other');
        expect(await ahead('asked')).toBe(1);
      });
    });

    describe('waiting for input', () => {
      it('says what is missing', async () => {
        await addedInto('needs_input', 'a');
        expect(await syncs.get('a')).toMatchObject({ status: 'needs_input', needs });
      });

      it('goes on with the input', async () => {
        await addedInto('needs_input', 'a');
        expect(await syncs.provideInput('a', said({ course: '入门', day: '2026-05-16' }), minuteOf(2))).toBe(
          true,
        );
        expect(await syncs.get('a')).toMatchObject({
          status: 'queued',
          needs: null,
          input: { course: '入门', day: '2026-05-16' },
        });
      });

      it('keeps what was said before, unless it is said anew', async () => {
        await syncs.addUpload(
          upload('a', 0, { input: said({ course: '旧', day: '2026-05-16', addUnderNewDate: true }) }),
        );
        await into.needs_input(syncs, 'a');
        await syncs.provideInput('a', said({ course: '新' }), minuteOf(1));
        await into.needs_input(syncs, 'a');
        await syncs.provideInput('a', said({ confirmed: [settled('many_updates', 20)] }), minuteOf(2));
        await into.needs_input(syncs, 'a');
        await syncs.provideInput(
          'a',
          said({ confirmed: [settled('empty_learner_table', 0), settled('many_updates', 30)] }),
          minuteOf(3),
        );
        expect((await syncs.get('a'))?.input).toEqual({
          course: '新',
          day: '2026-05-16',
          addUnderNewDate: true,
          confirmed: [settled('empty_learner_table', 0), settled('many_updates', 30)],
        });
      });

      it.each<SyncStatus>(['queued', 'running', 'canceled', 'succeeded', 'partial', 'failed'])(
        'takes no input for a sync that is %s',
        async (status) => {
          await addedInto(status, 'a');
          expect(await syncs.provideInput('a', said({ course: '入门' }), minuteOf(2))).toBe(false);
          expect(await syncs.get('a')).toMatchObject({ status, input: { course: null } });
        },
      );

      it('takes course and day one after the other, and goes on once both are known', async () => {
        await syncs.addUpload(upload('a', 0));
        await syncs.start('a');
        await syncs.waitForInput('a', { ...nothingNeeded, course: true, day: true }, null);
        const note = (course: string | null, day: string | null) =>
          syncs.noteInput('a', { course, day }, minuteOf(2));
        expect(await note('入门', null)).toBe('waits');
        expect(await syncs.get('a')).toMatchObject({
          status: 'needs_input',
          needs: { course: false, day: true },
          input: { course: '入门', day: null },
        });
        expect(await note(null, '2026-05-16')).toBe('queued');
        expect(await syncs.get('a')).toMatchObject({
          status: 'queued',
          needs: null,
          input: { course: '入门', day: '2026-05-16' },
        });
        expect(await note('深化', null)).toBeNull();
      });

      it('loses neither course nor day where both are said at once', async () => {
        await syncs.addUpload(upload('a', 0));
        await syncs.start('a');
        await syncs.waitForInput('a', { ...nothingNeeded, course: true, day: true }, null);
        const said = [
          { course: '入门', day: null },
          { course: null, day: '2026-05-16' },
        ];
        const outcomes = await Promise.all(said.map((each) => syncs.noteInput('a', each, minuteOf(2))));
        expect(outcomes.sort()).toEqual(['queued', 'waits']);
        expect((await syncs.get('a'))?.input).toMatchObject({ course: '入门', day: '2026-05-16' });
      });

      it('takes one answer only', async () => {
        await addedInto('needs_input', 'a');
        const answers = ['甲', '乙'].map((course) => syncs.provideInput('a', said({ course }), minuteOf(2)));
        expect((await Promise.all(answers)).sort()).toEqual([false, true]);
      });

      it('is canceled after a while', async () => {
        await addedInto('needs_input', 'old', 1);
        await addedInto('needs_input', 'young', 5);
        await added('queued', 1);
        expect(await syncs.cancelUnanswered(minuteOf(5), minuteOf(9))).toBe(1);
        expect(await syncs.get('old')).toMatchObject({
          status: 'canceled',
          needs: null,
          finishedAt: minuteOf(9),
        });
        expect(await syncs.get('young')).toMatchObject({ status: 'needs_input' });
        expect(await syncs.get('queued')).toMatchObject({ status: 'queued' });
      });
    });

    describe('waiting for the next try', () => {
      const waits = async (id: string, minute: number, wait: Parameters<typeof waitFor>[0]) => {
        await addedInto('running', id, minute);
        expect(await syncs.waitForNextTry(id, waitFor(wait), report, null)).toBe(true);
      };
      const nextAt = async (minute: number) => (await syncs.nextReady(minuteOf(minute), target))?.id ?? null;

      it('is to be queued again, as far as it was', async () => {
        await addedInto('running', 'a');
        await syncs.saveProgress('a', { phase: 'backing_off', done: 2, total: 3 });
        await syncs.waitForNextTry('a', waitFor(), report, null);
        expect(await syncs.get('a')).toMatchObject({
          status: 'queued',
          lastWait: waitFor(),
          progress: { phase: 'backing_off', done: 2, total: 3 },
          summary: null,
          finishedAt: null,
        });
        expect(await syncs.readReport('a')).toBeNull();
        expect(await ahead('a')).toBe(0);
      });

      it('is no start that counts', async () => {
        await waits('a', 0, {});
        expect(await syncs.start('a')).toBe(1);
        expect(await syncs.start('a')).toBe(2);
      });

      it('survives a restart', async () => {
        await waits('a', 0, { setAt: 3, nextTryAt: 5 });
        const again = (await place.open()).syncs;
        expect(await again.nextReady(minuteOf(4), target)).toBeNull();
        expect(await again.nextReady(minuteOf(5), target)).toMatchObject({
          id: 'a',
          lastWait: waitFor({ setAt: 3, nextTryAt: 5 }),
        });
      });

      it.each(['feishu_busy', 'in_doubt'] as const)('for %s lets the others go on', async (code) => {
        await waits('a', 0, { code, setAt: 3, nextTryAt: 5 });
        await added('b', 1);
        await added('c', 2);
        expect(await around('b')).toMatchObject({ before: 0, held: false });
        expect(await ahead('c')).toBe(1);
        expect(await nextAt(4)).toBe('b');
        expect(await nextAt(5)).toBe('a');
      });

      it('while Feishu is unreachable keeps the others', async () => {
        await added('before', 0);
        await waits('a', 1, { code: 'feishu_unreachable', setAt: 3, nextTryAt: 5 });
        await waits('busy', 1, { code: 'feishu_busy', setAt: 2, nextTryAt: 3 });
        await added('b', 2);
        expect(await around('before')).toMatchObject({ before: 1, held: true });
        expect(await around('b')).toMatchObject({ before: 2, held: true });
        expect(await nextAt(4)).toBeNull();
        expect(await nextAt(5)).toBe('a');
        await syncs.start('a');
        expect(await around('b')).toMatchObject({ held: false });
        await syncs.finish('a', partial, minuteOf(6));
        expect(await nextAt(6)).toBe('before');
      });

      it('keeps no other any more once it is canceled', async () => {
        await waits('a', 0, { code: 'feishu_unreachable', setAt: 3, nextTryAt: 5 });
        await added('b', 1);
        await syncs.requestCancel('a', minuteOf(4));
        expect(await around('b')).toMatchObject({ held: false });
        expect(await nextAt(4)).toBe('b');
      });

      it('is not made longer by a clock that is set back', async () => {
        await waits('a', 0, { setAt: 30, nextTryAt: 35 });
        expect(await nextAt(30)).toBeNull();
        expect(await nextAt(29)).toBe('a');
      });

      it('ends at once when it is canceled, with the report of what is written', async () => {
        await waits('a', 0, {});
        expect(await syncs.requestCancel('a', minuteOf(4))).toBe(true);
        expect(await syncs.get('a')).toMatchObject({
          status: 'canceled',
          summary: report.summary,
          finishedAt: minuteOf(4),
        });
        expect(await syncs.readReport('a')).toEqual(report);
      });

      it('leaves nothing of its report once the sync has ended without one', async () => {
        await waits('a', 0, {});
        await syncs.start('a');
        await syncs.finish(
          'a',
          { status: 'canceled', report: null, changes: null, error: null },
          minuteOf(4),
        );
        expect(await syncs.get('a')).toMatchObject({ summary: null });
        expect(await syncs.readReport('a')).toBeNull();
      });

      it('is not for a sync that somebody wants to stop, nor for one that does not run', async () => {
        await addedInto('running', 'a');
        await syncs.requestCancel('a', minuteOf(2));
        expect(await syncs.waitForNextTry('a', waitFor(), report, null)).toBe(false);
        expect(await syncs.get('a')).toMatchObject({ status: 'running', lastWait: null });
        await added('b');
        expect(await syncs.waitForNextTry('b', waitFor(), null, null)).toBe(false);
      });

      it('is over when the sync asks', async () => {
        await waits('a', 0, {});
        await into.needs_input(syncs, 'a');
        await syncs.provideInput('a', said({ course: '入门' }), minuteOf(2));
        expect(await syncs.get('a')).toMatchObject({ status: 'queued', lastWait: null });
      });
    });

    describe('canceling', () => {
      it.each<{ status: SyncStatus; accepted: boolean; becomes: SyncStatus; flagged: boolean }>([
        { status: 'queued', accepted: true, becomes: 'canceled', flagged: true },
        { status: 'needs_input', accepted: true, becomes: 'canceled', flagged: true },
        { status: 'running', accepted: true, becomes: 'running', flagged: true },
        { status: 'succeeded', accepted: false, becomes: 'succeeded', flagged: false },
        { status: 'partial', accepted: false, becomes: 'partial', flagged: false },
        { status: 'failed', accepted: false, becomes: 'failed', flagged: false },
      ])('a sync that is $status leaves it $becomes', async ({ status, accepted, becomes, flagged }) => {
        await addedInto(status, 'a');
        expect(await syncs.requestCancel('a', minuteOf(4))).toBe(accepted);
        expect(await syncs.get('a')).toMatchObject({ status: becomes, cancelRequested: flagged });
        expect(await syncs.cancelRequested('a')).toBe(flagged);
      });

      it('says when a sync nobody worked on has ended', async () => {
        await added('a');
        await syncs.requestCancel('a', minuteOf(4));
        expect(await syncs.get('a')).toMatchObject({
          finishedAt: minuteOf(4),
          needs: null,
          progress: { phase: 'finished' },
        });
        expect(await syncs.requestCancel('a', minuteOf(5))).toBe(false);
      });

      it('cannot cancel what is not there', async () => {
        expect(await syncs.requestCancel('nobody', minuteOf(1))).toBe(false);
        expect(await syncs.cancelRequested('nobody')).toBe(false);
      });
    });
  });
}
