import { dayAsWritten, daysFrom1900To1904 } from '../calendar-day.ts';
import { cleanCell, cleanCode, cleanName } from '../clean-cell.ts';
import { courseKey } from '../course-name.ts';
import type { ChosenColumns, LevelCells } from '../header/choose-columns.ts';
import { phoneKey, readPhone } from '../phone.ts';
import { cleanUserId } from '../user-id.ts';
import { type CellReader, columnsDiffer, hasSeveralColumns, pickCell } from './pick-cell.ts';

/** The cells of one row that count, each as it stands in the file. */
export interface RowCells {
  userId: string;
  nickname: string;
  phone: string;
  course: string;
  day: string;
}

const serial = /^\d{4,5}(?:\.\d+)?$/;

/** @param from1904 numbers in the date column are days since 1904 */
export function pickCells(cells: readonly string[], columns: ChosenColumns, from1904: boolean): RowCells {
  const day = pickCell(cells, columns.day, dayText);
  return {
    userId: pickCell(cells, columns.userId, cleanUserId),
    nickname: pickCell(cells, columns.nickname, cleanName),
    phone: pickCell(cells, columns.phone, phoneText),
    course: pickCell(cells, columns.course, courseKey),
    day: from1904 && serial.test(day) ? String(Number(day) + daysFrom1900To1904) : day,
  };
}

/** A field that several columns stand for. */
export interface DoubledField {
  field: string;
  levels: readonly LevelCells[];
  read: CellReader;
}

export function doubledFields({
  userId,
  nickname,
  phone,
  course,
  day,
  learner,
  enrollment,
}: ChosenColumns): DoubledField[] {
  const fields: DoubledField[] = [
    { field: '用户ID', levels: userId, read: cleanUserId },
    { field: '昵称', levels: nickname, read: cleanName },
    { field: '手机号', levels: phone, read: phoneText },
    { field: '课程', levels: course, read: courseKey },
    { field: '学习日期', levels: day, read: dayText },
    ...[...learner, ...enrollment].map((each) => ({ ...each, read: cleanCell })),
  ];
  return fields.filter(({ levels }) => hasSeveralColumns(levels));
}

/** The fields of a row of which two columns say different things. */
export function differingFields(cells: readonly string[], doubled: readonly DoubledField[]): string[] {
  return doubled.filter(({ levels, read }) => columnsDiffer(cells, levels, read)).map(({ field }) => field);
}

function phoneText(cell: string): string {
  const reading = readPhone(cell);
  return reading.kind === 'accepted' && reading.phone !== '' ? phoneKey(reading.phone) : cleanCode(cell);
}

function dayText(cell: string): string {
  const value = cleanCode(cell);
  return dayAsWritten(value) ?? value;
}
