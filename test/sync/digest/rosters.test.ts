import { describe, expect, it } from 'vitest';
import { overdueCourses } from '../../../src/sync/digest/overdue-courses.ts';
import { waitingFiles } from '../../../src/sync/digest/waiting-files.ts';
import { daysAfter } from '../../../src/sync/digest/week.ts';
import { chatOrigin } from '../../contract/store-place.ts';
import { sampleSummary } from '../../wording/sample-sync.ts';

const today = '2026-05-18';
const cameBefore = (days: number, ...courses: string[]) => ({
  summary: sampleSummary({ courses }),
  finishedAt: new Date(`${daysAfter(today, -days)}T21:00:00+08:00`),
});

describe('courses whose roster has not come', () => {
  it.each<[string, ReturnType<typeof cameBefore>[], string[]]>([
    ['for less than 14 days', [cameBefore(13, '甲')], []],
    ['for 14 days', [cameBefore(14, '甲')], ['甲']],
    ['for 27 days', [cameBefore(27, '甲')], ['甲']],
    ['for so long that they are over', [cameBefore(28, '甲')], []],
    ['lately, in whatever spelling', [cameBefore(20, '甲'), cameBefore(3, '《甲》')], []],
    [
      'each once, the longest overdue first',
      [cameBefore(14, '甲', '乙'), cameBefore(20, '丙'), cameBefore(21, '甲')],
      ['丙', '乙', '甲'],
    ],
  ])('%s', (_, syncs, courses) => {
    expect(overdueCourses(syncs, today).map(({ course }) => course)).toEqual(courses);
  });

  it('with the day on which it came last', () => {
    expect(overdueCourses([cameBefore(20, '甲'), cameBefore(14, '甲')], today)).toEqual([
      { course: '甲', lastCame: '2026-05-04' },
    ]);
  });
});

describe('files that wait', () => {
  const inChat = (openId: string) => ({ origin: chatOrigin({ openId }), askedBy: null });

  it('are counted by whose they are, the most first', () => {
    const syncs = [
      { status: 'needs_input' as const, origin: null, askedBy: { name: '张老师', openId: null } },
      { status: 'needs_input' as const, origin: null, askedBy: { name: '李老师', openId: 'ou_1' } },
      { status: 'needs_input' as const, origin: null, askedBy: null },
      { status: 'needs_input' as const, ...inChat('ou_1') },
      { status: 'queued' as const, ...inChat('ou_2') },
    ];
    expect(waitingFiles(syncs)).toEqual([
      { who: { kind: 'by_open_id', openId: 'ou_1' }, files: 2 },
      { who: { kind: 'by_name', name: '张老师' }, files: 1 },
      { who: { kind: 'by_name', name: null }, files: 1 },
    ]);
  });
});
