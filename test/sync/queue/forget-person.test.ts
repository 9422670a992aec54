import { beforeEach, describe, expect, it } from 'vitest';
import { mentionsUser } from '../../../src/roster/read/mentions-user.ts';
import { type Forgetting, forgetPerson } from '../../../src/sync/queue/forget-person.ts';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import { contentOf } from '../../fakes/memory-base.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { openSyncHarness, rosterOf, type SyncHarness } from '../sync-harness.ts';

let harness: SyncHarness;
beforeEach(async () => {
  harness = closedAfterTest(await openSyncHarness());
});

const minute = 60_000;
const both = rosterOf([
  ['u_1', '甲', '19900000001', '入门', '2026-05-01'],
  ['u_2', '乙', '1.99E+10', '入门', '2026-05-01'],
  ['u_2', '', '', '深化', '2026-05-08'],
]);
const others = rosterOf([['u_1', '甲', '19900000001', '共情', '2026-05-09']]);

function forget(userId = 'u_2'): Promise<Forgetting> {
  const { store, clock } = harness;
  const mentions = (bytes: Uint8Array) => mentionsUser(bytes, userId, {});
  return forgetPerson({ people: store.people, mentions, clock }, userId);
}

async function forgotten(userId?: string) {
  const outcome = await forget(userId);
  if (outcome.kind !== 'done') throw new Error(`in use: ${outcome.numbers}`);
  return outcome.forgotten;
}

const rerunOf = (sync: SyncRecord) => harness.rerun(sync).then(({ status }) => status, String);

describe('a person is taken out of the store', () => {
  it('with the files, the journal and the remarks that name it', async () => {
    const { number } = await harness.upload(both);
    harness.clock.advance(16 * minute);
    expect(await forgotten()).toEqual({
      ...{ numbers: [number], files: 1, journalRows: 2, isOffTheDisk: true },
      rosterValues: 0,
      // The row with the damaged phone, the row without a nickname and the unusual 用户ID.
      remarks: 3,
    });
    expect(await forgotten()).toMatchObject({ numbers: [], files: 0, journalRows: 0, remarks: 0 });
  });

  it('while the failed rows keep their lines and reasons', async () => {
    const { id } = await harness.upload(both);
    harness.clock.advance(16 * minute);
    await forget();
    const report = await harness.store.syncs.readReport(id);
    expect(report?.failures).toEqual([
      { line: 3, sheet: null, userId: null, nickname: '', code: 'phone_scientific', value: null },
    ]);
    expect(JSON.stringify(report?.warnings)).toContain('u_1');
    expect(JSON.stringify(report)).not.toContain('u_2');
  });

  it('also where another one is remarked for having the same phone', async () => {
    const { id } = await harness.upload(
      rosterOf([
        ['u_7', '丁', '19900000007', '入门', '2026-05-01'],
        ['u_8', '戊', '19900000007', '入门', '2026-05-01'],
      ]),
    );
    const remarks = async () => JSON.stringify((await harness.store.syncs.readReport(id))?.warnings);
    expect(await remarks()).toContain('u_8');
    harness.clock.advance(16 * minute);
    await forget('u_8');
    expect(await remarks()).not.toContain('u_8');
  });

  it('with what its rosters have said last, and nothing of others', async () => {
    await harness.upload(both);
    harness.clock.advance(16 * minute);
    expect(await forgotten('u_1')).toMatchObject({ rosterValues: 2 });
    expect(await forgotten('u_1')).toMatchObject({ rosterValues: 0 });
  });

  it('and nobody else with it, nor the uploads without it', async () => {
    const [first, second] = [await harness.upload(both), await harness.upload(others)];
    harness.clock.advance(16 * minute);
    await forget();
    expect(await rerunOf(first)).toContain('file_deleted');
    expect(await rerunOf(second)).toBe('succeeded');
  });

  it('also where a spreadsheet or an export has dressed up the 用户ID', async () => {
    await harness.upload('用户ID,课程,学习日期\n="u_2",入门,2026-05-01');
    harness.clock.advance(16 * minute);
    expect(await forgotten()).toMatchObject({ files: 1 });
  });

  it('also where the file cannot be read, because it may be in there', async () => {
    await harness.upload('姓名,手机\n乙,19900000002');
    harness.clock.advance(16 * minute);
    expect(await forgotten()).toMatchObject({ files: 1, journalRows: 0 });
  });

  it('but not for a part of its 用户ID', async () => {
    await harness.upload(both);
    harness.clock.advance(16 * minute);
    expect(await forgotten('u_')).toMatchObject({ files: 0, journalRows: 0, remarks: 0 });
  });
});

