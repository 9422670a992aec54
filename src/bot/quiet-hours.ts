const hourMs = 3_600_000;
/** Asia/Shanghai has had no summer time since 1991: https://data.iana.org/time-zones/tzdb/asia */
const shanghaiOffsetMs = 8 * hourMs;
const quietFrom = 22;
const quietUntil = 8;

/**
 * Whether people should be left alone: between 22:00 and 8:00 in Asia/Shanghai nothing is sent that nobody asked for.
 * @param now epoch ms
 */
export function isQuiet(now: number): boolean {
  const hour = Math.floor((now + shanghaiOffsetMs) / hourMs) % 24;
  return hour >= quietFrom || hour < quietUntil;
}
