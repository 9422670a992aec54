/**
 * What a look at Base says about an intent without a result. Batches are atomic: most rows there means all are. A few
 * mean nothing, since people type rows too.
 */
export type Observation =
  | { kind: 'none' }
  /** Committed, but search does not show every record yet: null for those. */
  | { kind: 'some'; recordIds: (string | null)[] }
  | { kind: 'all'; recordIds: string[] };

/** Whether so many rows of a batch prove the others. */
export function isMost(some: readonly unknown[], all: readonly unknown[]): boolean {
  return some.length * 2 > all.length;
}
