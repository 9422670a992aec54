import { remembered } from '../../roster/remembered.ts';
import type { CalendarDay } from '../../roster/roster.ts';

/** Calendar days of one time zone. */
export interface ZoneDays {
  /** IANA name. */
  timeZone: string;
  /** The day that an instant (epoch milliseconds) falls on. */
  dayOf(instant: number): CalendarDay;
  /**
   * Epoch milliseconds of 00:00 of the day, or of its first instant where a clock change skips or repeats midnight.
   * @throws RangeError for a day that the zone has left out altogether
   */
  startOf(day: CalendarDay): number;
}

const defaultZone = 'Asia/Shanghai';
/** What Feishu shows people, but no IANA name. */
const otherNames: Readonly<Record<string, string>> = { 'Asia/Beijing': 'Asia/Shanghai' };
const dayMs = 86_400_000;
/** Rosters hold days of the last years, and of the next two. */
const comparedMs = 5 * 365 * dayMs;

const mostRemembered = 20_000;

/** There are few zones, and every sync of a Base is about the same days. */
const zones = new Map<string, ZoneDays>();

/** Days in a Base's `time_zone`; in Shanghai where that is empty or unknown. */
export function zoneDays(name: string): ZoneDays {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const days = daysIn(formatOf(otherNames[name] ?? name) ?? formatIn(defaultZone));
  zones.set(name, days);
  return days;
}

function daysIn(format: Intl.DateTimeFormat): ZoneDays {
  const { timeZone } = format.resolvedOptions();
  /** The wall clock of the zone, counted as if it were UTC. */
  const wallClock = (instant: number) => {
    const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    return Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`);
  };
  // Formatting is slow, and a table of any length is about few days.
  const dayOf = remembered(mostRemembered, (instant: number) =>
    new Date(wallClock(instant)).toISOString().slice(0, 10),
  );

  return {
    timeZone,
    dayOf,
    startOf: remembered(mostRemembered, (day: CalendarDay) => {
      const midnight = Date.parse(`${day}T00:00:00Z`);
      // A day away on either side stand the offsets before and after any clock change; the larger one comes first.
      const offsets = [midnight - dayMs, midnight + dayMs].map((instant) => wallClock(instant) - instant);
      const starts = offsets.map((offset) => midnight - offset).sort((a, b) => a - b);
      const start = starts.find((instant) => dayOf(instant) === day);
      if (start === undefined) throw new RangeError(`${day} does not exist in ${timeZone}`);
      return start;
    }),
  };
}

/** Whether it makes no difference to anybody which of the two zones a Base has, some years around now (epoch ms). */
export function showsSameDays(one: ZoneDays, other: ZoneDays, now: number): boolean {
  if (one.timeZone === other.timeZone) return true;
  // A month is shorter than any daylight saving time.
  for (let instant = now - comparedMs; instant <= now + comparedMs; instant += 30 * dayMs) {
    const day = one.dayOf(instant);
    if (one.startOf(day) !== other.startOf(day)) return false;
  }
  return true;
}

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return formatIn(timeZone);
  } catch {
    return null;
  }
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}
