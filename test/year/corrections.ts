import { userIdOf } from './people.ts';
import type { Week } from './school-calendar.ts';

/** A cell of 学员总表 that staff overtype. */
export interface Correction {
  /** Before this week's files are sent. */
  week: Week;
  userId: string;
  field: 'nickname' | 'phone';
  value: string;
}

/** What people have told staff: their real names, and numbers that the shop does not have. */
export const corrections: readonly Correction[] = [
  nickname(6, 3, '林小雨（小雨）'),
  nickname(6, 108, '陈宁'),
  phone(9, 17, '19900009017'),
  nickname(11, 30, '阿荷（西安）'),
  phone(15, 101, '19900009101'),
  nickname(24, 140, '周木'),
  phone(28, 520, '+447700900999'),
  nickname(31, 150, '李青'),
  nickname(40, 12, '安安老师'),
  phone(45, 130, '19900009130'),
];

function nickname(week: Week, person: number, value: string): Correction {
  return { week, userId: userIdOf(person), field: 'nickname', value };
}

function phone(week: Week, person: number, value: string): Correction {
  return { week, userId: userIdOf(person), field: 'phone', value };
}
