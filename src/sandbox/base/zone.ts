const dayMs = 24 * 60 * 60 * 1000;

/** Calendar of a time zone; instants are epoch milliseconds. */
export interface Zone {
  /** The instant at which the day `days` after the day of `instant` begins. */
  startOfDay(instant: number, days: number): number;
  /** `yyyy/MM/dd`. */
  format(instant: number): string;
  /** 0 for Monday. */
  weekday(instant: number): number;
  /** From 1. */
  dayOfMonth(instant: number): number;
}

/** @param timeZone an IANA name, or Asia/Beijing, which Bases may say but IANA does not know */
export function createZone(timeZone: string): Zone {
  const offset = zoneOffset(timeZone === 'Asia/Beijing' ? 'Asia/Shanghai' : timeZone);
  const local = (instant: number) => new Date(instant + offset(instant));
  return {
    startOfDay(instant, days) {
      const midnight = (Math.floor(local(instant).getTime() / dayMs) + days) * dayMs;
      // The offset may be another one on that day.
      return midnight - offset(midnight - offset(instant));
    },
    format: (instant) => local(instant).toISOString().slice(0, 10).replaceAll('-', '/'),
    weekday: (instant) => (local(instant).getUTCDay() + 6) % 7,
    dayOfMonth: (instant) => local(instant).getUTCDate(),
  };
}

/** Of each zone: to make one takes long, and every call needs it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(timeZone, clock);
  return clock;
}

/** Milliseconds by which the zone is ahead of UTC at an instant. */
function zoneOffset(timeZone: string): (instant: number) => number {
  const clock = clockOf(timeZone);
  return (instant) => {
    const shown = new Map(clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
    const days = Date.UTC(part('year'), part('month') - 1, part('day'));
    const seconds = (part('hour') * 60 + part('minute')) * 60 + part('second');
    return days + seconds * 1000 - Math.floor(instant / 1000) * 1000;
  };
}
