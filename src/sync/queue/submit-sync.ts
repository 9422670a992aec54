import {
  type ChatOrigin,
  type ConfirmReason,
  isFinal,
  type OperatorInput,
  type SyncRecord,
  type SyncSource,
  type SyncTarget,
} from '../sync-record.ts';
import type { SyncStore } from '../sync-store.ts';
import { areKnownToDiffer } from '../targets.ts';
import type { UploadPolicies } from '../upload-rules.ts';
import { fileLabel } from './file-label.ts';
import type { CourseAndDay } from './operator-input.ts';

/** What the requests of people need: the queue, and ids, time and target from outside. */
export interface SubmitDeps {
  syncs: SyncStore;
  /** Random and unguessable. */
  newId: () => string;
  now: () => Date;
  target: SyncTarget;
  /** What a new upload will go by. */
  policies: UploadPolicies;
}

export interface Upload {
  /** What the sender calls this upload, so that sending it again adds nothing; null if it has no name for it. */
  key: string | null;
  source: SyncSource;
  /** As the sender calls it; it is made fit for showing. */
  fileName: string;
  bytes: Uint8Array | null;
  origin: ChatOrigin | null;
  /** As of a sync. */
  askedBy: string | null;
  dryRun: boolean;
  /** Names of the sheets that are meant, `*` for all; absent: nobody has said. */
  sheets?: readonly string[];
  /** What the file itself does not say the operator will be asked. */
  said: CourseAndDay;
}

/** Queues a new file. Every upload is a sync of its own, even if the same file came before; an upload repeated under its key is not. */
export function submitUpload(deps: SubmitDeps, upload: Upload): Promise<SyncRecord> {
  return deps.syncs.addUpload({
    id: deps.newId(),
    fileId: deps.newId(),
    key: upload.key,
    source: upload.source,
    fileName: fileLabel(upload.fileName),
    bytes: upload.bytes,
    origin: upload.origin,
    askedBy: upload.askedBy,
    dryRun: upload.dryRun,
    input: {
      course: upload.said.course,
      day: upload.said.day,
      addUnderNewDate: false,
      confirmed: [],
      ...(upload.sheets === undefined ? {} : { sheets: [...upload.sheets] }),
    },
    policies: deps.policies,
    target: deps.target,
    createdAt: deps.now(),
  });
}

export interface Rerun {
  of: SyncRecord;
  /** As of an upload: asked again under the same key, it is the same rerun. */
  key: string | null;
  origin: ChatOrigin | null;
  askedBy: string | null;
  source: SyncSource;
  /** 仍按新日期新增: this time also for learners who have the course under another date. */
  addUnderNewDate: boolean;
}

export type RerunOutcome =
  | { kind: 'added'; sync: SyncRecord }
  /** The first one has not ended; running it twice would only queue. */
  | { kind: 'still_running'; sync: SyncRecord }
  | { kind: 'file_deleted' }
  /** The first one wrote to another Base. */
  | { kind: 'other_target' };

/** Queues a sync that does an earlier one again, with its file and what was said about it. */
export async function rerunSync(deps: SubmitDeps, rerun: Rerun): Promise<RerunOutcome> {
  const { of } = rerun;
  if (!isFinal(of)) return { kind: 'still_running', sync: of };
  if (await areKnownToDiffer(deps.syncs, of.target, deps.target)) return { kind: 'other_target' };
  const isKept = await deps.syncs.hasFile(of.fileId);
  if (!isKept && !canDownload(of)) return { kind: 'file_deleted' };
  const input: OperatorInput = {
    ...of.input,
    // What a person has seen and confirmed then may not be what there is to see now.
    confirmed: [],
    addUnderNewDate: rerun.addUnderNewDate || of.input.addUnderNewDate,
  };
  const sync = await deps.syncs.addRerun({
    id: deps.newId(),
    key: rerun.key,
    // Whoever asks for it, wherever: a file that is still in chat is downloaded from there.
    origin: rerun.origin ?? (isKept ? null : of.origin),
    askedBy: rerun.askedBy,
    of,
    source: rerun.source,
    input,
    createdAt: deps.now(),
  });
  return { kind: 'added', sync };
}

/** A file in chat that was never downloaded can still be. */
function canDownload({ summary, error, origin }: SyncRecord): boolean {
  const neverRead = summary === null && error?.kind === 'stopped';
  return neverRead && origin?.file != null;
}

/** What a person answers to a sync in `needs_input`. */
export interface Answer {
  said: CourseAndDay;
  /** Names of the sheets that are meant; null: nobody was asked. */
  sheets: readonly string[] | null;
  /** Yes to everything the sync asked to confirm. */
  confirm: boolean;
}

/** Hands an answer to the waiting sync and queues it again. */
export async function giveInput(
  deps: Pick<SubmitDeps, 'syncs' | 'now'>,
  sync: SyncRecord,
  answer: Answer,
): Promise<'queued' | 'not_waiting'> {
  const confirmed: ConfirmReason[] = answer.confirm ? (sync.needs?.confirm ?? []) : [];
  const input: OperatorInput = {
    course: answer.said.course,
    day: answer.said.day,
    addUnderNewDate: false,
    confirmed,
    ...(answer.sheets === null ? {} : { sheets: [...answer.sheets] }),
  };
  return (await deps.syncs.provideInput(sync.id, input, deps.now())) ? 'queued' : 'not_waiting';
}
