import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowWarning, ValidRow } from '../../../src/roster/roster.ts';
import { doubtColumns } from '../../../src/sync/odd/columns-swapped.ts';
import { doubtDay } from '../../../src/sync/odd/date-far.ts';
import { doubtUpdates } from '../../../src/sync/odd/many-updates.ts';
import { doubtIds, type KnownIds, needsMoreIds, usualShapes } from '../../../src/sync/odd/odd-ids.ts';
import { doubtFile, type EarlierSync } from '../../../src/sync/odd/same-file.ts';

type Update = Parameters<typeof doubtUpdates>[0]['update'][number];

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

function updateOf(before: Record<string, string>, set: Record<string, string>, index = 0): Update {
  return { line: index + 2, recordId: `rec_${index}`, userId: `u_${index}`, before, set };
}

const renamed = (index: number) => updateOf({ nickname: '小雨' }, { nickname: `第${index}个名字` }, index);

function learners(known: number, update: Update[]) {
  return { update, unchanged: numbers(known - update.length).map((index) => `u_k${index}`) };
}

describe('many_updates', () => {
  it.each([
    ['20 known, 10 of them', 20, 10, true],
    ['19 known', 19, 19, false],
    ['9 of them', 20, 9, false],
    ['30 % of 50', 50, 15, true],
    ['less than 30 % of 50', 50, 14, false],
    ['30 % of 33, which is 9.9', 33, 10, true],
    ['less than 30 % of 34', 34, 10, false],
  ])('%s', (_, known, changed, asks) => {
    const doubt = doubtUpdates(learners(known, numbers(changed).map(renamed)));
    expect(doubt !== null).toBe(asks);
  });

  it.each([
    ['another name', { nickname: '小雨' }, { nickname: '小雪' }, true],
    ['another phone', { phone: '13800001111' }, { phone: '13800002222' }, true],
    ['a name in place of emoji', { nickname: '🌞' }, { nickname: '小雪' }, true],
    ['a first name', { nickname: '' }, { nickname: '小雪' }, false],
    ['a first phone', {}, { phone: '13800002222' }, false],
    ['the name that an import made up', { nickname: '手机尾号0001用户' }, { nickname: '小雨' }, false],
    ['a name made up in place of one', { nickname: '小雨' }, { nickname: '手机尾号0001用户' }, true],
    ['blanks', { nickname: '小 雨' }, { nickname: '小雨' }, false],
    ['width', { nickname: 'Amy1' }, { nickname: 'Ａｍｙ１' }, false],
    ['emoji', { nickname: '小雨🌧️👩‍🏫' }, { nickname: '小雨' }, false],
    ['skin and flags', { nickname: '小雨👍🏽🇨🇳' }, { nickname: '小雨👍' }, false],
    ['the way a phone is written', { phone: '+1 (415) 555 0100' }, { phone: '0014155550100' }, false],
    ['another field', { 城市: '北京' }, { 城市: '上海' }, false],
  ])('%s', (_, before, set, counts) => {
    const doubt = doubtUpdates(
      learners(
        30,
        numbers(30).map((index) => updateOf(before, set, index)),
      ),
    );
    expect(doubt !== null).toBe(counts);
  });

  it('says how many of what, and a few of them', () => {
    const both = updateOf(
      { nickname: '小雨', phone: '13800001111' },
      { nickname: '大雨', phone: '13800002222' },
    );
    const update = [both, ...numbers(11).map(() => updateOf({ phone: '1' }, { phone: '13800002222' }))];
    expect(doubtUpdates(learners(40, update))).toEqual({
      code: 'many_updates',
      figures: { known: 40, learners: 12, nicknames: 1, phones: 12 },
      examples: ['小雨 → 大雨', '1 → 13800002222', '1 → 13800002222'],
    });
  });
});

function rowOf(nickname: string, warning?: RowWarning['code']): ValidRow {
  return {
    kind: 'valid',
    line: 2,
    learner: { userId: 'u_1', nickname, phone: '', extras: {} },
    course: null,
    day: null,
    status: '',
    extras: {},
    warnings: warning === undefined ? [] : [{ code: warning } as RowWarning],
  };
}

describe('columns_swapped', () => {
  const swapped = rowOf('13800001111', 'phone_invalid');
  const sound = rowOf('小雨');

  it.each([
    ['more than half of the rows', [swapped, swapped, sound], true],
    ['just half of them', [swapped, sound], false],
    ['phones for names, but none for phones', [rowOf('13800001111'), rowOf('13800002222')], false],
    ['phones for names, and masked ones', [rowOf('13800001111', 'phone_masked')], false],
    ['names, and remarks for phones', [rowOf('小雨', 'phone_invalid')], false],
    ['no row at all', [], false],
  ])('%s', (_, rows, asks) => {
    expect(doubtColumns({ rows, shiftedRows: 0 }) !== null).toBe(asks);
  });

  it('says how many, and the names that are none', () => {
    expect(doubtColumns({ rows: [swapped, swapped, sound], shiftedRows: 0 })).toEqual({
      code: 'columns_swapped',
      figures: { rows: 3, swapped: 2 },
      examples: ['13800001111', '13800001111'],
    });
  });

  it('counts rows that stand under other titles in other ways', () => {
    expect(doubtColumns({ rows: [sound, sound, sound], shiftedRows: 2 })).toMatchObject({
      figures: { rows: 3, swapped: 2 },
    });
  });
});

const usual = (index: number) => `u_7f74bf20f876f_${String(index).padStart(10, '0')}`;
const ids = (count: number, of: (index: number) => string) => new Set(numbers(count).map(of));

