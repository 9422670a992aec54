import type { CalendarDay } from '../../src/roster/roster.ts';
import type { Correction } from './corrections.ts';
import type { YearRoster, YearRow } from './roster.ts';
import { shownNickname, shownValues } from './shown-values.ts';

/** Both tables as they should be, without record ids. */
export interface ExpectedTables {
  /** By 用户ID. */
  learners: Map<string, ExpectedLearner>;
  enrollments: ExpectedEnrollment[];
}

interface ExpectedLearner {
  nickname: string;
  phone: string;
}

interface ExpectedEnrollment {
  userId: string;
  course: string;
  day: CalendarDay;
  isLinked: boolean;
}

/** What becomes of a cell that differs from the roster: see `LEARNER_UPDATES`. */
export type UpdateRule = 'overwrite' | 'changed' | 'fill-empty';

/** What a roster has changed in cells that were filled. */
export interface Replacement {
  userId: string;
  field: keyof ExpectedLearner;
  before: string;
  after: string;
}

/**
 * What the tables should hold, worked out from what the rosters mean instead of from their bytes. It knows only what this year
 * needs: no repeated rows that contradict each other, one course and one spelling for each roster.
 */
export class ExpectedYear {
  readonly tables: ExpectedTables;
  readonly #rule: UpdateRule;
  /** The last value that any roster had, by 用户ID and field. */
  readonly #lastSaid = new Map<string, string>();
  /** By 用户ID and course. */
  readonly #enrollments = new Map<string, ExpectedEnrollment[]>();

  constructor(before: ExpectedTables, rule: UpdateRule) {
    this.tables = { learners: before.learners, enrollments: [] };
    this.#rule = rule;
    for (const enrollment of before.enrollments) this.#add(enrollment);
  }

  correct({ userId, field, value }: Correction): void {
    const learner = this.tables.learners.get(userId);
    if (learner === undefined) throw new Error('nobody to correct');
    learner[field] = value;
  }

  /** @returns what it has replaced */
  take(roster: YearRoster): Replacement[] {
    const rows = roster.rows.filter(({ isBad, status }) => !isBad && !notEnrolled.has(status));
    const replaced = rows.flatMap((row) => this.#learn(row.userId, shownValues(roster, row)));
    for (const row of rows) this.#enroll(roster, row);
    return replaced;
  }

  #learn(userId: string, said: ExpectedLearner): Replacement[] {
    const known = this.tables.learners.get(userId);
    if (known === undefined) {
      this.tables.learners.set(userId, { ...said });
      this.#remember(userId, said);
      return [];
    }
    const replaced = fields
      .filter((field) => this.#replaces(userId, field, said[field], known[field]))
      .map((field) => ({ userId, field, before: known[field], after: said[field] }));
    for (const { field, after } of replaced) known[field] = after;
    this.#remember(userId, said);
    return replaced.filter(({ before }) => before !== '');
  }

  #replaces(userId: string, field: keyof ExpectedLearner, said: string, known: string): boolean {
    if (said === '' || said === known) return false;
    if (known === '') return true;
    if (field === 'phone' && digitsOf(said) === digitsOf(known)) return false;
    if (field === 'nickname' && said === shownNickname('excel', known)) return false;
    switch (this.#rule) {
      case 'overwrite':
        return true;
      case 'changed':
        return this.#lastSaid.get(`${userId} ${field}`) !== digitsOf(said);
      case 'fill-empty':
        return false;
    }
  }

  #remember(userId: string, said: ExpectedLearner): void {
    for (const field of fields) {
      if (said[field] !== '') this.#lastSaid.set(`${userId} ${field}`, digitsOf(said[field]));
    }
  }

  #enroll({ operator }: YearRoster, row: YearRow): void {
    const course = operator.course ?? row.course;
    const day = operator.day ?? dayOfCell(row.day);
    const ofCourse = this.#enrollments.get(`${row.userId} ${course}`) ?? [];
    const sameDay = ofCourse.filter((enrollment) => enrollment.day === day);
    // A list of everybody so far, under the date on which it is sent, says nothing about when they joined.
    const there = sameDay.length === 0 && operator.day !== null ? ofCourse : sameDay;
    for (const enrollment of there) enrollment.isLinked = true;
    if (there.length === 0) this.#add({ userId: row.userId, course, day, isLinked: true });
  }

  #add(enrollment: ExpectedEnrollment): void {
    const key = `${enrollment.userId} ${enrollment.course}`;
    this.#enrollments.set(key, [...(this.#enrollments.get(key) ?? []), enrollment]);
    this.tables.enrollments.push(enrollment);
  }
}

const fields = ['nickname', 'phone'] as const;
const notEnrolled: ReadonlySet<string> = new Set(['已退款', '退款成功', '已取消', '待支付']);

function digitsOf(phone: string): string {
  return phone.replace(/^\+/, '');
}

/** `2026/9/5 8:05` and `2026-09-05 08:05:00` as `2026-09-05`. */
function dayOfCell(text: string): CalendarDay {
  const [year = '', month = '', day = ''] = (text.split(' ')[0] ?? '').split(/[-/]/);
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
