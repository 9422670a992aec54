import type { LearnedAboutBase } from '../ports.ts';
import type { SyncChanges } from '../sync-changes.ts';
import type { FinishedSync, SyncNeeds, SyncTarget, SyncWait } from '../sync-record.ts';
import type { SyncReport } from '../sync-report.ts';
import type { SeenInBase } from '../sync-store.ts';

/** How a run ends: for good, with a question to a person, or to be tried again by itself. */
export type Ending =
  | Finished
  | { kind: 'asks'; needs: SyncNeeds; changes: SyncChanges | null }
  /** `report`: what is written by now, for whoever cancels it meanwhile. */
  | { kind: 'waits'; wait: SyncWait; report: SyncReport | null; changes: SyncChanges | null };

export interface Finished {
  kind: 'finished';
  finished: FinishedSync;
  remembered?: Remembered;
}

/**
 * What later syncs of a Base need to know, kept only after the report: what is told once, such as a new course, would
 * otherwise be known already when a run is taken up again that was killed before it could tell.
 */
export interface Remembered {
  target: SyncTarget;
  learned: LearnedAboutBase;
  /** null: nothing new. */
  seen: SeenInBase | null;
}
