const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Asia/Shanghai has had no summer time since 1991: https://data.iana.org/time-zones/tzdb/asia */
const shanghaiOffsetMs = 8 * hourMs;
const remindAtHour = 9;
/** Whoever has just been asked needs no reminder: what waits since early in the morning is left to the next. */
const fewestHours = 6;

/**
 * When people are reminded of a sync that waits for them: the next morning at 9:00 in Asia/Shanghai.
 * @param since when it began to wait, epoch ms
 */
export function reminderTime(since: number): number {
  const earliest = since + fewestHours * hourMs + shanghaiOffsetMs - remindAtHour * hourMs;
  return Math.ceil(earliest / dayMs) * dayMs + remindAtHour * hourMs - shanghaiOffsetMs;
}
