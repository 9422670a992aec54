import { describe, expect, it } from 'vitest';
import { proposeCourses } from '../../../src/sync/run/propose-courses.ts';
import type { OperatorInput, SyncRecord } from '../../../src/sync/sync-record.ts';
import { sampleSummary, sampleSync } from '../../wording/sample-sync.ts';

const input = (course: string | null): OperatorInput => ({
  course,
  day: null,
  addUnderNewDate: false,
  confirmed: [],
});
const from = (chatId: string, openId: string) => ({ chatId, openId, messageId: 'om', file: null });
const mine = from('oc_1', 'ou_me');

/** A sync of another upload, for which this course was given. */
const other = (fileName: string, course: string | null, over: Partial<SyncRecord> = {}) =>
  sampleSync({ uploadId: 'other', origin: mine, fileName, input: input(course), ...over });
const asks = (fileName: string) => sampleSync({ origin: mine, fileName });
const proposed = (fileName: string, near: readonly SyncRecord[]) => {
  const { proposedCourse, proposedFrom } = proposeCourses(asks(fileName), { near, ofBase: [] }, []);
  return [proposedCourse, proposedFrom];
};

describe('the proposal', () => {
  it('is the course in the file name', () => {
    const near = [other('《深化》名单.csv', '入门')];
    expect(proposed('《深化》名单.csv', near)).toEqual(['深化', 'file_name']);
  });

  it.each([
    ['周六班20260523.csv', '周六班20260516.csv'],
    ['周六班 (1).csv', '周六班.xlsx'],
    ['周六班 - 副本.csv', '周六班5月16日.csv'],
    ['周六班（2）.CSV', '周六班 2026.05.16.csv'],
  ])('for %s is the course that %s was of', (fileName, before) => {
    expect(proposed(fileName, [other(before, '入门')])).toEqual(['入门', 'last_time']);
  });

  it.each<[string, SyncRecord[]]>([
    ['another name', [other('周日班.csv', '入门')]],
    ['another chat', [other('周六班.csv', '入门', { origin: from('oc_2', 'ou_me') })]],
    ['a sync that was taken back', [other('周六班.csv', '入门', { isUndone: true })]],
    ['a file that said its course itself', [other('周六班.csv', null)]],
    ['files of several courses', [other('周六班.csv', '入门'), other('周六班(1).csv', '深化')]],
    ['its own upload', [other('周六班.csv', '入门', { uploadId: asks('').uploadId })]],
  ])('is not made from %s', (_, near) => {
    expect(proposed('周六班.csv', near)).toEqual([null, undefined]);
  });

  it('is not made for a name of digits only', () => {
    expect(proposed('0523.csv', [other('0516.csv', '入门')])).toEqual([null, undefined]);
  });

  it('is the same for all spellings of a course', () => {
    const near = [other('周六班.csv', '《入门》'), other('周六班.csv', '入门')];
    expect(proposed('周六班.csv', near)).toEqual(['《入门》', 'last_time']);
  });
});

it('the courses are those of this person, then those of the latest syncs, then those of Base, each once', () => {
  const colleague = { origin: from('oc_1', 'ou_other') };
  const summary = sampleSummary({ courses: ['倾听', '入门'] });
  const near = [
    other('a.csv', '同事的', colleague),
    other('b.csv', '深化'),
    other('c.csv', null, { summary }),
  ];
  const ofBase = [
    other('d.csv', '亲子'),
    other('e.csv', '错的', { isUndone: true }),
    other('f.csv', '《深化》'),
  ];
  expect(proposeCourses(asks('名单.csv'), { near, ofBase }, ['入门', '调解'])).toEqual({
    proposedCourse: null,
    recentCourses: ['深化', '倾听', '入门'],
    knownCourses: ['深化', '倾听', '入门', '亲子', '调解'],
  });
});
