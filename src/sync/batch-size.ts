/** How many rows a batch may hold; only ever shrinks. */
export interface BatchSize {
  rows(): number;
  /** A slow moment of Feishu: later syncs need not write in small batches for it. */
  shrinkForThisSync(rows: number): void;
  /** Feishu has said that more is too much. */
  shrinkForGood(rows: number): void;
  /** What later syncs begin with. */
  learned(): number;
}

export function createBatchSize(learned: number): BatchSize {
  let now = learned;
  let later = learned;
  return {
    rows: () => now,
    shrinkForThisSync(rows) {
      now = Math.max(1, Math.min(now, rows));
    },
    shrinkForGood(rows) {
      later = Math.max(1, Math.min(later, rows));
      now = Math.min(now, later);
    },
    learned: () => later,
  };
}
