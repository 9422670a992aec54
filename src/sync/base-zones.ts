import type { ZoneSpan } from './ports.ts';

/**
 * The zones of a Base, now that it is seen to keep its days in `timeZone`.
 * @param known as learned; empty for a Base that is seen for the first time: whatever it holds was written in this zone
 * @param now epoch ms by Feishu's time
 */
export function zonesNow(known: readonly ZoneSpan[], timeZone: string, now: number): ZoneSpan[] {
  if (known.length === 0) return [{ timeZone, since: 0 }];
  return known.at(-1)?.timeZone === timeZone ? [...known] : [...known, { timeZone, since: now }];
}
