import type { CalendarDay } from '../../roster/roster.ts';
import { zonesNow } from '../../sync/base-zones.ts';
import type { ZoneSpan } from '../../sync/ports.ts';
import { showsSameDays, type ZoneDays, zoneDays } from './zone-days.ts';

/**
 * The calendar days of a Base. A day is kept as the instant at which it begins in the zone of the Base, so after somebody
 * has changed that zone the same record shows another day.
 */
export interface BaseDays {
  /** IANA name of the present zone. */
  timeZone: string;
  /** As `BaseSchema`. */
  zones: readonly ZoneSpan[];
  /**
   * The day that was meant by an instant (epoch ms): in the zone in which it begins a day, of those that have held since
   * the record was created, the earliest first; else in the zone that held then.
   * @param createdAt epoch ms; null if it is not known
   */
  dayOf(instant: number, createdAt: number | null): CalendarDay;
  /**
   * Epoch ms of the beginning of the day, in the zone that held at a moment.
   * @throws RangeError for a day that the zone has left out altogether
   */
  startOf(day: CalendarDay, at: number): number;
}

/**
 * @param name `time_zone` of the Base
 * @param known the zones that earlier syncs have seen
 * @param now epoch ms by Feishu's time
 */
export function baseDays(name: string, known: readonly ZoneSpan[], now: number): BaseDays {
  const present = zoneDays(name);
  const last = known.at(-1);
  const isSame = last !== undefined && showsSameDays(zoneDays(last.timeZone), present, now);
  const zones = isSame ? known : zonesNow(known, present.timeZone, now);
  const all = zones.map(({ timeZone }) => zoneDays(timeZone));
  // Every record that is read is asked for its day.
  const spans = zones.map(({ since }, place) => ({ since, held: all.slice(place) }));
  const heldSince = (at: number): readonly ZoneDays[] =>
    spans.findLast(({ since }) => since <= at)?.held ?? [present];
  return {
    timeZone: present.timeZone,
    zones,
    dayOf(instant, createdAt) {
      const candidates = heldSince(createdAt ?? 0);
      const beginsDay = (days: ZoneDays) => days.startOf(days.dayOf(instant)) === instant;
      return (candidates.find(beginsDay) ?? candidates[0] ?? present).dayOf(instant);
    },
    startOf: (day, at) => (heldSince(at)[0] ?? present).startOf(day),
  };
}
