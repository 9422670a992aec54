import { readDay } from '../calendar-day.ts';
import { cleanCell, cleanName } from '../clean-cell.ts';
import { cleanNickname, cleanText } from '../clean-text.ts';
import { cleanCourseName } from '../course-name.ts';
import { isDamaged, isErrorValue } from '../damaged-value.ts';
import { readStatus } from '../enrollment-status.ts';
import type { ChosenColumns, FieldCells } from '../header/choose-columns.ts';
import { type PhoneReading, readPhone } from '../phone.ts';
import { formulaWithoutValue } from '../raw-record.ts';
import type {
  CalendarDay,
  NotEnrolledRow,
  RejectedRow,
  RosterRow,
  RowRejectionCode,
  RowWarning,
} from '../roster.ts';
import { readUserId } from '../user-id.ts';
import type { IdShapes } from './id-shapes.ts';
import { pickCells, pickField, type RowCells } from './row-cells.ts';
import type { DataRecord } from './section.ts';

/** What a row is read by besides its cells. */
export interface RowRules {
  columns: ChosenColumns;
  ids: IdShapes;
  today: CalendarDay;
  from1904: boolean;
}

/** Longer values do not help to find what is wrong. */
const longestValue = 60;
const noWarnings: readonly RowWarning[] = [];
const noExtras: Readonly<Record<string, string>> = {};

/** Reads one data row. What is wrong with it is checked in the order of `rowRejectionCodes`. */
export function readRow(record: DataRecord, rules: RowRules): RosterRow {
  const { line, cells, oddity } = record;
  const { columns, today } = rules;
  const picked = pickCells(cells, columns, rules.from1904);
  if (holdsFormula(picked)) return rejected(record, rules, 'formula_without_value', null);
  const id = oddity?.footer ? missingUserId : readUserId(picked.userId.cell);
  if (id.kind === 'rejected') return rejected(record, rules, id.code, picked.userId.cell);
  if (rules.ids.isOutlier(id.userId)) return rejected(record, rules, 'user_id_odd', picked.userId.cell);
  const status = readStatuses(picked.statuses);
  if (status.code !== null)
    return notEnrolled(line, id.userId, picked, { ...status, code: status.code }, rules);

  const phone = readPhoneCell(picked.phone.cell);
  if (phone.kind === 'rejected') return rejected(record, rules, phone.code, picked.phone.cell);
  const course = columns.course.length === 0 ? null : cleanCourseName(picked.course.cell);
  if (course === '') return rejected(record, rules, 'missing_course', picked.course.cell);
  const day = columns.day.length === 0 ? null : readDay(picked.day.cell, today);
  if (day?.kind === 'rejected') return rejected(record, rules, day.code, picked.day.cell);
  const nickname = cleanNickname(picked.nickname.cell);
  const warnings = [
    ...(id.warning === null ? noWarnings : [{ code: id.warning }]),
    ...phone.warnings,
    ...nicknameWarnings(picked.nickname.cell, columns.nickname.length > 0),
    ...fieldWarnings(cells, columns, picked),
    ...(oddity !== null && oddity.surplus.length > 0 ? [{ code: 'row_too_wide' as const }] : noWarnings),
  ];
  return {
    kind: 'valid',
    line,
    learner: { userId: id.userId, nickname, phone: phone.phone, extras: readExtras(cells, columns.learner) },
    course,
    day: day?.day ?? null,
    status: status.text,
    extras: readExtras(cells, columns.enrollment),
    warnings: warnings.length === 0 ? noWarnings : warnings,
  };
}

const missingUserId = { kind: 'rejected', code: 'missing_user_id' } as const;

/** @param cell what is wrong, where something stands there */
export function rejected(
  { line, cells, oddity }: DataRecord,
  { columns, from1904 }: RowRules,
  code: RowRejectionCode,
  cell: string | null,
): RejectedRow {
  const picked = pickCells(cells, columns, from1904);
  const id = readUserId(picked.userId.cell);
  const value = cleanCell(cell ?? '');
  return {
    kind: 'rejected',
    line,
    userId: id.kind === 'accepted' && code !== 'user_id_odd' && code !== 'missing_user_id' ? id.userId : null,
    nickname: cleanNickname(picked.nickname.cell),
    code,
    value: value === '' ? null : [...value].slice(0, longestValue).join(''),
    ...(code === 'row_swallowed' && oddity !== null ? { lastLine: oddity.lastLine } : {}),
  };
}

