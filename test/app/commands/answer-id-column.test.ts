import { beforeEach, describe, expect, it } from 'vitest';
import { answerIdColumn } from '../../../src/app/commands/answer-id-column.ts';
import type { SyncNeeds } from '../../../src/sync/sync-record.ts';
import type { SyncStore } from '../../../src/sync/sync-store.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { openSyncHarness, type SyncHarness } from '../../sync/sync-harness.ts';
import { sampleNeeds } from '../../wording/sample-sync.ts';

let harness: SyncHarness;
let syncs: SyncStore;
beforeEach(async () => {
  harness = closedAfterTest(await openSyncHarness());
  ({ syncs } = harness.store);
});

const idColumn = { title: '学员编号', titleRow: '学员编号\n昵称' };
async function waiting(needs: Partial<SyncNeeds> = {}) {
  const { id } = await harness.queue('学员编号,昵称\n');
  await syncs.start(id);
  await syncs.waitForInput(id, sampleNeeds({ idColumn, ...needs }), null);
  return (await syncs.get(id)) ?? expect.unreachable();
}
const answerOf = async (id: string) => (await syncs.get(id))?.input.idColumn?.isId ?? null;
const nobody = { title: null, ask: null };

describe('whether a column is the 用户ID, at the command line', () => {
  it.each(['学员编号', ' *学员编号 '])('is said by --column with its title: %j', async (title) => {
    const sync = await waiting();
    expect(await answerIdColumn(syncs, sync, { title, ask: null })).toBe(true);
    expect(await answerOf(sync.id)).toBe(true);
  });

  it('is not said by another title, nor by nobody', async () => {
    const sync = await waiting();
    expect(await answerIdColumn(syncs, sync, { title: '会员号', ask: null })).toBe(false);
    expect(await answerIdColumn(syncs, sync, nobody)).toBe(false);
    expect((await syncs.get(sync.id))?.status).toBe('needs_input');
  });

  it.each([
    ['y', true],
    ['是', true],
    [' N ', false],
    ['不是', false],
    ['', null],
    ['也许', null],
  ])('is asked at the terminal: %j', async (typed, isId) => {
    const sync = await waiting();
    const read: string[] = [];
    const ask = async (question: string) => {
      read.push(question);
      return typed;
    };
    expect(await answerIdColumn(syncs, sync, { title: null, ask })).toBe(isId !== null);
    expect([await answerOf(sync.id), read]).toEqual([
      isId,
      ['名单里没有用户ID。“学员编号”是用户ID吗？输入 y 是，输入 n 不是，直接回车先不写：'],
    ]);
  });

  it.each<Partial<SyncNeeds>>([
    { course: true },
    { day: true },
    { sheets: [{ name: '第12期', rows: 3, proposed: true }] },
    { idColumn: null },
  ])('is left to a second run where flags are missing too, or it is not asked: %j', async (needs) => {
    const sync = await waiting(needs);
    expect(await answerIdColumn(syncs, sync, { title: '学员编号', ask: null })).toBe(false);
  });
});
