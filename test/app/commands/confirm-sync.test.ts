import { beforeEach, describe, expect, it } from 'vitest';
import { confirmSync } from '../../../src/app/commands/confirm-sync.ts';
import type { SyncStore } from '../../../src/sync/sync-store.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { openSyncHarness, type SyncHarness } from '../../sync/sync-harness.ts';
import { sampleNeeds, sampleReason } from '../../wording/sample-sync.ts';

let harness: SyncHarness;
let syncs: SyncStore;
beforeEach(async () => {
  harness = closedAfterTest(await openSyncHarness());
  ({ syncs } = harness.store);
});

async function waiting(...codes: Parameters<typeof sampleReason>[0][]) {
  const { id } = await harness.queue('用户ID\n');
  await syncs.start(id);
  await syncs.waitForInput(id, sampleNeeds({ confirm: codes.map(sampleReason) }), null);
  const sync = await syncs.get(id);
  if (sync === null) throw new Error('the sync is gone');
  return sync;
}

/** What the person reads, and types. */
function person(answer: string) {
  const read: string[] = [];
  const ask = async (question: string) => {
    read.push(question);
    return answer;
  };
  return { read, ask };
}

describe('a sync that asks at the command line', () => {
  it('goes on with --yes, without a question', async () => {
    const sync = await waiting('many_updates', 'course_similar');
    const { read, ask } = person('');
    expect(await confirmSync(syncs, sync, { yes: true, ask, lines: [] })).toBe(true);
    expect(read).toEqual([]);
    expect((await syncs.get(sync.id))?.input.confirmed).toMatchObject([
      { code: 'many_updates' },
      { code: 'course_similar' },
    ]);
  });

  it('goes on waiting where nobody is there', async () => {
    const sync = await waiting('many_updates');
    expect(await confirmSync(syncs, sync, { yes: false, ask: null, lines: [] })).toBe(false);
    expect(await syncs.get(sync.id)).toMatchObject({ status: 'needs_input' });
  });

  it.each([
    ['y', true],
    [' Yes ', true],
    ['确认', true],
    ['', false],
    ['n', false],
  ])('%j', async (typed, goesOn) => {
    const sync = await waiting('many_updates');
    const { read, ask } = person(typed);
    expect(await confirmSync(syncs, sync, { yes: false, ask, lines: ['请先看一眼。'] })).toBe(goesOn);
    expect(read).toEqual([expect.stringMatching(/^请先看一眼。\n确认写入吗/)]);
  });

  it.each([
    ['1', { courseInstead: [{ course: '非暴力沟通人门', use: '非暴力沟通入门' }], confirmed: [] }],
    ['２', { confirmed: [{ code: 'course_similar' }] }],
    ['y', null],
  ])('a course that may be another: %s', async (typed, input) => {
    const sync = await waiting('course_similar');
    const { ask } = person(typed);
    expect(await confirmSync(syncs, sync, { yes: false, ask, lines: [] })).toBe(input !== null);
    if (input !== null) expect((await syncs.get(sync.id))?.input).toMatchObject(input);
  });
});
