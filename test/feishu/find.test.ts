import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Sandbox } from '../../src/sandbox/start-sandbox.ts';
import type { LearnedAboutBase } from '../../src/sync/ports.ts';
import { write } from '../fakes/write.ts';
import { control, openBaseAt, startEmptySandbox } from './sandbox-base.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startEmptySandbox();
});
afterEach(() => sandbox.close());

const userId = (n: number) => `u_65a1b2c3d4e5f_${String(n).padStart(10, '0')}`;
const Typed = z.object({ recordIds: z.array(z.string()) });

/** Types rows in by hand, past the adapter. */
async function type(table: string, ...rows: object[]): Promise<string[]> {
  const records = rows.map((cells) => ({ cells }));
  return Typed.parse(await control(sandbox, 'POST', 'records', { table, records })).recordIds;
}

const byFilter: Partial<LearnedAboutBase> = { learnerRows: 1_000_000, enrollmentRows: 1_000_000 };
const byScan: Partial<LearnedAboutBase> = { learnerRows: 0, enrollmentRows: 0 };

describe.each([
  ['filters', byFilter],
  ['a scan', byScan],
])('by %s', (_way, given) => {
  const open = () => openBaseAt(sandbox, {}, given).base;

  it('finds learners typed by hand, their cells cleaned', async () => {
    const [recordId] = await type('学员总表', {
      用户ID: ` ${userId(1)}\t`,
      昵称: ' 安娜 ',
      手机号: '+86 199 0000 0001',
    });
    const found = await open().findLearners(new Set([userId(1)]));
    expect(found).toMatchObject([
      { recordId, userId: userId(1), fields: { nickname: '安娜', phone: '19900000001' } },
    ]);
  });

  it('leaves out ids that only look alike', async () => {
    await type('学员总表', { 用户ID: `x${userId(1)}` }, { 用户ID: userId(1).toUpperCase() });
    expect(await open().findLearners(new Set([userId(1)]))).toEqual([]);
  });

  it('finds enrollments by link where they have no 用户ID', async () => {
    const base = open();
    const [anna, bela] = await type('学员总表', { 用户ID: userId(1) }, { 用户ID: userId(2) });
    const [own, linked] = await type(
      '学习记录表',
      { 用户ID: userId(1), 课程: '甲' },
      { 课程: '乙', 关联到学员总表: [anna] },
      { 课程: '丙', 关联到学员总表: [bela] },
      { 用户ID: userId(2), 课程: '丁', 关联到学员总表: [anna] },
    );
    const wanted = new Set([userId(1)]);
    const found = await base.findEnrollments(wanted, await base.findLearners(wanted));
    expect(new Set(found.map(({ recordId }) => recordId))).toEqual(new Set([own, linked]));
    expect(found.find(({ recordId }) => recordId === linked)).toMatchObject({
      userId: '',
      course: '乙',
      day: null,
      learnerRecordIds: [anna],
    });
  });

  it('reads empty links in both shapes', async () => {
    for (const emptyLink of ['object', 'null_list']) {
      await control(sandbox, 'PUT', 'settings', { emptyLink });
      await control(sandbox, 'POST', 'reset', { seed: 'empty' });
      await type('学员总表', { 用户ID: userId(1) });
      await type('学习记录表', { 用户ID: userId(1), 课程: '甲' });
      const base = open();
      const learners = await base.findLearners(new Set([userId(1)]));
      expect(learners).toMatchObject([{ enrollmentIds: [] }]);
      expect(await base.findEnrollments(new Set([userId(1)]), learners)).toMatchObject([
        { learnerRecordIds: [] },
      ]);
    }
  });

  it('reads all pages', async () => {
    const base = open();
    const rows = Array.from({ length: 600 }, () => ({ userId: userId(1), fields: { nickname: '安娜' } }));
    await write(base, { kind: 'create_learners', rows });
    expect(await base.findLearners(new Set([userId(1)]))).toHaveLength(600);
  });

  it('costs nothing where nobody is asked for', async () => {
    const { base, calls } = openBaseAt(sandbox, {}, given);
    await base.prepare([]);
    const before = calls();
    expect(await base.findLearners(new Set())).toEqual([]);
    expect(calls()).toBe(before);
  });
});

