import { pick } from '../chance.ts';
import { numbersFrom, rowOf, type YearRoster, type YearRow } from '../roster.ts';
import { dayOf, type Week } from '../school-calendar.ts';

const secondClass: Week = 26;
const phoneOfCompany = '19900008888';
const familyNames = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄'] as const;
const givenNames = ['芳', '伟', '敏', '静', '磊', '洋', '婷', '杰', '丽', '强'] as const;

/**
 * A company's own list: staff numbers instead of ids of the shop, and one phone for everybody, that of its personnel
 * department. In each class one row has a day that no calendar has, and the company never mends it.
 */
export function companyRoster(week: Week): YearRoster {
  const isSecond = week >= secondClass;
  const weekOfClass = isSecond ? week - secondClass : week;
  const course = isSecond ? '沟通力内训B班' : '沟通力内训A班';
  const day = isSecond ? '2027/3/6' : '2026/9/5';
  const employees = numbersFrom(isSecond ? 12 : 0, 18 + Math.floor(weekOfClass / 2));
  const bad = { day: isSecond ? '2027/2/30' : '2026/9/31', isBad: true };
  return {
    fileName: `企业内训名单${dayOf(week)}.xlsx`,
    format: 'xlsx',
    columns: ['学员ID', '姓名', '手机号', '课程', '学习日期'],
    hidesPhones: false,
    operator: { course: null, day: null },
    rows: employees.map((employee, index) =>
      employeeRow(employee, { course, day, ...(index === 5 ? bad : {}) }),
    ),
  };
}

export function employeeRow(employee: number, about: Partial<YearRow>): YearRow {
  return rowOf(0, 0, {
    userId: `ZH${10_200 + employee}`,
    nickname: `${pick(familyNames, 'family', employee)}${pick(givenNames, 'given', employee)}`,
    phone: phoneOfCompany,
    isUnbound: false,
    ...about,
  });
}