function known(over: Partial<KnownIds> = {}): KnownIds {
  return { userIds: ids(30, usual), shapes: new Set(), learners: 30, ...over };
}

describe('odd_ids', () => {
  const mixed = (odd: number, sound: number) =>
    new Set([...ids(odd, (index) => `WX-${index}`), ...ids(sound, usual)]);

  it.each([
    ['5 odd ones of 5', mixed(5, 0), true],
    ['4 of 4', mixed(4, 0), false],
    ['more than half', mixed(6, 5), true],
    ['just half', mixed(6, 6), false],
    ['none', mixed(0, 40), false],
  ])('%s', (_, userIds, asks) => {
    expect(doubtIds(userIds, known()) !== null).toBe(asks);
    expect(needsMoreIds(userIds, known())).toBe(asks);
  });

  it.each([
    [4, true],
    [5, false],
  ])('%i learners of Base have the shape', (count, asks) => {
    const userIds = new Set([...ids(30, usual), ...ids(count, (index) => `WX-9${index}`)]);
    expect(doubtIds(mixed(20, 0), known({ userIds })) !== null).toBe(asks);
  });

  it.each([
    [19, false],
    [20, true],
  ])('a Base of %i learners', (learners, asks) => {
    expect(doubtIds(mixed(20, 0), known({ userIds: new Set(), learners })) !== null).toBe(asks);
  });

  it('knows what was usual before', () => {
    const shapes = usualShapes({ userIds: mixed(5, 0), shapes: new Set() });
    expect(doubtIds(mixed(20, 0), known({ shapes }))).toBeNull();
    expect(usualShapes({ userIds: mixed(4, 0), shapes: new Set() })).toEqual(new Set());
  });

  it.each([
    [
      'phones among numbers',
      (index: number) => `1380000${1000 + index}`,
      (index: number) => `${1000 + index}`,
    ],
    ['words', (index: number) => `小雨${'一二三四五六七八九十'[index]}`, usual],
    ['ids of WeChat', (index: number) => `o6_bm-${index}xY`, usual],
  ])('%s are odd', (_, odd, sound) => {
    expect(doubtIds(ids(10, odd), known({ userIds: ids(30, sound) }))).toMatchObject({
      figures: { ids: 10, odd: 10 },
    });
  });

  it('numbers that grow are not', () => {
    const growing = ids(10, (index) => String(9_995 + index));
    expect(doubtIds(growing, known({ userIds: ids(30, (index) => String(100 + index)) }))).toBeNull();
  });
});

describe('date_far', () => {
  it.each([
    ['2026-11-28', '2026-11-28', null],
    ['a year back', '2025-11-28', null],
    ['a year and a day back, through a leap year', '2025-11-27', null],
    ['later than that', '2025-11-26', -367],
    ['90 days ahead', '2027-02-26', null],
    ['91 days ahead', '2027-02-27', 91],
    ['ten years back', '2016-05-16', -3848],
  ])('%s', (_, day, days) => {
    const doubt = doubtDay(day, '2026-11-28');
    expect(doubt).toEqual(days === null ? null : { code: 'date_far', figures: { day, days }, examples: [] });
  });

  it('the same day of last year is never far', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (offset) => {
        const today = new Date(Date.UTC(2000, 0, 1) + offset * 86_400_000);
        const then = new Date(today);
        then.setUTCFullYear(today.getUTCFullYear() - 1);
        const dayOf = (date: Date) => date.toISOString().slice(0, 10);
        return doubtDay(dayOf(then), dayOf(today)) === null;
      }),
    );
  });
});

describe('same_file_before', () => {
  const beginners: EarlierSync = { number: 36, course: '入门', day: '2026-05-16' };
  const ask = (said: { course: string | null; day: string | null }, over = {}) =>
    doubtFile({ said, before: [beginners], policy: 'skip-existing', held: null, enrollments: 41, ...over });

  it.each([
    ['another course', { course: '深化', day: '2026-05-16' }, 'skip-existing', { course: '入门', day: null }],
    ['another course and day', { course: '深化', day: '2026-06-16' }, 'skip-existing', beginners],
    ['another spelling', { course: '《入门》 ', day: '2026-05-16' }, 'append', null],
    ['another day', { course: '入门', day: '2026-06-16' }, 'skip-existing', null],
    ['another day', { course: '入门', day: '2026-06-16' }, 'append', { course: null, day: '2026-05-16' }],
    ['the same once more', { course: '入门', day: '2026-05-16' }, 'append', null],
    ['a file that says both', { course: null, day: null }, 'append', null],
  ] as const)('%s', (_, said, policy, figures) => {
    const doubt = ask(said, { policy });
    if (figures === null) expect(doubt).toBeNull();
    else expect(doubt?.figures).toEqual({ ...figures, number: 36, enrollments: 41 });
  });

  it('not if nothing would be created, or nothing came before', () => {
    expect(ask({ course: '深化', day: null }, { enrollments: 0 })).toBeNull();
    expect(ask({ course: '深化', day: null }, { before: [] })).toBeNull();
  });

  it('not if what it wrote then has been deleted', () => {
    const said = { course: '深化', day: '2026-05-16' };
    expect(ask(said, { held: new Set(['入门']) })?.figures).toMatchObject({ number: 36 });
    expect(ask(said, { held: new Set(['别的']) })).toBeNull();
  });

  it('not if it came for this course too', () => {
    const before = [{ ...beginners, number: 40, course: '深化' }, beginners];
    expect(ask({ course: '入门', day: '2026-05-16' }, { before })).toBeNull();
    expect(ask({ course: '进阶', day: '2026-05-16' }, { before })?.figures).toMatchObject({ number: 40 });
  });
});
