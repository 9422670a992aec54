import { readDay } from './calendar-day.ts';
import { cleanCell } from './clean-cell.ts';
import { cleanText } from './clean-text.ts';
import { cleanCourseName } from './course-name.ts';
import { readPhone } from './phone.ts';
import type { RawRecord } from './raw-record.ts';
import type { CalendarDay, RosterRow, RowRejectionCode, RowWarningCode } from './roster.ts';
import { readUserId } from './user-id.ts';

/** Which cell of a record holds which value; null for a value that the file does not have. */
export interface RowColumns {
  userId: number | null;
  nickname: number | null;
  /** The first that holds a value gives the phone. */
  phones: readonly number[];
  course: number | null;
  day: number | null;
  extras: readonly { field: string; index: number }[];
}

/** Reads one data row. What is wrong with it is checked in the order of `rowRejectionCodes`. */
export function readRow({ line, cells }: RawRecord, columns: RowColumns, today: CalendarDay): RosterRow {
  const cell = (index: number | null) => (index === null ? '' : (cells[index] ?? ''));
  const id = readUserId(cell(columns.userId));
  if (id.kind === 'rejected') return { kind: 'rejected', line, userId: null, code: id.code };
  const reject = (code: RowRejectionCode): RosterRow => ({ kind: 'rejected', line, userId: id.userId, code });

  const phone = readPhone(columns.phones.map(cell).find((text) => cleanCell(text) !== '') ?? '');
  if (phone.kind === 'rejected') return reject(phone.code);
  const course = columns.course === null ? null : cleanCourseName(cell(columns.course));
  if (course === '') return reject('missing_course');
  const day = columns.day === null ? null : readDay(cell(columns.day), today);
  if (day?.kind === 'rejected') return reject(day.code);

  const nickname = cleanText(cell(columns.nickname));
  const warnings: (RowWarningCode | null)[] = [
    id.warning,
    phone.warning,
    columns.nickname !== null && nickname === '' ? 'nickname_empty' : null,
  ];
  return {
    kind: 'valid',
    line,
    learner: {
      userId: id.userId,
      nickname,
      phone: phone.phone,
      extras: Object.fromEntries(columns.extras.map(({ field, index }) => [field, cleanText(cell(index))])),
    },
    course,
    day: day?.day ?? null,
    warnings: warnings.filter((warning) => warning !== null),
  };
}