/** Only what is read counts: a formula in an ignored column is nobody's business. */
function holdsFormula({ userId, nickname, phone, course, day, statuses }: RowCells): boolean {
  const cells = [userId.cell, nickname.cell, phone.cell, course.cell, day.cell, ...statuses];
  return cells.includes(formulaWithoutValue);
}

interface Status {
  text: string;
  code: NotEnrolledRow['code'] | null;
}

const noStatus: Status = { text: '', code: null };

/** Any of the columns can say that there is no enrollment; otherwise the first that is filled counts. */
function readStatuses(cells: readonly string[]): Status {
  if (cells.length === 0) return noStatus;
  const against = cells.find((cell) => readStatus(cell) !== null);
  if (against !== undefined) return { text: cleanText(against), code: readStatus(against) };
  return { text: cells.map(cleanText).find((text) => text !== '') ?? '', code: null };
}

function notEnrolled(
  line: number,
  userId: string,
  picked: RowCells,
  { text, code }: Status & { code: NotEnrolledRow['code'] },
  { columns, today }: RowRules,
): NotEnrolledRow {
  const course = columns.course.length === 0 ? '' : cleanCourseName(picked.course.cell);
  const day = columns.day.length === 0 ? null : readDay(picked.day.cell, today);
  return {
    kind: 'not_enrolled',
    line,
    userId,
    nickname: cleanNickname(picked.nickname.cell),
    course: course === '' ? null : course,
    day: day?.kind === 'accepted' ? day.day : null,
    code,
    status: text,
  };
}

type PhoneCellReading =
  | { kind: 'accepted'; phone: string; warnings: readonly RowWarning[] }
  | Extract<PhoneReading, { kind: 'rejected' }>;

function readPhoneCell(cell: string): PhoneCellReading {
  if (isErrorValue(cleanCell(cell))) {
    return { kind: 'accepted', phone: '', warnings: [{ code: 'damaged_value', field: '手机号' }] };
  }
  const reading = readPhone(cell);
  if (reading.kind === 'rejected') return reading;
  const { phone, warning } = reading;
  return { kind: 'accepted', phone, warnings: warning === null ? noWarnings : [{ code: warning }] };
}

function nicknameWarnings(cell: string, hasColumn: boolean): readonly RowWarning[] {
  const name = cleanName(cell);
  if (name === '') return hasColumn ? [{ code: 'nickname_empty' }] : noWarnings;
  return isDamaged(name) ? [{ code: 'damaged_value', field: '昵称' }] : noWarnings;
}

function fieldWarnings(
  cells: readonly string[],
  columns: ChosenColumns,
  { userId, nickname, phone, course, day }: RowCells,
): RowWarning[] {
  const differing = Object.entries({
    用户ID: userId,
    昵称: nickname,
    手机号: phone,
    课程: course,
    学习日期: day,
  })
    .filter(([, { differs }]) => differs)
    .map(([field]): RowWarning => ({ code: 'columns_differ', field }));
  const ofFields = [...columns.learner, ...columns.enrollment].flatMap((field): RowWarning[] => {
    const { cell, differs } = pickField(cells, field);
    const isBad = cell === formulaWithoutValue || isDamaged(cleanCell(cell));
    return [
      ...(isBad ? [{ code: 'damaged_value' as const, field: field.field }] : []),
      ...(differs ? [{ code: 'columns_differ' as const, field: field.field }] : []),
    ];
  });
  return [...differing, ...ofFields];
}

function readExtras(
  cells: readonly string[],
  fields: readonly FieldCells[],
): Readonly<Record<string, string>> {
  const present = fields.filter(({ levels }) => levels.length > 0);
  if (present.length === 0) return noExtras;
  return Object.fromEntries(present.map((field) => [field.field, cleanText(pickField(cells, field).cell)]));
}
