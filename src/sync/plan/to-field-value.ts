import { readDay } from '../../roster/calendar-day.ts';
import type { CalendarDay } from '../../roster/roster.ts';
import type { FieldKind } from '../ports.ts';

/** A value in the canonical form of its Base field, or `null` if it cannot be kept there. */
export function toFieldValue(field: FieldKind, value: string, today: CalendarDay): string | null {
  return fits[field.kind](value, today);
}

const fits: Record<FieldKind['kind'], (value: string, today: CalendarDay) => string | null> = {
  text: (value) => value,
  select: (value) => value,
  // The server's own rule for phone cells:
  // https://open.feishu.cn/document/docs/bitable-v1/app-table-record/bitable-record-data-structure-overview
  phone: (value) => (/^\+?\d{1,63}$/.test(value) ? value : null),
  number: (value) => {
    const number = Number(value.replaceAll(',', ''));
    return value.trim() !== '' && Number.isFinite(number) ? String(number) : null;
  },
  date: (value, today) => {
    const day = readDay(value, today);
    return day.kind === 'accepted' ? day.day : null;
  },
};
