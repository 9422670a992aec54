/**
 * The times on which "nothing twice" rests. Whoever sends calls and whoever judges what became of them go by the same
 * figures; decisions/ tells where each comes from.
 */
export interface SyncTiming {
  /** A call without an answer is given up after this long, and can no longer be running, whatever became of us. */
  callLimitMs: number;
  /** A call is tried again for at most this long. */
  tryLimitMs: number;
  /** The last try of a call begins within this time of the first, fetching new tokens and pauses included. */
  retryLimitMs: number;
  /** Search may not know a record for this long after it was written. */
  searchLagMs: number;
  /** A record that two reads by id miss is deleted only if they are this far apart … */
  absenceGapMs: number;
  /** … and the second comes this long after it was written: some servers can be unaware of it until then. */
  absenceProofMs: number;
  /** Records written in this time may be missing from search without being hidden. */
  recentMs: number;
  /** Between two looks for records in doubt. */
  pollMs: number;
}

export const syncTiming: SyncTiming = {
  callLimitMs: 30_000,
  tryLimitMs: 3 * 60_000,
  retryLimitMs: 400_000,
  searchLagMs: 15_000,
  absenceGapMs: 5_000,
  absenceProofMs: 60_000,
  recentMs: 15 * 60_000,
  pollMs: 1_000,
};
