import { describe, expect, it } from 'vitest';
import { differingLearners } from '../../../src/sync/plan/differing-learners.ts';
import { keepCorrected } from '../../../src/sync/plan/keep-corrected.ts';
import type { LastSaid } from '../../../src/sync/roster-values.ts';

/** What rosters have said of u_1, by field; a later one where there is an exclamation mark. */
function saying(said: Record<string, string>): LastSaid {
  return (userId, field, value) => {
    const last = userId === 'u_1' ? said[field] : undefined;
    if (last === undefined) return null;
    return { isSame: last.replace('!', '') === value, isLater: last.startsWith('!') };
  };
}

describe('what a file would change in Base', () => {
  it.each<
    [
      string,
      set: Record<string, string>,
      held: Record<string, string>,
      said: Record<string, string>,
      expected: { set?: Record<string, string>; newer?: string[]; byHand?: string[] },
    ]
  >([
    [
      'is changed if no roster has said anything',
      { nickname: '新' },
      { nickname: '旧' },
      {},
      { set: { nickname: '新' } },
    ],
    [
      'is changed if the roster said something else',
      { nickname: '新' },
      { nickname: '旧' },
      { nickname: '旧' },
      { set: { nickname: '新' } },
    ],
    [
      'is changed even where a person was there in between',
      { nickname: '新' },
      { nickname: '改' },
      { nickname: '旧' },
      { set: { nickname: '新' } },
    ],
    [
      'stays if the roster said the same: a person changed it',
      { nickname: '旧' },
      { nickname: '改' },
      { nickname: '旧' },
      { byHand: ['nickname'] },
    ],
    [
      'is filled where the cell is empty',
      { nickname: '旧' },
      {},
      { nickname: '旧' },
      { set: { nickname: '旧' } },
    ],
    [
      'is decided field by field',
      { nickname: '旧', phone: '2' },
      { nickname: '改', phone: '1' },
      { nickname: '旧', phone: '1' },
      { set: { phone: '2' }, byHand: ['nickname'] },
    ],
    [
      'stays if a later roster has said something else',
      { nickname: '旧' },
      { nickname: '新' },
      { nickname: '!新' },
      { newer: ['nickname'] },
    ],
    [
      'stays by hand if a later roster has said the same',
      { nickname: '旧' },
      { nickname: '改' },
      { nickname: '!旧' },
      { byHand: ['nickname'] },
    ],
    [
      'knows phones with and without their prefix',
      { phone: '+4915112345678' },
      { phone: '1' },
      { phone: '4915112345678' },
      { byHand: ['phone'] },
    ],
  ])('%s', (_, set, held, said, expected) => {
    const kept = keepCorrected({ set, newer: [] }, held, 'u_1', saying(said));
    expect(kept).toEqual({ set: {}, newer: [], byHand: [], ...expected });
  });

  it('still names what is newer already', () => {
    const kept = keepCorrected({ set: {}, newer: ['phone'] }, {}, 'u_1', saying({}));
    expect(kept.newer).toEqual(['phone']);
  });
});

describe('learners of whom it matters what was said before', () => {
  const row = (userId: string, nickname: string, phone = '', extras = {}) => ({
    line: 2,
    learner: { userId, nickname, phone, extras },
    ...{ course: '入门', day: '2026-05-01', fields: {} },
  });
  const record = (userId: string, fields: Record<string, string>) => ({
    ...{ recordId: `rec ${userId}`, userId, fields, enrollmentIds: [], createdAt: 0 },
  });

  it.each([
    ['nobody whom Base does not hold', [row('u_1', '甲')], [], []],
    [
      'nobody who is the same',
      [row('u_1', '甲', '1', { 城市: '乙' })],
      [record('u_1', { nickname: '甲', phone: '1', 城市: '乙' })],
      [],
    ],
    ['nobody about whom the row says nothing', [row('u_1', '')], [record('u_1', { nickname: '甲' })], []],
    [
      'whoever differs in any row',
      [row('u_1', '甲'), row('u_1', '乙')],
      [record('u_1', { nickname: '甲' })],
      ['u_1'],
    ],
    [
      'whoever differs in a further column',
      [row('u_1', '', '', { 城市: '丙' })],
      [record('u_1', {})],
      ['u_1'],
    ],
    [
      'whoever differs from the oldest record',
      [row('u_1', '甲')],
      [record('u_1', { nickname: '乙' }), record('u_1', { nickname: '甲' })],
      ['u_1'],
    ],
  ])('%s', (_, rows, existing, expected) => {
    expect([...differingLearners(rows, existing)]).toEqual(expected);
  });
});
