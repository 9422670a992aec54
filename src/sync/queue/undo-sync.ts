import { mayHaveWritten } from '../has-written.ts';
import { type Asker, isFinal, type SyncRecord } from '../sync-record.ts';
import { areKnownToDiffer } from '../targets.ts';
import { type Decider, mayDecide } from './may-decide.ts';
import { nothingSaid } from './operator-input.ts';
import { giveInput, type Rerun, type SubmitDeps } from './submit-sync.ts';

export interface Undo {
  /** The sync that is to be taken back. */
  of: SyncRecord;
  who: Decider;
  /** The figures are agreed to already; else the new sync asks first. */
  confirmed: boolean;
  /** As of a rerun. */
  key: string | null;
  origin: Rerun['origin'];
  askedBy: Asker | null;
  source: Rerun['source'];
}

export type UndoOutcome =
  | { kind: 'added'; sync: SyncRecord }
  /** It is being taken back, or waits for somebody to agree (and does not any more, if `confirmed`). */
  | { kind: 'under_way'; sync: SyncRecord }
  /** `by`: the undo that has done it. */
  | { kind: 'already_undone'; by: SyncRecord }
  /** Also of a preview, and of an undo. */
  | { kind: 'nothing_written' }
  | { kind: 'still_running'; sync: SyncRecord }
  | { kind: 'other_target' }
  /** What was written is not known any more after the retention time. */
  | { kind: 'file_deleted' }
  | { kind: 'not_yours' };

/** Queues the sync that takes another back. However often it is asked for, there is one. */
export async function undoSync(deps: SubmitDeps, undo: Undo): Promise<UndoOutcome> {
  const { of, who, confirmed, key, origin, askedBy, source } = undo;
  if (!mayDecide(who, of)) return { kind: 'not_yours' };
  const refusal = await whyNot(deps, of);
  if (refusal !== null) return refusal;
  const added = await deps.syncs.addUndo({
    ...{ id: deps.newId(), of, key, origin, askedBy, source, createdAt: deps.now() },
    input: {
      ...{ course: null, day: null, addUnderNewDate: false },
      confirmed: confirmed ? [agreed] : [],
    },
  });
  if (added.isNew) return { kind: 'added', sync: added.sync };
  return undoKnown(deps, added.sync, undo);
}

/** What counts as agreed to is the undo, however much it is. */
const agreed = { code: 'undo', size: 0, by: null } as const;

type Refusal = Exclude<UndoOutcome, { kind: 'added' | 'under_way' | 'already_undone' }>;

async function whyNot({ syncs, target }: SubmitDeps, of: SyncRecord): Promise<Refusal | null> {
  if (of.kind === 'undo' || of.dryRun) return { kind: 'nothing_written' };
  if (!isFinal(of)) return { kind: 'still_running', sync: of };
  if (!mayHaveWritten(of.summary)) return { kind: 'nothing_written' };
  if (await areKnownToDiffer(syncs, of.target, target)) return { kind: 'other_target' };
  return (await syncs.hasFile(of.fileId)) ? null : { kind: 'file_deleted' };
}

async function undoKnown(
  deps: SubmitDeps,
  known: SyncRecord,
  { confirmed, who }: Undo,
): Promise<UndoOutcome> {
  if (isFinal(known)) return { kind: 'already_undone', by: known };
  if (confirmed && known.status === 'needs_input')
    await giveInput(deps, known, {
      ...{ said: nothingSaid, useSimilar: false, sheets: null, confirm: 'all' },
      who,
    });
  return { kind: 'under_way', sync: known };
}
