import type { SyncRecord } from '../sync-record.ts';

/** Who says something about a sync. */
export type Decider =
  /** Whoever has got in by a shared password, or sits at this machine. */
  | { kind: 'anybody' }
  /** `mayForOthers`: is one of `ALLOWED_USERS`. `name`: null where it is not known. */
  | { kind: 'person'; openId: string; name: string | null; mayForOthers: boolean };

/**
 * Whether somebody may settle doubts about a sync: whoever sent its file, and those who may act for others. Of a file whose
 * sender is not known, everybody may.
 */
export function mayDecide(
  who: Decider,
  { origin, askedBy }: Pick<SyncRecord, 'origin' | 'askedBy'>,
): boolean {
  if (who.kind === 'anybody' || who.mayForOthers) return true;
  if (origin !== null) return origin.openId === who.openId;
  if (askedBy === null) return true;
  return askedBy.openId === null ? askedBy.name === who.name : askedBy.openId === who.openId;
}

/** By what it is kept who has settled a doubt; null where nobody is known by name. */
export function keptAs(who: Decider): string | null {
  return who.kind === 'anybody' ? null : who.openId;
}
