import { beforeEach, describe, expect, it } from 'vitest';
import type { SyncRecord } from '../../../src/sync/sync-record.ts';
import { sheetsXlsx, textRow } from '../../roster/xlsx-file.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { openSyncHarness, type SyncHarness } from '../sync-harness.ts';

let harness: SyncHarness;
beforeEach(async () => {
  harness = closedAfterTest(await openSyncHarness());
});

const idOf = (index: number) => `u_7f74bf20f876f_${String(index).padStart(10, '0')}`;
const file = (...numbers: number[]) =>
  ['学员编号,昵称,课程,学习日期', ...numbers.map((each) => `${idOf(each)},学员${each},入门,2026-05-01`)].join(
    '\n',
  );
const asked = ({ needs }: SyncRecord) => needs?.idColumn?.title ?? null;
const refusalOf = ({ error }: SyncRecord) => (error?.kind === 'file' ? error.refusal.code : null);
const learners = () => harness.base.learners.map(({ userId }) => userId);
const remarks = async ({ id }: SyncRecord) =>
  ((await harness.store.syncs.readReport(id))?.warnings ?? []).filter(
    ({ code }) => code === 'id_column_answered',
  );
const remark = { line: null, code: 'id_column_answered', title: '学员编号', sheet: null };
const saidColumns = () => harness.store.syncs.listIdColumns(harness.deps.target);

/** Asked about and agreed to. */
const agreed = async (content: string | Uint8Array = file(1)) =>
  harness.answer(await harness.upload(content), { isIdColumn: true });

describe('a file without 用户ID of which one column may be it', () => {
  it('waits for a person, and nothing is written', async () => {
    const sync = await harness.upload(file(1, 2));
    expect([sync.status, asked(sync), learners()]).toEqual(['needs_input', '学员编号', []]);
  });

  it('goes in by that column if a person says that it is, and says so', async () => {
    const sync = await agreed(file(1, 2));
    expect(sync).toMatchObject({ status: 'succeeded', summary: { learnersCreated: 2 } });
    expect(learners()).toEqual([idOf(1), idOf(2)]);
    expect(await remarks(sync)).toEqual([remark]);
  });

  it('is one whose 用户ID column is empty, too', async () => {
    const empty = `用户ID,学员编号,昵称,课程,学习日期\n,${idOf(1)},甲,入门,2026-05-01`;
    const sync = await harness.upload(empty);
    expect(asked(sync)).toBe('学员编号');
    expect(await harness.answer(sync, { isIdColumn: true })).toMatchObject({ status: 'succeeded' });
    expect(learners()).toEqual([idOf(1)]);
    const filled = await harness.upload(empty.replace('\n,', `\n${idOf(2)},`));
    expect([filled.status, await remarks(filled), learners()]).toEqual(['succeeded', [], [idOf(1), idOf(2)]]);
  });

  it('is refused as ever if the person says that it is not', async () => {
    const sync = await harness.answer(await harness.upload(file(1)), { isIdColumn: false });
    expect([sync.status, refusalOf(sync)]).toEqual(['failed', 'columns_missing']);
    expect([learners(), await saidColumns()]).toEqual([[], []]);
  });

  it('is asked about again where the refused sync is repeated', async () => {
    const refused = await harness.answer(await harness.upload(file(1)), { isIdColumn: false });
    expect(asked(await harness.rerun(refused))).toBe('学员编号');
  });

  it('is asked about as long as nobody answers this', async () => {
    const sync = await harness.answer(await harness.upload(file(1)), { course: '进阶' });
    expect([sync.status, asked(sync)]).toEqual(['needs_input', '学员编号']);
  });

  it('is asked about together with all else that it lacks', async () => {
    const sync = await harness.upload(`学员编号,昵称\n${idOf(1)},甲`);
    expect(sync.needs).toMatchObject({ course: true, day: true, idColumn: { title: '学员编号' } });
    const answer = { isIdColumn: true, course: '入门', day: '2026-05-01' };
    expect(await harness.answer(sync, answer)).toMatchObject({ status: 'succeeded' });
  });

  it('and with which of its sheets are meant', async () => {
    const sheet = (name: string, index: number) => ({
      name,
      rows:
        textRow('学员编号', '昵称', '课程', '学习日期') + textRow(idOf(index), '甲', '入门', '2026-05-01'),
    });
    const sync = await harness.upload(sheetsXlsx([sheet('第11期', 1), sheet('退款名单', 2)]));
    expect(sync.needs).toMatchObject({
      course: false,
      sheets: [{ name: '第11期' }, { name: '退款名单' }],
      idColumn: { title: '学员编号' },
    });
    await harness.answer(sync, { isIdColumn: true, sheets: ['第11期'] });
    expect(learners()).toEqual([idOf(1)]);
  });

  it('is refused at once for what is wrong with it whichever column it is', async () => {
    const tooLong = `学员编号,昵称\n${idOf(1)},${'长'.repeat(10_001)}`;
    expect(refusalOf(await harness.upload(tooLong))).toBe('limit_exceeded');
  });

  it('is previewed in the same way, and the preview is written without another question', async () => {
    const preview = await harness.answer(await harness.upload(file(1), { dryRun: true }), {
      isIdColumn: true,
    });
    expect([preview.status, learners(), await remarks(preview)]).toEqual(['succeeded', [], [remark]]);
    const outcome = await harness.writePreview(preview);
    if (outcome.kind !== 'added') return expect.unreachable();
    const written = await harness.run(outcome.sync);
    expect([written.status, await remarks(written)]).toEqual(['succeeded', [remark]]);
  });
});

