import type { SyncRecord } from '../../src/sync/sync-record.ts';
import type { SyncReport } from '../../src/sync/sync-report.ts';
import type { RecordEvent } from './feishu/audit.ts';
import type { RosterSpec, World } from './world/world.ts';

/** All that happened in a world, for those who judge it. */
export interface History {
  world: World;
  /** By id of the upload. */
  rosters: Map<string, RosterSpec>;
  /** Every change of a record, in order. */
  events: RecordEvent[];
  /** As each sync first ended; what it reported then must stay. */
  ended: Map<string, EndedSync>;
  /** As they are in the end, the oldest first. */
  syncs: EndedSync[];
  /** Codes of the doubts that were put to people. */
  asked: Set<string>;
  /** Syncs that people have asked to be canceled. */
  oddities: string[];
  /** One line for each call and each thing that happened. */
  trace: string[];
  counts: { calls: number; kills: number; faults: number; late: number };
}

export interface EndedSync {
  sync: SyncRecord;
  report: SyncReport | null;
}

export function newHistory(world: World): History {
  return {
    world,
    rosters: new Map(),
    events: [],
    ended: new Map(),
    syncs: [],
    asked: new Set(),
    oddities: [],
    trace: [],
    counts: { calls: 0, kills: 0, faults: 0, late: 0 },
  };
}
