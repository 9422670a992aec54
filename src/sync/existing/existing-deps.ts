import type { Clock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import type { Base } from '../ports.ts';
import type { Progress } from '../progress.ts';
import type { SyncTarget } from '../sync-record.ts';
import type { SyncTiming } from '../timing.ts';

/** What it takes to find out what a Base holds. */
export interface ExistingDeps {
  base: Pick<Base, 'serverTime' | 'findLearners' | 'findEnrollments' | 'getLearners' | 'getEnrollments'>;
  journal: Pick<Journal, 'createdRecords' | 'createdContent' | 'forgetRecords' | 'recentWrites'>;
  target: SyncTarget;
  progress: Pick<Progress, 'enter'>;
  clock: Clock;
  timing: SyncTiming;
}
