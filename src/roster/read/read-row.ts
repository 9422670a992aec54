import { type DayReading, readDay } from '../calendar-day.ts';
import { cleanCell, cleanName } from '../clean-cell.ts';
import { cleanNickname } from '../clean-text.ts';
import { cleanCourseName } from '../course-name.ts';
import { isDamaged, isErrorValue } from '../damaged-value.ts';
import type { ChosenColumns } from '../header/choose-columns.ts';
import { readPhone } from '../phone.ts';
import { formulaWithoutValue } from '../raw-record.ts';
import type { CalendarDay, NotEnrolledRow, RejectedRow, RosterRow, RowFill, RowWarning } from '../roster.ts';
import { readUserId } from '../user-id.ts';
import { footerText } from './footer.ts';
import type { IdShapes } from './id-shapes.ts';
import { pickCell } from './pick-cell.ts';
import { readExtras } from './read-extras.ts';
import { readStatuses, type Status } from './read-statuses.ts';
import { rejectRow } from './reject-row.ts';
import { type DoubledField, differingFields, pickCells, type RowCells } from './row-cells.ts';
import type { DataRecord } from './section.ts';

/** What a row is read by besides its cells. */
export interface RowRules {
  columns: ChosenColumns;
  /** Fields that several columns stand for. */
  doubled: readonly DoubledField[];
  ids: IdShapes;
  today: CalendarDay;
  fill: RowFill;
  from1904: boolean;
}

const noWarnings: readonly RowWarning[] = [];
const damagedPhone: RowWarning = { code: 'damaged_value', field: '手机号' };

/** Reads one data row. What is wrong with it is checked in the order of `rowRejectionCodes`. */
export function readRow(record: DataRecord, rules: RowRules): RosterRow {
  const { cells, oddity } = record;
  const { columns, today, fill } = rules;
  const picked = pickCells(cells, columns, rules.from1904);
  const statuses = columns.status.map((place) => cells[place] ?? '');
  if (readsFormula(cells, picked, columns)) {
    return rejectRow(record, picked, 'formula_without_value', '');
  }
  const id = readUserId(picked.userId);
  if (id.kind === 'rejected') return rejectRow(record, picked, id.code, picked.userId);
  // A word that closes a list is no id, whatever else the row holds.
  if (id.warning !== null && footerText([picked.userId]) !== null)
    return rejectRow(record, picked, 'missing_user_id', '');
  if (rules.ids.isOutlier(id.userId)) return rejectRow(record, picked, 'user_id_odd', picked.userId);
  const status = readStatuses(statuses);
  if (status.code !== null) return notEnrolledRow(record.line, id.userId, picked, status, rules);

  const isPhoneDamaged = isErrorValue(cleanCell(picked.phone));
  const phone = readPhone(isPhoneDamaged ? '' : picked.phone);
  if (phone.kind === 'rejected') return rejectRow(record, picked, phone.code, picked.phone);
  const course = columns.course.length === 0 ? null : cleanCourseName(picked.course) || (fill.course ?? '');
  const day = columns.day.length === 0 ? null : filledDay(readDay(picked.day, today), fill);
  if (course === '') return withoutCourse(record, picked, day);
  if (day?.kind === 'rejected') {
    const rejected = rejectRow(record, picked, day.code, picked.day);
    return day.code === 'missing_date' ? { ...rejected, lacks: 'day' } : rejected;
  }
  const learner = readExtras(cells, columns.learner);
  const enrollment = readExtras(cells, columns.enrollment);
  const warnings: RowWarning[] = [];
  if (id.warning !== null) warnings.push({ code: id.warning });
  if (isPhoneDamaged) warnings.push(damagedPhone);
  if (phone.warning !== null) warnings.push({ code: phone.warning });
  warnings.push(...nicknameWarnings(picked.nickname, columns.nickname.length > 0));
  const damagedStatus = statuses.some((cell) => isDamaged(cleanCell(cell))) ? ['报名状态'] : [];
  for (const field of [...damagedStatus, ...learner.damaged, ...enrollment.damaged])
    warnings.push({ code: 'damaged_value', field });
  for (const field of differingFields(cells, rules.doubled)) warnings.push({ code: 'columns_differ', field });
  if (oddity !== null && oddity.surplus.length > 0) warnings.push({ code: 'row_too_wide' });
  return {
    kind: 'valid',
    line: record.line,
    learner: {
      userId: id.userId,
      nickname: cleanNickname(picked.nickname),
      phone: phone.phone,
      extras: learner.values,
    },
    course,
    day: day?.day ?? null,
    status: status.text,
    extras: enrollment.values,
    warnings: warnings.length === 0 ? noWarnings : warnings,
  };
}

/** A date that cannot be read stays wrong, whatever is said about the course. */
function withoutCourse(record: DataRecord, picked: RowCells, day: DayReading | null): RejectedRow {
  const rejected = rejectRow(record, picked, 'missing_course', picked.course);
  if (day?.kind !== 'rejected') return { ...rejected, lacks: 'course' };
  return day.code === 'missing_date' ? { ...rejected, lacks: 'course_and_day' } : rejected;
}

/** Only what is missing is filled in; a date that cannot be read says something. */
function filledDay(reading: DayReading, { day }: RowFill): DayReading {
  const isMissing = reading.kind === 'rejected' && reading.code === 'missing_date';
  return isMissing && day !== null ? { kind: 'accepted', day } : reading;
}

/** Only what is read counts: a formula in an ignored column is nobody's business. */
function readsFormula(cells: readonly string[], picked: RowCells, columns: ChosenColumns): boolean {
  if (!cells.includes(formulaWithoutValue)) return false;
  const { userId, nickname, phone, course, day } = picked;
  const statuses = columns.status.map((place) => cells[place]);
  const extras = [...columns.learner, ...columns.enrollment].map(({ levels }) =>
    pickCell(cells, levels, cleanCell),
  );
  return [userId, nickname, phone, course, day, ...statuses, ...extras].includes(formulaWithoutValue);
}

function notEnrolledRow(
  line: number,
  userId: string,
  picked: RowCells,
  { text, code }: Extract<Status, { code: string }>,
  { columns, today }: RowRules,
): NotEnrolledRow {
  const course = columns.course.length === 0 ? '' : cleanCourseName(picked.course);
  const day = columns.day.length === 0 ? null : readDay(picked.day, today);
  return {
    kind: 'not_enrolled',
    line,
    userId,
    nickname: cleanNickname(picked.nickname),
    course: course === '' ? null : course,
    day: day?.kind === 'accepted' ? day.day : null,
    code,
    status: text,
  };
}

function nicknameWarnings(cell: string, hasColumn: boolean): readonly RowWarning[] {
  const name = cleanName(cell);
  if (name === '') return hasColumn ? [{ code: 'nickname_empty' }] : noWarnings;
  return isDamaged(name) ? [{ code: 'damaged_value', field: '昵称' }] : noWarnings;
}
