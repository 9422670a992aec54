import { describe, expect, it } from 'vitest';
import { warnSamePhones } from '../../../src/sync/plan/same-phones.ts';

const number = '19900000001';
/** Learners of the file, from line 2 on, by 用户ID and phone. */
const fileOf = (...people: [userId: string, phone: string][]) =>
  people.map(([userId, phone], index) => {
    const fields: Record<string, string> = phone === '' ? {} : { phone };
    return { userId, line: index + 2, fields };
  });
const held = (userId: string, phone: string) => ({
  ...{ recordId: `rec ${userId}`, userId, fields: { phone }, enrollmentIds: [], createdAt: 0 },
});
const nobody = new Map<string, string[]>();
const warned = (line: number, userId: string, ids: number, ...others: string[]) => ({
  ...{ line, code: 'same_phone', userId, ids },
  others: others.map((other) => ({ userId: other })),
});

describe('a new learner with the phone of another 用户ID', () => {
  it.each<[string, Parameters<typeof warnSamePhones>[0], object[]]>([
    [
      'in the file is named',
      {
        learners: fileOf(['u_1', number], ['u_2', number]),
        created: new Set(['u_2']),
        existing: [],
        others: nobody,
      },
      [warned(3, 'u_2', 2, 'u_1')],
    ],
    [
      'in Base is named',
      {
        learners: fileOf(['u_2', number]),
        created: new Set(['u_2']),
        existing: [],
        others: new Map([[number, ['u_9']]]),
      },
      [warned(2, 'u_2', 2, 'u_9')],
    ],
    [
      'whatever the file says of the other',
      {
        learners: fileOf(['u_1', ''], ['u_2', number]),
        created: new Set(['u_2']),
        existing: [held('u_1', number)],
        others: nobody,
      },
      [warned(3, 'u_2', 2, 'u_1')],
    ],
    [
      'in another spelling is named',
      {
        learners: fileOf(['u_1', '+4915112345678'], ['u_2', '4915112345678']),
        created: new Set(['u_2']),
        existing: [],
        others: nobody,
      },
      [warned(3, 'u_2', 2, 'u_1')],
    ],
    [
      'is one line for each number',
      {
        learners: fileOf(['u_1', number], ['u_2', number], ['u_3', '19900000002'], ['u_4', '19900000002']),
        created: new Set(['u_1', 'u_2', 'u_3', 'u_4']),
        existing: [],
        others: nobody,
      },
      [warned(2, 'u_1', 2, 'u_2'), warned(4, 'u_3', 2, 'u_4')],
    ],
    [
      'names three of many',
      {
        learners: fileOf(['u_1', number], ['u_2', number], ['u_3', number], ['u_4', number], ['u_5', number]),
        created: new Set(['u_5']),
        existing: [],
        others: nobody,
      },
      [warned(6, 'u_5', 5, 'u_1', 'u_2', 'u_3')],
    ],
    [
      'is nothing to say of learners whom Base holds',
      {
        learners: fileOf(['u_1', number], ['u_2', number]),
        created: new Set(['u_9']),
        existing: [],
        others: nobody,
      },
      [],
    ],
    [
      'is nothing to say of learners without a phone',
      {
        learners: fileOf(['u_1', ''], ['u_2', '']),
        created: new Set(['u_1', 'u_2']),
        existing: [],
        others: nobody,
      },
      [],
    ],
    [
      'is nobody else where one person has it twice in Base',
      {
        learners: fileOf(['u_1', number]),
        created: new Set(['u_1']),
        existing: [],
        others: new Map([[number, ['u_1']]]),
      },
      [],
    ],
  ])('%s', (_, input, expected) => {
    expect(warnSamePhones(input)).toEqual(expected);
  });
});
