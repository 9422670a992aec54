import { describe, expect, it } from 'vitest';
import { corrections } from './corrections.ts';
import { expectYear } from './expected-year.ts';
import { teachersAndTestAccounts, userIdOf } from './people.ts';
import type { YearRoster } from './roster.ts';
import { rostersOfWeek } from './rosters-of-week.ts';
import { isHoliday, quietWeek, type Week, weeks } from './school-calendar.ts';
import { writeRoster } from './write-roster.ts';

const everyRoster = weeks.flatMap(rostersOfWeek);
const everyRow = everyRoster.flatMap(({ rows }) => rows);
const bytesOf = (week: Week) => rostersOfWeek(week).map((roster) => Buffer.from(writeRoster(roster)));
const [openCourse, workshop, practiceGroup, camp, company, familyCourse] = [0, 1, 2, 3, 4, 5].map((place) =>
  weeks.map((week) => rostersOfWeek(week)[place] as YearRoster),
) as [YearRoster[], YearRoster[], YearRoster[], YearRoster[], YearRoster[], YearRoster[]];

/** All year. */
function statusesOf({ userId, course }: { userId: string; course: string }): Set<string> {
  const rows = camp.flatMap(({ rows }) => rows);
  const same = rows.filter((row) => row.userId === userId && row.course === course);
  return new Set(same.map(({ status }) => status));
}

describe('the year is an ordinary one', () => {
  it('comes out the same each time', () => {
    expect(bytesOf(20)).toEqual(bytesOf(20));
  });

  it('has six lists a week, each of everybody so far', () => {
    expect(everyRoster).toHaveLength(312);
    expect(openCourse[0]?.rows.length).toBeLessThan(70);
    expect(openCourse.at(-1)?.rows.length).toBeGreaterThan(250);
  });

  it('has new periods', () => {
    const periods = new Set(workshop.map(({ operator }) => operator.course?.match(/第(\d+)期/)?.[1]));
    expect([...periods]).toEqual(['12', '13', '14', '15']);
  });

  it('has holidays, in which nobody joins', () => {
    const before = weeks.filter((week) => isHoliday(week));
    expect(before.map((week) => openCourse[week]?.rows.length)).toEqual(
      before.map((week) => openCourse[week - 1]?.rows.length),
    );
  });

  it('has a quiet week, in which the same bytes come again', () => {
    expect(bytesOf(quietWeek)).toEqual(bytesOf(quietWeek - 1));
    expect(bytesOf(quietWeek - 1)[0]).not.toEqual(bytesOf(quietWeek - 2)[0]);
  });

  it("has a company's list with other ids and one phone", () => {
    const rows = company.flatMap(({ rows }) => rows);
    expect(rows.every(({ userId }) => /^ZH\d{5}$/.test(userId))).toBe(true);
    expect(new Set(rows.map(({ phone }) => phone)).size).toBe(1);
  });

  it('has weekly sessions, each a row of its own', () => {
    const days = new Set(practiceGroup.flatMap(({ rows }) => rows.map(({ day }) => day)));
    expect(days.size).toBe(weeks.filter((week) => !isHoliday(week)).length);
  });

  it('has refunds, some of which are bought again, and places bought twice', () => {
    const { enrollments } = expectYear('overwrite').year.tables;
    const written = ({ userId, course }: { userId: string; course: string }) =>
      enrollments.filter((enrollment) => enrollment.userId === userId && enrollment.course === course);
    const orders = camp.at(-1)?.rows ?? [];
    const refunded = orders.filter(({ status }) => status === '已退款');
    expect(refunded).toHaveLength(13);
    for (const order of refunded) {
      expect(statusesOf(order)).toEqual(new Set(['交易成功', '已退款', '已支付']));
      expect(written(order)).toHaveLength(2);
    }
    const twice = orders.filter((order) => statusesOf(order).size === 1 && written(order).length === 2);
    expect(new Set(twice.map(({ course }) => course)).size).toBe(13);
  });

  it('has teachers and test accounts', () => {
    const ids = new Set(everyRow.map(({ userId }) => userId));
    expect(teachersAndTestAccounts.filter((person) => !ids.has(userIdOf(person)))).toEqual([]);
  });

  it('has two rows that stay bad all year', () => {
    const lists = everyRoster.map(({ rows }) => rows.filter(({ isBad }) => isBad).length);
    expect(lists.filter((bad) => bad > 0)).toEqual(Array(2 * 52).fill(1));
    expect(
      [openCourse, company].every((list) => list.every(({ rows }) => rows.some(({ isBad }) => isBad))),
    ).toBe(true);
  });

  it('has phones abroad, which Excel writes without their plus', () => {
    const abroad = everyRow.filter(({ phone }) => phone.startsWith('+44'));
    expect(new Set(abroad.map(({ userId }) => userId)).size).toBeGreaterThan(30);
    expect(workshop.some(({ rows }) => rows.some(({ phone }) => phone.startsWith('+44')))).toBe(true);
  });

  it('hides the phones after the first export of one course, and shows them late for another', () => {
    expect(openCourse.map(({ hidesPhones }) => hidesPhones)).toEqual(weeks.map((week) => week > 0));
    expect(familyCourse.map(({ hidesPhones }) => hidesPhones)).toEqual(weeks.map((week) => week < 20));
  });

  it('has corrections by hand, which only the rule that looks at the roster keeps', () => {
    const keptBy = (rule: 'overwrite' | 'changed') => {
      const { learners } = expectYear(rule).year.tables;
      return corrections.filter(({ userId, field, value }) => learners.get(userId)?.[field] === value).length;
    };
    expect(corrections).toHaveLength(10);
    expect(keptBy('changed')).toBeGreaterThanOrEqual(8);
    expect(keptBy('overwrite')).toBeLessThan(5);
  });
});
