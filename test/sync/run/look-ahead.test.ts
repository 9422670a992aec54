import { beforeEach, expect, it } from 'vitest';
import { AppError } from '../../../src/errors.ts';
import type { Intent } from '../../../src/sync/journal.ts';
import type { Base } from '../../../src/sync/ports.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

const roster = rosterOf([['u_1', '甲', '', '入门', '2026-05-01']]);
type LookAhead = Base['lookAhead'];

let harness: SyncHarness;
beforeEach(async () => {
  harness = closedAfterTest(await openSyncHarness());
});

/** @returns what happens, in order */
function watch(lookAhead: LookAhead = async () => {}): string[] {
  const happened: string[] = [];
  const { openBase, readRoster } = harness.deps;
  harness.deps.openBase = (...opening) => ({
    ...openBase(...opening),
    lookAhead: (records) => {
      happened.push(
        `asks ahead for ${Object.entries(records).flatMap(([table, may]) => (may ? table : []))}`,
      );
      return lookAhead(records);
    },
  });
  harness.deps.readRoster = async (...given) => {
    const reading = await readRoster(...given);
    happened.push(reading.kind);
    return reading;
  };
  return happened;
}

it('Base is asked what it is like while the rows of a file are read', async () => {
  const happened = watch(async () => void happened.push('answered'));
  await harness.upload(
    rosterOf(Array.from({ length: 2_000 }, (_, n) => [`u_${n}`, '甲', '', '入门', '2026-05-01'])),
  );
  expect(happened).toEqual(['asks ahead for learners,enrollments', 'answered', 'read']);
});

it('a file that is no roster asks nothing', async () => {
  const happened = watch();
  await harness.upload('商品,价格\n杯子,9');
  expect(happened).toEqual(['refused']);
});

it('records are only asked for that will be read, before anything is written', async () => {
  const left: Intent = {
    ...{ kind: 'update_learners', rows: [], id: 'left', syncId: 'earlier', clientToken: 'token' },
    ...{ startedAt: 0, sentAt: 0 },
  };
  harness.deps.journal = { ...harness.deps.journal, open: async () => [left] };
  const happened = watch(() => Promise.reject(new AppError('feishu_busy')));
  await harness.upload('用户ID,昵称\n,');
  expect(happened[0]).toBe('asks ahead for ');
});

it('under append enrollments are not read', async () => {
  harness = closedAfterTest(await openSyncHarness({ policy: 'append' }));
  const happened = watch();
  await harness.upload(roster);
  expect(happened[0]).toBe('asks ahead for learners');
});

it('what is wrong with these calls is no reason for anything', async () => {
  watch(() => Promise.reject(new AppError('feishu_unreachable')));
  expect(await harness.upload(roster)).toMatchObject({ status: 'succeeded' });
});

it('a sync that ends early does not wait until Feishu is well again', async () => {
  const { openBase } = harness.deps;
  harness.deps.openBase = (observer, ...opening) => ({
    ...openBase(observer, ...opening),
    // As a call that is tried again and again.
    async lookAhead() {
      for (;;) {
        await observer.checkpoint();
        await new Promise(setImmediate);
      }
    },
  });
  expect(await harness.upload('用户ID,昵称,课程,学习日期\n')).toMatchObject({ status: 'failed' });
});

it('a sync that ends early leaves no call behind', async () => {
  let isOver = false;
  watch(async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    isOver = true;
  });
  expect(await harness.upload('用户ID,昵称,课程,学习日期\n')).toMatchObject({ status: 'failed' });
  expect(isOver).toBe(true);
});
