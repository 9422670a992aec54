import { describe, expect, it } from 'vitest';
import { nothingSaid } from '../../../src/sync/plan/keep-corrected.ts';
import { type LearnerPlanInput, planLearners } from '../../../src/sync/plan/plan-learners.ts';
import type { BaseSchema, ExistingLearner } from '../../../src/sync/ports.ts';
import type { SyncSettings } from '../../../src/sync/settings.ts';
import { settings } from '../sync-harness.ts';

const schema: BaseSchema = {
  timeZone: 'Asia/Shanghai',
  zones: [],
  advancedPermissions: false,
  linkIsTwoWay: true,
  learnerFields: {
    nickname: { kind: 'text' },
    phone: { kind: 'phone' },
    城市: { kind: 'text' },
    备注: { kind: 'text' },
    年龄: { kind: 'number' },
    生日: { kind: 'date' },
    来源渠道: { kind: 'select', options: ['微信'] },
  },
  course: { kind: 'text' },
  enrollmentFields: {},
};

const existing = (fields: Record<string, string>, recordId = 'rec_1'): ExistingLearner => ({
  recordId,
  userId: 'u_1',
  fields,
  enrollmentIds: [],
  createdAt: 0,
});

function plan(
  fields: Record<string, string>,
  records: ExistingLearner[] = [],
  changed: Partial<SyncSettings> = {},
  newerFields: string[] = [],
) {
  const input: LearnerPlanInput = {
    learners: [{ userId: 'u_1', line: 2, fields }],
    existing: records,
    schema,
    settings: { ...settings, ...changed },
    newerFields: new Map([['u_1', new Set(newerFields)]]),
    lastSaid: nothingSaid,
    today: '2026-05-20',
  };
  return planLearners(input);
}

const setFields = (...args: Parameters<typeof plan>) => plan(...args).update[0]?.set ?? {};

describe('a learner whom Base does not hold', () => {
  it('is created with what the file says', () => {
    expect(plan({ nickname: '小禾', phone: '19900000001' }).create).toEqual([
      { line: 2, userId: 'u_1', fields: { nickname: '小禾', phone: '19900000001' } },
    ]);
  });

  it('gets numbers and dates in the form of their fields, and loses what does not fit', () => {
    const { create, warnings } = plan({ 年龄: '1,030', 生日: '2011/5/1', phone: '19900000001 转 2' });
    expect(create[0]?.fields).toEqual({ 年龄: '1030', 生日: '2011-05-01' });
    expect(warnings).toEqual([{ line: 2, code: 'value_misfit', userId: 'u_1', field: 'phone' }]);
  });

  it('whose value is a damaged copy is told of', () => {
    expect(plan({ nickname: '小禾??' }, [existing({ nickname: '小禾😀' })]).warnings).toEqual([
      { line: 2, code: 'damaged_value', userId: 'u_1', field: 'nickname' },
    ]);
  });

  it('does not get a field that the table lacks', () => {
    expect(plan({ 微信号: 'x' }).create[0]?.fields).toEqual({});
  });
});

