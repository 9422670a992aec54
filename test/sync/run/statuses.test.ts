import { afterEach, describe, expect, it } from 'vitest';
import type { SyncSettings } from '../../../src/sync/settings.ts';
import { openSyncHarness, type SyncHarness } from '../sync-harness.ts';

let harness: SyncHarness;
afterEach(() => harness.close());

const csv = (...rows: string[]) => ['用户ID,昵称,课程,学习日期,订单状态,学习进度', ...rows].join('\n');
const paid = csv('u_1,甲,入门,2026-05-01,已支付,10%');
const refunded = csv('u_1,甲,入门,2026-05-01,已退款,10%');

async function open(enrollmentFields: SyncSettings['enrollmentFields'], hasStatus: boolean) {
  harness = await openSyncHarness({ enrollmentFields });
  const text = { kind: 'text' } as const;
  harness.base.schema.enrollmentFields = {
    ...Object.fromEntries(enrollmentFields.map(({ name }) => [name, text])),
    ...(hasStatus ? { 报名状态: text } : {}),
  };
}

async function warningsOf(id: string): Promise<string[]> {
  return ((await harness.store.syncs.readReport(id))?.warnings ?? []).map(({ code }) => code);
}

describe('a refunded row', () => {
  it('is not written, and its learner neither created nor changed', async () => {
    await open([], false);
    const sync = await harness.upload(
      csv('u_1,甲,入门,2026-05-01,已支付,', 'u_2,乙,入门,2026-05-01,已退款,'),
    );
    expect(sync).toMatchObject({
      status: 'succeeded',
      summary: {
        rows: 2,
        learnersCreated: 1,
        enrollmentsCreated: 1,
        enrollmentsSkipped: 0,
        rowsNotEnrolled: 1,
      },
    });
    expect(harness.base.learners.map(({ userId }) => userId)).toEqual(['u_1']);
    const report = await harness.store.syncs.readReport(sync.id);
    expect(report?.notEnrolled).toEqual([
      { line: 3, sheet: null, userId: 'u_2', nickname: '乙', code: 'refunded', value: '已退款' },
    ]);
  });

  it('of an enrollment that stands in Base leaves it, and is told of', async () => {
    await open([], false);
    await harness.upload(paid);
    const again = await harness.upload(refunded);
    expect(harness.base.enrollments).toHaveLength(1);
    expect(again.summary).toMatchObject({ enrollmentsUpdated: 0, rowsNotEnrolled: 1 });
    expect(await warningsOf(again.id)).toContain('refunded_in_base');
  });

  it('keeps 报名状态 up to date where the table has that field', async () => {
    await open([], true);
    await harness.upload(paid);
    expect(harness.base.enrollments[0]?.fields).toEqual({ 报名状态: '已支付' });
    const again = await harness.upload(refunded);
    expect(harness.base.enrollments[0]?.fields).toEqual({ 报名状态: '已退款' });
    expect(again.summary).toMatchObject({ enrollmentsUpdated: 1, rowsNotEnrolled: 1, enrollmentsSkipped: 0 });
    expect(await warningsOf(again.id)).not.toContain('refunded_in_base');
    expect((await harness.upload(refunded)).summary).toMatchObject({ enrollmentsUpdated: 0 });
  });

  it('counts for nothing where the course was bought again', async () => {
    await open([], true);
    const sync = await harness.upload(
      csv('u_1,甲,入门,2026-05-01,已退款,', 'u_1,甲,《入门》,2026-05-08,已支付,'),
    );
    expect(sync.summary).toMatchObject({ rowsNotEnrolled: 1, enrollmentsCreated: 1 });
    const again = await harness.upload(
      csv('u_1,甲,入门,2026-05-08,已退款,', 'u_1,甲,入门,2026-05-08,已支付,'),
    );
    expect(again.summary).toMatchObject({ rowsNotEnrolled: 1, enrollmentsSkipped: 1, enrollmentsUpdated: 0 });
    expect(await warningsOf(again.id)).not.toContain('refunded_in_base');
  });

  it('alone in a file asks for nothing', async () => {
    await open([], false);
    const sync = await harness.upload('用户ID,昵称,订单状态\nu_1,甲,已退款\n');
    expect(sync).toMatchObject({
      status: 'succeeded',
      summary: { rows: 1, rowsNotEnrolled: 1, rowsFailed: 0 },
    });
    expect(harness.base.learners).toEqual([]);
  });
});

describe('a column of the enrollment', () => {
  const progress = (value: string) => csv(`u_1,甲,入门,2026-05-01,,${value}`);

  it('is written along with the enrollment, and then left alone', async () => {
    await open([{ name: '学习进度', keepUpToDate: false }], false);
    await harness.upload(progress('10%'));
    await harness.upload(progress('20%'));
    expect(harness.base.enrollments[0]?.fields).toEqual({ 学习进度: '10%' });
    expect(harness.base.calls.filter((name) => name.endsWith('_enrollments'))).toEqual([
      'create_enrollments',
    ]);
  });

  it('that is kept up to date changes with the file, but never becomes empty or damaged', async () => {
    await open([{ name: '学习进度', keepUpToDate: true }], false);
    await harness.upload(progress('十分之一'));
    const { summary } = await harness.upload(progress('百分之百'));
    expect(summary).toMatchObject({ enrollmentsUpdated: 1, enrollmentsSkipped: 1 });
    for (const [value, warnings] of [
      ['', []],
      ['百分??百', ['damaged_value']],
      ['#REF!', ['damaged_value']],
    ] as const) {
      const { id } = await harness.upload(progress(value));
      expect((await warningsOf(id)).filter((code) => code === 'damaged_value')).toEqual(warnings);
    }
    expect(harness.base.enrollments[0]?.fields).toEqual({ 学习进度: '百分之百' });
  });

  it('that the file does not have is remarked', async () => {
    await open([{ name: '实付金额', keepUpToDate: false }], false);
    expect(await warningsOf((await harness.upload(paid)).id)).toContain('enrollment_field_absent');
  });
});