describe('what Base has decides where ids have another shape', () => {
  const own = '学员编号,昵称,课程,学习日期\nS001,甲,入门,2026-05-01\nS002,乙,入门,2026-05-01';
  const learner = (userId: string) =>
    harness.base.learners.push({
      ...{ recordId: `rec_${userId}`, userId, fields: { nickname: '旧' } },
      enrollmentIds: [],
      createdAt: 0,
    });

  it('half of the values are learners there', async () => {
    learner('S001');
    expect(asked(await harness.upload(own))).toBe('学员编号');
    expect(harness.base.calls.filter((call) => call === 'findLearners')).toHaveLength(1);
  });

  it('none is, or Base is empty', async () => {
    expect(refusalOf(await harness.upload(own))).toBe('columns_missing');
    learner('S009');
    expect(refusalOf(await harness.upload(own))).toBe('columns_missing');
  });

  it('and Base is not asked where the usual shape says it', async () => {
    await harness.upload(file(1));
    expect(harness.base.calls).not.toContain('findLearners');
  });
});

describe('an answer', () => {
  it('holds for every file with the same titles, whatever stands below them', async () => {
    await agreed();
    const next = await harness.upload('学员编号,昵称,课程,学习日期\nS001,乙,入门,2026-05-02');
    expect([next.status, await remarks(next)]).toEqual(['succeeded', [remark]]);
    expect(learners()).toEqual([idOf(1), 'S001']);
  });

  it('holds for no file with other titles', async () => {
    await agreed();
    expect(asked(await harness.upload(file(2).replace('昵称', '手机号')))).toBe('学员编号');
  });

  it('is kept with who gave it and when, by its titles', async () => {
    await agreed();
    expect(await saidColumns()).toEqual([
      {
        ...{ title: '学员编号', titleRow: '学员编号\n昵称\n课程\n学习日期', by: null },
        at: new Date(harness.clock.now()),
      },
    ]);
  });

  it('can be taken back: the next file is asked about', async () => {
    await agreed();
    await harness.store.syncs.forgetIdColumn(harness.deps.target, '学员编号');
    expect(asked(await harness.upload(file(2)))).toBe('学员编号');
  });

  it('belongs to its upload, which is repeated by it although it was taken back', async () => {
    const sync = await agreed();
    await harness.store.syncs.forgetIdColumn(harness.deps.target, '学员编号');
    const again = await harness.rerun(sync);
    expect(again).toMatchObject({ status: 'succeeded', summary: { enrollmentsSkipped: 1 } });
    expect([await remarks(again), await saidColumns()]).toEqual([[remark], []]);
  });

  it('belongs to an upload that went by what was said of another', async () => {
    await agreed();
    const second = await harness.upload(file(2));
    await harness.store.syncs.forgetIdColumn(harness.deps.target, '学员编号');
    expect(await harness.rerun(second)).toMatchObject({ status: 'succeeded' });
  });

  it('holds after an interruption', async () => {
    const asks = await harness.upload(file(1));
    const stop = new AbortController();
    harness.base.onWrite = (name) => {
      if (name === 'create_learners') stop.abort();
      return undefined;
    };
    const { syncs } = harness.store;
    const { title, titleRow } = asks.needs?.idColumn ?? expect.unreachable();
    const idColumn = { title, titleRow, isId: true, by: null };
    await syncs.provideInput(asks.id, { ...asks.input, idColumn }, new Date(harness.clock.now()));
    expect((await harness.run(asks, stop.signal)).status).toBe('running');
    await syncs.forgetIdColumn(harness.deps.target, '学员编号');
    const resumed = await harness.run(asks);
    expect([resumed.status, learners(), harness.base.enrollments.length]).toEqual([
      'succeeded',
      [idOf(1)],
      1,
    ]);
  });

  it('stands back where the file has a 用户ID', async () => {
    await agreed();
    const both = `用户ID,学员编号,昵称,课程,学习日期\n${idOf(5)},${idOf(6)},甲,入门,2026-05-01`;
    const sync = await harness.upload(both);
    expect([sync.status, await remarks(sync), learners()]).toEqual(['succeeded', [], [idOf(1), idOf(5)]]);
  });
});