describe('search', () => {
  const fault = (code: number, times = 1) =>
    control(sandbox, 'POST', 'faults', { path: '*/search', times, action: { kind: 'answer', code } });
  const everybody = new Set(Array.from({ length: 25 }, (_, n) => userId(n)));

  it('halves filters that are too long for Feishu, and remembers it', async () => {
    await type('学员总表', ...[...everybody].map((id) => ({ 用户ID: id })));
    await fault(1254107, 2);
    const { base } = openBaseAt(sandbox, {}, byFilter);
    expect(await base.findLearners(everybody)).toHaveLength(25);
    expect(base.learned().filterConditions).toBe(6);
  });

  it('reads shorter pages where one is too much for Feishu', async () => {
    await type('学员总表', ...[...everybody].map((id) => ({ 用户ID: id })));
    await fault(1254030, 5);
    const { base } = openBaseAt(sandbox, {}, byScan);
    expect(await base.findLearners(everybody)).toHaveLength(25);
  });

  it('reads the whole table for ids that are too short to filter by', async () => {
    await type('学员总表', { 用户ID: '10086' });
    const { base } = openBaseAt(sandbox, {}, byFilter);
    expect(await base.findLearners(new Set(['10086']))).toHaveLength(1);
    expect(base.learned().learnerRows).toBe(1);
  });

  it('remembers how many rows there are', async () => {
    await type('学员总表', { 用户ID: userId(1) }, { 用户ID: userId(2) });
    const { base } = openBaseAt(sandbox, {}, byScan);
    await base.findLearners(new Set([userId(1)]));
    expect(base.learned()).toMatchObject({ learnerRows: 2, enrollmentRows: 0, batchSize: 1_000 });
  });

  it('may not show what the app may not see, batch_get does', async () => {
    const [recordId = ''] = await type('学员总表', { 用户ID: userId(1) });
    await control(sandbox, 'PUT', 'settings', { isAdvanced: true, hiddenRecords: 'all' });
    const { base } = openBaseAt(sandbox);
    expect(await base.findLearners(new Set([userId(1)]))).toEqual([]);
    expect(await base.getLearners([recordId])).toEqual({ found: [], absent: [], forbidden: [recordId] });
  });
});

describe('records by id', () => {
  it('are asked for by the hundred', async () => {
    const { base, calls } = openBaseAt(sandbox);
    await base.prepare([]);
    const before = calls();
    const ids = Array.from({ length: 201 }, (_, n) => `recNotThere${n}`);
    expect((await base.getEnrollments([...ids, ...ids])).absent).toEqual(ids);
    expect(calls() - before).toBe(3);
  });
});

describe('values', () => {
  it('come back as they were sent, for every kind of field', async () => {
    const table = '学员总表';
    for (const [field_name, typeNumber] of [
      ['年龄', 2],
      ['生日', 5],
      ['性别', 3],
      ['备用电话', 13],
    ]) {
      await control(sandbox, 'POST', 'fields', {
        action: 'add',
        table,
        field: { field_name, type: typeNumber },
      });
    }
    const fields = { 年龄: '41.5', 生日: '1985-07-01', 性别: '女', 备用电话: '01062345678' };
    const { base } = openBaseAt(sandbox, { learnerFields: Object.keys(fields) });
    await write(base, { kind: 'create_learners', rows: [{ userId: userId(1), fields }] });
    expect((await base.findLearners(new Set([userId(1)])))[0]?.fields).toEqual({
      nickname: '',
      phone: '',
      ...fields,
    });
  });

  it('are days of the zone of the Base', async () => {
    await control(sandbox, 'PUT', 'settings', { timeZone: 'America/New_York' });
    const { base } = openBaseAt(sandbox);
    const [learnerRecordId = ''] = await type('学员总表', { 用户ID: userId(1) });
    const days = ['2026-03-08', '2026-03-09', '2026-11-01', '2026-11-02'];
    const rows = days.map((day) => ({ userId: userId(1), course: '甲', day, learnerRecordId }));
    await write(base, { kind: 'create_enrollments', rows });
    const found = await base.findEnrollments(new Set([userId(1)]), []);
    expect(found.map(({ day }) => day).sort()).toEqual(days);
  });

  it('of a select field are the known courses, without a call', async () => {
    const property = { options: [{ name: '非暴力沟通入门' }, { name: '共情倾听' }] };
    await control(sandbox, 'POST', 'fields', {
      action: 'change',
      table: '学习记录表',
      field: '课程',
      type: 3,
      property,
    });
    const { base, calls } = openBaseAt(sandbox);
    await base.prepare([]);
    const before = calls();
    expect(await base.knownCourses()).toEqual(['非暴力沟通入门', '共情倾听']);
    expect(calls()).toBe(before);
  });
});