describe('nothing is taken out of a sync', () => {
  it('that waits for its turn', async () => {
    const { number } = await harness.queue(both);
    expect(await forget()).toEqual({ kind: 'in_use', numbers: [number] });
  });

  it('that waits for a person', async () => {
    const { number } = await harness.upload('用户ID,昵称\nu_2,乙');
    harness.clock.advance(60 * minute);
    expect(await forget()).toEqual({ kind: 'in_use', numbers: [number] });
  });

  it('that repeats an earlier one', async () => {
    const first = await harness.upload(both);
    harness.clock.advance(16 * minute);
    const again = await harness.store.syncs.addRerun({
      ...{
        id: 'again',
        as: 'rerun',
        key: null,
        origin: null,
        askedBy: null,
        of: first,
        source: 'web',
        input: first.input,
      },
      createdAt: new Date(harness.clock.now()),
    });
    expect(await forget()).toEqual({ kind: 'in_use', numbers: [again.number] });
  });

  it('that has written minutes ago: search may not know its records yet', async () => {
    const { number, id } = await harness.upload(both);
    harness.clock.advance(14 * minute);
    expect(await forget()).toEqual({ kind: 'in_use', numbers: [number] });
    expect(await harness.store.journal.writtenByUpload(id)).not.toEqual([]);
    expect((await harness.store.syncs.readReport(id))?.failures[0]?.userId).toBe('u_2');
  });
});

describe('what was forgotten is never written twice', () => {
  it('by the same list sent again', async () => {
    await harness.upload(both);
    const before = contentOf(harness.base);
    harness.clock.advance(16 * minute);
    await forget();
    await harness.upload(both);
    expect(contentOf(harness.base)).toEqual(before);
  });

  it('by a rerun of a file from chat, under any policy: it is not downloaded again', async () => {
    const file = { messageId: 'om_1', fileKey: 'file_1' };
    const origin = { chatId: 'oc_1', messageId: 'om_1', openId: 'ou_1', file };
    const policies = { policy: 'append', learnerUpdates: 'overwrite' } as const;
    harness.deps.fetchChatFile = () => Promise.reject(new Error('Feishu is away'));
    const { syncs } = harness.store;
    const stopped = await harness.run(
      await syncs.addUpload({
        ...{ id: 'a', key: null, fileId: 'a.file', source: 'bot', fileName: 'a.csv', bytes: null, origin },
        ...{
          askedBy: null,
          dryRun: false,
          input: { course: null, day: null, addUnderNewDate: false, confirmed: [] },
        },
        ...{ policies, target: harness.deps.target, createdAt: new Date(harness.clock.now()) },
      }),
    );
    harness.deps.fetchChatFile = async () => ({ kind: 'bytes', bytes: new TextEncoder().encode(both) });
    const again = {
      id: 'b',
      as: 'rerun',
      key: null,
      origin,
      askedBy: null,
      of: stopped,
      source: 'bot',
      input: stopped.input,
    } as const;
    await harness.run(await syncs.addRerun({ ...again, createdAt: new Date(harness.clock.now()) }));
    expect(harness.base.enrollments).toHaveLength(2);
    harness.clock.advance(16 * minute);
    await forget();
    expect(await rerunOf(stopped)).toContain('file_deleted');
    expect(harness.base.enrollments).toHaveLength(2);
  });
});
