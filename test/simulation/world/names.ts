/** What the numbers of a world stand for. All counted around, so that shrinking a number never leaves the list. */
const around = <Item>(items: readonly Item[], index: number): Item => {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('an empty list');
  return item;
};

const persons = 7;
export const userIdOf = (person: number): string =>
  `u_7f${String((person % persons) + 1).padStart(11, '0')}_ABCDEFGHIJ`;

/** The first one says nothing. */
const nicknames = ['', '林间', '小鹿', '安然', '月下听雨'] as const;
export const nicknameOf = (nickname: number): string => around(nicknames, nickname);

export const phoneOf = (phone: number): string => (phone % 4 === 0 ? '' : `1990000000${String(phone % 4)}`);

const cities = ['', '杭州', '成都'] as const;
export const cityOf = (city: number): string => around(cities, city);

const teachers = ['', '周老师', '吴老师'] as const;
export const teacherOf = (teacher: number): string => around(teachers, teacher);

/** The first two are the same course, spelled in two ways. */
const courses = ['入门', '《入门》', '深化', '亲子'] as const;
export const courseOf = (course: number): string => around(courses, course);
/** What all spellings of a course have in common. */
export const courseKeyOf = (course: string): string => course.replace(/[《》]/g, '');

const days = ['2026-05-01', '2026-05-08', '2026-04-20'] as const;
export const dayOf = (day: number): string => around(days, day);
