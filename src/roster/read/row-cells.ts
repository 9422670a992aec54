import { dayAsWritten, daysFrom1900To1904 } from '../calendar-day.ts';
import { cleanCell, cleanCode } from '../clean-cell.ts';
import { courseKey } from '../course-name.ts';
import type { ChosenColumns, FieldCells } from '../header/choose-columns.ts';
import { readPhone } from '../phone.ts';
import { cleanUserId } from '../user-id.ts';
import { type PickedCell, pickCell } from './pick-cell.ts';

/** The cells of one row that count, each as it stands in the file. */
export interface RowCells {
  userId: PickedCell;
  nickname: PickedCell;
  phone: PickedCell;
  course: PickedCell;
  day: PickedCell;
  statuses: string[];
}

const serial = /^\d{4,5}(?:\.\d+)?$/;

/** @param from1904 numbers in the date column are days since 1904 */
export function pickCells(cells: readonly string[], columns: ChosenColumns, from1904: boolean): RowCells {
  const day = pickCell(cells, columns.day, dayText);
  return {
    userId: pickCell(cells, columns.userId, cleanUserId),
    nickname: pickCell(cells, columns.nickname, cleanCell),
    phone: pickCell(cells, columns.phone, phoneText),
    course: pickCell(cells, columns.course, courseKey),
    day:
      from1904 && serial.test(day.cell)
        ? { ...day, cell: String(Number(day.cell) + daysFrom1900To1904) }
        : day,
    statuses: columns.status.map((place) => cells[place] ?? ''),
  };
}

export function pickField(cells: readonly string[], { levels }: FieldCells): PickedCell {
  return pickCell(cells, levels, cleanCell);
}

function phoneText(cell: string): string {
  const reading = readPhone(cell);
  return reading.kind === 'accepted' && reading.phone !== '' ? reading.phone : cleanCode(cell);
}

function dayText(cell: string): string {
  const value = cleanCode(cell);
  return dayAsWritten(value) ?? value;
}
