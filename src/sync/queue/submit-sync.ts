import { type ConfirmReason, sizeOf } from '../asked-reason.ts';
import type { Asker, ChatOrigin, OperatorInput, SyncRecord, SyncSource, SyncTarget } from '../sync-record.ts';
import type { SyncStore } from '../sync-store.ts';
import type { UploadPolicies } from '../upload-rules.ts';
import { fileLabel } from './file-label.ts';
import { type Decider, keptAs, mayDecide } from './may-decide.ts';
import { nameCourses } from './name-courses.ts';
import type { CourseAndDay } from './operator-input.ts';
import { type Repeatable, whetherRepeatable } from './whether-repeatable.ts';

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
  askedBy: Asker | null;
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
  askedBy: Asker | null;
  source: SyncSource;
  /** 仍按新日期新增: this time also for learners who have the course under another date. */
  addUnderNewDate: boolean;
}

export type RerunOutcome = { kind: 'added'; sync: SyncRecord } | Exclude<Repeatable, { kind: 'repeatable' }>;

/** Queues a sync that does an earlier one again, with its file and what was said about it. */
export async function rerunSync(deps: SubmitDeps, rerun: Rerun): Promise<RerunOutcome> {
  const { of } = rerun;
  const repeatable = await whetherRepeatable(deps, of);
  if (repeatable.kind !== 'repeatable') return repeatable;
  const input: OperatorInput = {
    ...of.input,
    // What a person has seen and confirmed then may not be what there is to see now.
    confirmed: [],
    addUnderNewDate: rerun.addUnderNewDate || of.input.addUnderNewDate,
  };
  const sync = await deps.syncs.addRerun({
    id: deps.newId(),
    as: 'rerun',
    key: rerun.key,
    // Whoever asks for it, wherever: a file that is still in chat is downloaded from there.
    origin: rerun.origin ?? (repeatable.isFileKept ? null : of.origin),
    askedBy: rerun.askedBy,
    of,
    source: rerun.source,
    input,
    createdAt: deps.now(),
  });
  return { kind: 'added', sync };
}

/** What a person answers to a sync in `needs_input`. */
export interface Answer {
  /** Where a course is asked about that may be another, its course is the one that is meant. */
  said: CourseAndDay;
  /** Courses that are asked about are meant to be those which they are like. */
  useSimilar: boolean;
  /** Names of the sheets that are meant; null: nobody was asked. */
  sheets: readonly string[] | null;
  /** Doubts that are settled by it: every one that was asked, or it is not taken; `all`: those that were shown. */
  confirm: 'all' | readonly ConfirmReason[];
  who: Decider;
}

export type AnswerOutcome =
  | 'queued'
  | 'not_waiting'
  /** Other doubts have been asked than are settled. */
  | 'reasons_changed'
  /** Somebody else has to settle them. */
  | 'not_yours';

/** Hands an answer to the waiting sync and queues it again. */
export async function giveInput(
  deps: Pick<SubmitDeps, 'syncs' | 'now'>,
  sync: SyncRecord,
  answer: Answer,
): Promise<AnswerOutcome> {
  const { said, confirm, who } = answer;
  if (sync.needs?.confirm.length && !mayDecide(who, sync)) return 'not_yours';
  const { left, ...courses } = nameCourses(sync, answer);
  const isSettled = confirm === 'all' || left.every(({ code }) => confirm.includes(code));
  if (confirm.length > 0 && !isSettled) return 'reasons_changed';
  const by = keptAs(who);
  const input: OperatorInput = {
    ...courses,
    day: said.day,
    addUnderNewDate: false,
    confirmed: isSettled ? left.map((reason) => ({ code: reason.code, size: sizeOf(reason), by })) : [],
    ...(answer.sheets === null ? {} : { sheets: [...answer.sheets] }),
  };
  return (await deps.syncs.provideInput(sync.id, input, deps.now())) ? 'queued' : 'not_waiting';
}
