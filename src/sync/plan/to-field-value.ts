import { readDay } from '../../roster/calendar-day.ts';
import type { CalendarDay } from '../../roster/roster.ts';
import type { FieldKind } from '../ports.ts';

/** A value in the canonical form of its Base field, or `null` if it cannot be kept there. */
export function toFieldValue(field: FieldKind, value: string, today: CalendarDay): string | null {
  return fits[field.kind](value, today);
}

/** Digits as people write them, in groups of three or in one; `1,2`, `0x1F` and `1e3` are no numbers of a roster. */
const plainNumber = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;

const fits: Record<FieldKind['kind'], (value: string, today: CalendarDay) => string | null> = {
  text: (value) => value,
  select: (value) => value,
  // The server's own rule for phone cells:
  // https://open.feishu.cn/document/docs/bitable-v1/app-table-record/bitable-record-data-structure-overview
  phone: (value) => (/^\+?\d{1,63}$/.test(value) ? value : null),
  number: (value) => (plainNumber.test(value.trim()) ? String(Number(value.replaceAll(',', ''))) : null),
  date: (value, today) => {
    const day = readDay(value, today);
    return day.kind === 'accepted' ? day.day : null;
  },
};
