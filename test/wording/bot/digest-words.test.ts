import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestWords } from '../../../src/wording/bot/digest-words.ts';
import { sampleDigest } from '../sample-digest.ts';

const coursesOf = (many: number) =>
  Array.from({ length: many }, (_, index) => ({
    course: `课程${index}`,
    enrollments: many - index,
    before: 1,
  }));

describe('the digest', () => {
  it('says what came of the week, and what somebody has to do', () => {
    expect(digestWords(sampleDigest(), null)).toEqual({
      title: '上周小结 · 5月11日至5月17日',
      lines: [
        '来学习的 17 人：新学员 12 位，老学员 5 位',
        '学习记录 19 条（前一周 18 条），其中已退款 2 条',
        '· 《非暴力沟通入门》：15（18）',
        '· 《共情倾听》：4（0）',
        '14天以上没有收到名单：《亲子沟通》（5月1日）',
        '还能写入：学员总表约 15,200 条，学习记录表约 1,050 条',
        '3份名单在等人补充或确认，其中张老师 1份',
      ],
      people: [{ label: '2份', openId: 'ou_1' }],
      buttons: [],
    });
  });

  it.each<[string, Parameters<typeof sampleDigest>[0], string]>([
    ['refunds are not mentioned without 报名状态', { refunds: null }, '学习记录 19 条（前一周 18 条）'],
    ['six courses are named', { courses: coursesOf(6) }, '· 《课程5》：1（1）'],
    ['of more, the five largest', { courses: coursesOf(7) }, '· 其余 2 门课：3（2）'],
    [
      'of overdue courses three',
      { overdue: ['甲', '乙', '丙', '丁'].map((course) => ({ course, lastCame: '2026-05-01' })) },
      '14天以上没有收到名单：《甲》（5月1日）、《乙》（5月1日）、《丙》（5月1日）等 4 门',
    ],
    [
      'an enrollment without a course',
      { courses: [{ course: '', enrollments: 1, before: 0 }] },
      '· 没有填课程的：1（0）',
    ],
    [
      'a table that holds more than is known',
      { room: { learners: { rows: 60_000, limit: null }, enrollments: { rows: 20_001, limit: 20_000 } } },
      '还能写入：学员总表已有 60,000 条，学习记录表约 0 条',
    ],
  ])('%s', (_, over, line) => {
    expect(digestWords(sampleDigest(over), null).lines).toContain(line);
  });

  it('leads to the Base where it is known', () => {
    const url = 'https://x.feishu.cn/base/b';
    expect(digestWords(sampleDigest(), url).buttons).toMatchObject([
      { label: '在多维表格中查看', press: { kind: 'open', url } },
    ]);
  });

  it('has at most twelve lines, the row of people among them', () => {
    const sender = fc.oneof(
      fc.record({ kind: fc.constant('by_open_id' as const), openId: fc.constant('ou_1') }),
      fc.record({ kind: fc.constant('by_name' as const), name: fc.option(fc.string()) }),
    );
    const week = fc.record({
      courses: fc.nat({ max: 20 }).map(coursesOf),
      overdue: fc.array(fc.record({ course: fc.string(), lastCame: fc.constant('2026-05-01') })),
      waiting: fc.array(fc.record({ who: sender, files: fc.integer({ min: 1, max: 99 }) })),
    });
    fc.assert(
      fc.property(week, (over) => {
        const { lines, people } = digestWords(sampleDigest(over), null);
        expect(lines.length + (people.length > 0 ? 1 : 0)).toBeLessThanOrEqual(12);
        expect(people.length).toBeLessThanOrEqual(4);
      }),
    );
  });
});
