import type { CalendarDay } from '../../src/roster/roster.ts';
import { isUnbound, nicknameOf, type PersonNumber, phoneOf, userIdOf } from './people.ts';
import type { Week } from './school-calendar.ts';

/** A roster by what it means. How that looks in a file is said in `write-roster.ts`. */
export interface YearRoster {
  fileName: string;
  format: RosterFormat;
  /** The titles, in their order. */
  columns: readonly RosterColumn[];
  /** 小鹅通 shows staff without the right to see them `199****0001`. */
  hidesPhones: boolean;
  /** What staff answer where the file has no such column. */
  operator: { course: string | null; day: CalendarDay | null };
  rows: readonly YearRow[];
}

/** `excel`: opened and saved again by a Chinese Excel, in GBK. */
export type RosterFormat = 'csv' | 'excel' | 'xlsx';

export const rosterColumns = [
  '用户ID',
  '学员ID',
  '昵称',
  '姓名',
  '手机号',
  '账户绑定手机号',
  '最近采集手机号',
  '商品名称',
  '课程',
  '报名时间',
  '订购时间',
  '学习日期',
  '订单状态',
  '注册时间',
  '学习进度',
] as const;
export type RosterColumn = (typeof rosterColumns)[number];

export interface YearRow {
  userId: string;
  nickname: string;
  /** As Base keeps it; empty if there is none. */
  phone: string;
  isUnbound: boolean;
  course: string;
  /** As written; a day, with or without a time. */
  day: string;
  status: string;
  progress: number;
  /** It can never be written, and nobody mends it. */
  isBad: boolean;
}

/** What a roster of the shop says about a person in that week. */
export function rowOf(person: PersonNumber, week: Week, about: Partial<YearRow> = {}): YearRow {
  return {
    userId: userIdOf(person),
    nickname: nicknameOf(person, week),
    phone: phoneOf(person),
    isUnbound: isUnbound(person),
    course: '',
    day: '',
    status: '',
    progress: Math.min(100, (person % 30) + week),
    isBad: false,
    ...about,
  };
}

/** From a number on, as many. */
export function numbersFrom(first: number, count: number): number[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => first + index);
}
