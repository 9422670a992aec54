import type { SyncPhase } from './sync-record.ts';

/** How far a sync is, said to whoever follows it. */
export interface Progress {
  /** So many rows there are, once the file is read. */
  expect(rows: number): void;
  enter(phase: SyncPhase): Promise<void>;
  /** Feishu asked for a pause. */
  backOff(): Promise<void>;
  /** The pause is over: back to the phase it was in. */
  goOn(): Promise<void>;
  /** So many more file rows are decided: written, skipped or refused. */
  decide(rows: number): Promise<void>;
}
