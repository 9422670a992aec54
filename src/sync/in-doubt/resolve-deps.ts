import type { Clock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import type { Base } from '../ports.ts';
import type { Progress } from '../progress.ts';
import type { SyncTarget } from '../sync-record.ts';
import type { SyncTiming } from '../timing.ts';
import type { TokenMemory } from '../token-memory.ts';

/** What it takes to find out what became of a write. */
export interface ResolveDeps {
  base: Pick<
    Base,
    | 'serverTime'
    | 'learned'
    | 'findLearners'
    | 'findEnrollments'
    | 'getLearners'
    | 'getEnrollments'
    | 'prepareWrite'
  >;
  journal: Journal;
  target: SyncTarget;
  progress: Pick<Progress, 'enter'>;
  clock: Clock;
  timing: SyncTiming;
  tokens: TokenMemory;
  /** Codes of Feishu that this run has seen to refuse rows, although no document lists them. */
  refusals: Set<number>;
  /** Advanced permissions are on: search may never show some records. */
  searchHides: boolean;
}
