import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../errors.ts';
import type { BatchSize } from '../batch-size.ts';
import { wasTooMuch } from '../doubt.ts';
import { timeOf } from '../in-doubt/call-time.ts';
import { inDoubtError } from '../in-doubt/in-doubt-error.ts';
import type { InDoubt, Resolution } from '../in-doubt/resolution.ts';
import type { ResolveDeps } from '../in-doubt/resolve-deps.ts';
import { leftBehind, noteSending, resolveIntent } from '../in-doubt/resolve-intent.ts';
import { Interruption } from '../interruption.ts';
import { type Answered, type Intent, type IntentRows, isCreate } from '../journal.ts';
import type { PreparedWrite, WriteOutcome } from '../ports.ts';

/** What it takes to send a call that is journaled before and after. */
export interface JournaledDeps extends ResolveDeps {
  syncId: string;
  batchSize: BatchSize;
  /** A random UUIDv4, for intents and client tokens. */
  newUuid: () => string;
}

/** What came of a call; nothing is in doubt any more. */
export type Settled = Exclude<Resolution, InDoubt>;

/** Calls one after another. Each is on disk before it goes out; what it was answered, while the next is on its way. */
export interface JournaledCalls {
  /**
   * Sends a call and finds out what became of it.
   * @param written told once the record ids are on disk
   * @throws AppError as `writeBatches`
   */
  send(rows: IntentRows, written: Written): Promise<Settled>;
  /** Work that needs no answer: begun once the next call is on its way, it goes on beside the calls after it. */
  meanwhile(work: () => Promise<void>): void;
  /** Brings the last answer to disk and sees other work through. Whoever has sent must end with this, whatever was thrown. */
  settle(): Promise<void>;
}

/** In the order of the rows; null for a record whose id could not be found out. */
export type Written = (recordIds: readonly (string | null)[]) => Promise<void>;

export function createJournaledCalls(deps: JournaledDeps): JournaledCalls {
  /** Answers that are not on disk yet, in the order of the calls. */
  const unkept: { answered: Answered; written: Written }[] = [];
  const waiting: (() => Promise<void>)[] = [];
  const begun: Promise<void>[] = [];
  const begin = () => {
    // Whoever settles is told what is wrong with it.
    for (const work of waiting.splice(0)) begun.push(holdingErrors(work()));
  };
  const keep = async () => {
    for (let [next] = unkept; next !== undefined; [next] = unkept) {
      await deps.journal.complete(next.answered);
      unkept.shift();
      await next.written(next.answered.recordIds);
    }
    begin();
  };
  return {
    async send(rows, written) {
      const intent = newIntent(deps, rows);
      // Built first: a fault while building proves that nothing was sent, and leaves no intent behind.
      const write = await deps.base.prepareWrite(rows, intent.startedAt);
      await deps.journal.begin(intent);
      // The answer before it waits until the request is out. Whoever is killed until then leaves both calls open, and
      // each is looked for.
      const [sent, kept] = await Promise.allSettled([send(deps, intent, write), nextTurn().then(keep)]);
      if (sent.status === 'rejected') throw sent.reason;
      if (kept.status === 'rejected') throw kept.reason;
      const resolution = await resolve(deps, intent, sent.value);
      if (resolution.kind === 'in_doubt') throw inDoubtError(intent);
      if (resolution.kind === 'written')
        unkept.push({ answered: { intent, recordIds: resolution.recordIds, at: timeOf(deps) }, written });
      else await deps.journal.discard(intent.id);
      return resolution;
    },
    meanwhile(work) {
      waiting.push(work);
    },
    async settle() {
      await keep();
      await Promise.all(begun);
    },
  };
}

/** The same promise, which may be looked at late: Node ends a process in which nobody looks at a rejected one. */
function holdingErrors(promise: Promise<void>): Promise<void> {
  promise.catch(() => {});
  return promise;
}

/** One call by itself. */
export async function sendJournaled(deps: JournaledDeps, rows: IntentRows): Promise<Settled> {
  const calls = createJournaledCalls(deps);
  const resolution = await calls.send(rows, async () => {});
  await calls.settle();
  return resolution;
}

function newIntent(deps: JournaledDeps, rows: IntentRows): Intent {
  const now = timeOf(deps);
  const times = { startedAt: now, sentAt: now };
  return { ...rows, id: deps.newUuid(), syncId: deps.syncId, clientToken: deps.newUuid(), ...times };
}

async function resolve(deps: JournaledDeps, intent: Intent, outcome: WriteOutcome): Promise<Resolution> {
  if (outcome.kind !== 'unknown' && outcome.kind !== 'token_known') return outcome;
  // Only for this sync: one slow moment should not make every later sync write in small batches.
  if (outcome.kind === 'unknown' && wasTooMuch(outcome.because))
    deps.batchSize.shrinkForThisSync(Math.floor(intent.rows.length / 2));
  const because = outcome.kind === 'unknown' ? outcome.because : leftBehind;
  const sent = await noteSending(deps, intent);
  return resolveIntent(deps, sent, because).catch((thrown: unknown) => {
    throw isCreate(intent) && isPassing(thrown) ? inDoubtError(intent, thrown) : thrown;
  });
}

function send(deps: JournaledDeps, intent: Intent, write: PreparedWrite) {
  return write.send(intent.clientToken).catch(async (thrown: unknown) => {
    if (provesNothingWritten(thrown)) await deps.journal.discard(intent.id);
    throw thrown;
  });
}

/**
 * A sync is told to stop only between two tries. A fault of ours can come after the call went out; then, as after
 * anything else, the intent stays open.
 */
function provesNothingWritten(thrown: unknown): boolean {
  return thrown instanceof Interruption || (thrown instanceof AppError && thrown.code !== 'internal');
}

/** What ends by itself needs nobody to fix it, so staff are told what they have to know: which rows are in doubt. */
function isPassing(thrown: unknown): boolean {
  return thrown instanceof AppError && ['feishu_busy', 'feishu_unreachable'].includes(thrown.code);
}
