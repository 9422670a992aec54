import type { SyncRecord } from '../../src/sync/sync-record.ts';
import type { SyncReport } from '../../src/sync/sync-report.ts';
import type { UploadPolicies } from '../../src/sync/upload-rules.ts';
import type { RecordEvent } from './feishu/audit.ts';
import type { RosterSpec, World } from './world/world.ts';

/** All that happened in a world, for those who judge it. */
export interface History {
  world: World;
  /** What people have uploaded, by id of the upload. */
  uploads: Map<string, { roster: RosterSpec; policies: UploadPolicies }>;
  /** Every change of a record, in order. */
  events: RecordEvent[];
  /** As each sync first ended; what it reported then must stay. */
  ended: Map<string, EndedSync>;
  /** By id of a sync, which others had ended when it was first taken up. */
  endedBefore: Map<string, readonly string[]>;
  /** Ids of syncs that have sent a call that writes, whatever became of it. */
  senders: Set<string>;
  /** As they are in the end, the oldest first. */
  syncs: EndedSync[];
  /** Syncs with a higher number were asked for when everything was well again. */
  wellSince: number;
  /** Codes of the doubts that were put to people. */
  asked: Set<string>;
  /** What must never be seen, noticed on the way. */
  oddities: string[];
  /** One line for each call and each thing that happened. */
  trace: string[];
  counts: { calls: number; kills: number; takeovers: number; faults: number; late: number };
}

export interface EndedSync {
  sync: SyncRecord;
  report: SyncReport | null;
}

export function newHistory(world: World): History {
  return {
    world,
    uploads: new Map(),
    events: [],
    ended: new Map(),
    endedBefore: new Map(),
    senders: new Set(),
    syncs: [],
    wellSince: 0,
    asked: new Set(),
    oddities: [],
    trace: [],
    counts: { calls: 0, kills: 0, takeovers: 0, faults: 0, late: 0 },
  };
}
