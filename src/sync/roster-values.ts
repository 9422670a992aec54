import type { SyncTarget } from './sync-record.ts';

/**
 * What rosters have said about learners, kept by `store/` so that nobody can read it: of a value only whether another
 * one is the same. It tells what a person has corrected in Base from what is new in a roster.
 */
export interface RosterValues {
  /** What the last roster that had each field said about these learners in this target, seen from this upload. */
  lastSaid(target: SyncTarget, uploadId: string, userIds: ReadonlySet<string>): Promise<LastSaid>;
  /**
   * This upload has said these values, and they are settled in Base. What an upload that came in later has said stays,
   * except where it has been written over. Each learner is kept whole or not at all.
   */
  noteSaid(target: SyncTarget, uploadId: string, values: readonly SaidValues[]): Promise<void>;
  /** What this upload was the last to say about these fields counts as never said: it has been taken back in Base. */
  unsay(target: SyncTarget, uploadId: string, fields: readonly LearnerFields[]): Promise<void>;
}

/** What was said last about a field, compared with a value of it; null if no roster has said anything. */
export type LastSaid = (userId: string, field: string, value: string) => SaidBefore | null;

export interface SaidBefore {
  /** It was this value. */
  isSame: boolean;
  /** By an upload that came in later than the one that asks. */
  isLater: boolean;
}

/** What a roster says about one learner. */
export interface SaidValues {
  userId: string;
  /** By name, in the form that Base keeps. */
  fields: Readonly<Record<string, string>>;
  /** Those of the fields that this upload has written. */
  written: readonly string[];
}

export interface LearnerFields {
  userId: string;
  /** Names. */
  fields: readonly string[];
}