describe('a learner whom Base holds', () => {
  it.each<[string, Record<string, string>, Record<string, string>, Record<string, string>]>([
    ['equal values stay', { nickname: '小禾' }, { nickname: '小禾' }, {}],
    ['a differing value is the newer one', { nickname: '大禾' }, { nickname: '小禾' }, { nickname: '大禾' }],
    [
      'an empty value of Base is filled',
      { phone: '19900000001' },
      { nickname: '小禾' },
      { phone: '19900000001' },
    ],
    ['an empty value of the file never wins', {}, { phone: '19900000001' }, {}],
    ['a copy with lost characters never wins', { nickname: '小禾??' }, { nickname: '小禾😀' }, {}],
    ['无 fills an empty name', { nickname: '无' }, { nickname: '' }, { nickname: '无' }],
    ['未知 never replaces a name', { nickname: '未知' }, { nickname: '小禾' }, {}],
    ['a name replaces 无', { nickname: '小禾' }, { nickname: '无' }, { nickname: '小禾' }],
    ['+ and 00 make no other phone', { phone: '4915112345678' }, { phone: '+4915112345678' }, {}],
    [
      'only the differing fields are sent',
      { nickname: '大禾', phone: '1' },
      { nickname: '小禾', phone: '1' },
      { nickname: '大禾' },
    ],
    ['备注 is never overwritten', { 备注: '新' }, { 备注: '旧' }, {}],
    ['备注 is filled', { 备注: '新' }, {}, { 备注: '新' }],
  ])('%s', (_, file, base, expected) => {
    expect(setFields(file, [existing(base)])).toEqual(expected);
  });

  it('keeps what an undo needs', () => {
    expect(plan({ nickname: '大禾', phone: '1' }, [existing({ nickname: '小禾' })]).update).toEqual([
      {
        line: 2,
        recordId: 'rec_1',
        userId: 'u_1',
        set: { nickname: '大禾', phone: '1' },
        before: { nickname: '小禾', phone: '' },
      },
    ]);
  });

  it('is only filled where empty under fill-empty, or where the field says so', () => {
    const base = [existing({ nickname: '小禾', 城市: '上海' })];
    const file = { nickname: '大禾', 城市: '成都', phone: '1' };
    expect(setFields(file, base, { learnerUpdates: 'fill-empty' })).toEqual({ phone: '1' });
    const learnerFields = [{ name: '城市', fillOnlyIfEmpty: true }];
    expect(setFields(file, base, { learnerFields })).toEqual({ nickname: '大禾', phone: '1' });
  });

  it('is counted as unchanged where the file says nothing new', () => {
    expect(plan({ nickname: '小禾' }, [existing({ nickname: '小禾' })]).unchanged).toEqual(['u_1']);
  });

  it('is updated in the oldest record only, if there are several, and that is said', () => {
    const records = [existing({ nickname: '小禾' }, 'rec_old'), existing({}, 'rec_new')];
    const { update, warnings } = plan({ nickname: '大禾' }, records);
    expect(update.map(({ recordId }) => recordId)).toEqual(['rec_old']);
    expect(warnings).toEqual([
      { line: 2, code: 'learner_duplicated', userId: 'u_1', recordIds: ['rec_old', 'rec_new'] },
    ]);
  });
});

it('says which options a select field gains', () => {
  expect(plan({ 来源渠道: '抖音' }).warnings).toEqual([
    { line: null, code: 'options_added', field: '来源渠道', options: ['抖音'] },
  ]);
  expect(plan({ 来源渠道: '微信' }).warnings).toEqual([]);
});

describe('a field that a later upload has written', () => {
  const held = { nickname: '小禾', phone: '1' };

  it.each<
    [string, Record<string, string>, Record<string, string>, string[], Record<string, string>, string[]]
  >([
    ['keeps its value, which is named', { nickname: '大禾' }, held, ['nickname'], {}, ['nickname']],
    [
      'and the other fields change',
      { nickname: '大禾', phone: '2' },
      held,
      ['nickname'],
      { phone: '2' },
      ['nickname'],
    ],
    ['is filled where it is empty by now', { nickname: '大禾' }, {}, ['nickname'], { nickname: '大禾' }, []],
    ['is no matter where the values are equal', { nickname: '小禾' }, held, ['nickname'], {}, []],
  ])('%s', (_, fields, record, newer, set, kept) => {
    const { update, warnings } = plan(fields, [existing(record)], {}, newer);
    expect(update[0]?.set ?? {}).toEqual(set);
    expect(warnings).toEqual(
      kept.length === 0 ? [] : [{ line: 2, code: 'newer_kept', userId: 'u_1', fields: kept }],
    );
  });

  it('is no matter where only empty cells are filled', () => {
    const { update, warnings } = plan(
      { nickname: '大禾' },
      [existing(held)],
      { learnerUpdates: 'fill-empty' },
      ['nickname'],
    );
    expect([update, warnings]).toEqual([[], []]);
  });
});
