import type { CalendarDay } from '../../roster/roster.ts';
import type { AskedReason } from '../asked-reason.ts';
import { thresholds } from './thresholds.ts';

const { daysBack, daysAhead } = thresholds.dateFar;
const dayMs = 86_400_000;

/**
 * A day that a person gave lies far from today: a wrong year.
 * @param today in the zone of the Base
 */
export function doubtDay(day: CalendarDay, today: CalendarDay): AskedReason | null {
  const days = (Date.parse(day) - Date.parse(today)) / dayMs;
  if (days >= -daysBack && days <= daysAhead) return null;
  return { code: 'date_far', figures: { day, days }, examples: [] };
}
