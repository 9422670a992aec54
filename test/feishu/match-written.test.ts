import { describe, expect, it } from 'vitest';
import { type MatchKeys, matchWritten } from '../../src/feishu/tables/match-written.ts';

const row = (userId: string, course: string): MatchKeys => ({ userId, key: `${userId} ${course}` });
const record = (recordId: string, userId: string, course: string) => ({ recordId, ...row(userId, course) });

describe('which record a row became', () => {
  const sent = [row('u1', 'a'), row('u1', 'b'), row('u2', 'a')];

  it.each([
    [
      'in the order of the rows',
      [record('rec1', 'u1', 'a'), record('rec2', 'u1', 'b'), record('rec3', 'u2', 'a')],
      ['rec1', 'rec2', 'rec3'],
    ],
    [
      'in another order',
      [record('rec3', 'u2', 'a'), record('rec2', 'u1', 'b'), record('rec1', 'u1', 'a')],
      ['rec1', 'rec2', 'rec3'],
    ],
    [
      'by place, where only 用户ID is echoed',
      [record('rec1', 'u1', ''), record('rec2', 'u1', ''), record('rec3', 'u2', '')],
      ['rec1', 'rec2', 'rec3'],
    ],
    [
      'nothing for sure, where nothing is echoed',
      [record('rec1', '', ''), record('rec2', '', ''), record('rec3', '', '')],
      null,
    ],
    [
      'nothing for sure, where a record is missing',
      [record('rec1', 'u1', 'a'), record('rec2', 'u1', 'b')],
      null,
    ],
  ])('%s', (_name, echoed, expected) => {
    expect(matchWritten(sent, echoed)).toEqual(expected);
  });

  it('gives each of two equal rows its own record', () => {
    const equal = [row('u1', 'a'), row('u1', 'a')];
    const echoed = [record('rec1', 'u1', 'a'), record('rec2', 'u1', 'a')];
    expect(matchWritten(equal, echoed)).toEqual(['rec1', 'rec2']);
  });
});
