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
import type { PreparedWrite } from '../ports.ts';

/** What it takes to send a call that is journaled before and after. */
export interface JournaledDeps extends ResolveDeps {
  syncId: string;
  batchSize: BatchSize;
  /** A random UUIDv4, for intents and client tokens. */
  newUuid: () => string;
}

/** What came of a call; nothing is in doubt any more. */
export type Settled = Exclude<Resolution, InDoubt>;

/** Calls one after another. Each is on disk before it goes out; what it was answered, together with the next. */
export interface JournaledCalls {
  /**
   * Sends a call and finds out what became of it.
   * @param written told once the record ids are on disk, which may be while the next call is on its way
   * @throws AppError as `writeBatches`
   */
  send(rows: IntentRows, written: Written): Promise<Settled>;
  /** Brings the last answer to disk. Whoever has sent must end with this, whatever was thrown. */
  settle(): Promise<void>;
}

/** In the order of the rows; null for a record whose id could not be found out. */
export type Written = (recordIds: readonly (string | null)[]) => Promise<void>;

export function createJournaledCalls(deps: JournaledDeps): JournaledCalls {
  let last: { answered: Answered; written: Written } | null = null;
  /** Whoever waits for the last answer is told, now that it is on disk. */
  const tell = async () => {
    const told = last;
    last = null;
    await told?.written(told.answered.recordIds);
  };
  return {
    async send(rows, written) {
      const intent = newIntent(deps, rows);
      // Built first: a fault while building proves that nothing was sent, and leaves no intent behind.
      const write = await deps.base.prepareWrite(rows, intent.startedAt);
      await deps.journal.begin(intent, last?.answered);
      // Not before the request is out: what is told is written down too.
      const telling = nextTurn().then(tell);
      const [sent, told] = await Promise.allSettled([sendAndResolve(deps, intent, write), telling]);
      if (sent.status === 'rejected') throw sent.reason;
      const resolution = sent.value;
      if (resolution.kind === 'in_doubt') throw inDoubtError(intent);
      if (resolution.kind === 'written')
        last = { answered: { intent, recordIds: resolution.recordIds, at: timeOf(deps) }, written };
      else await deps.journal.discard(intent.id);
      if (told.status === 'rejected') throw told.reason;
      return resolution;
    },
    async settle() {
      if (last === null) return;
      await deps.journal.complete(last.answered);
      await tell();
    },
  };
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

async function sendAndResolve(
  deps: JournaledDeps,
  intent: Intent,
  write: PreparedWrite,
): Promise<Resolution> {
  const outcome = await send(deps, intent, write);
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
