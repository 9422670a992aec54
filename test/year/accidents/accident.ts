import type { ConfirmReason } from '../../../src/sync/asked-reason.ts';
import type { YearRoster } from '../roster.ts';
import { writeRoster } from '../write-roster.ts';

/** A file that is not what staff believe it to be, or an answer that is not what they meant, after the whole year. */
export interface Accident {
  title: string;
  /** Codes of `needs.confirm.reasons`, in alphabetical order. */
  reasons: readonly ConfirmReason[];
  /** By what it means. */
  roster: YearRoster;
  bytes: Uint8Array;
}

export function accident(
  title: string,
  reasons: Accident['reasons'],
  roster: YearRoster,
  bytes = writeRoster(roster),
): Accident {
  return { title, reasons, roster, bytes };
}
