import { AppError } from '../../errors.ts';
import { proveAbsence } from '../existing/known-records.ts';
import { timeOf } from '../in-doubt/call-time.ts';
import type { UndoRows } from '../journal.ts';
import type { ById } from '../ports.ts';
import type { SyncPhase } from '../sync-record.ts';
import { sendJournaled } from '../write/journaled-calls.ts';
import type { WriteDeps } from '../write/write-batches.ts';
import type { Judgment } from './judge.ts';
import type { TouchedThing } from './touched.ts';
import { backOf, entryOf, failureOf, type UndoEntry } from './undo-account.ts';

/** Things of one kind to take back: how they are read, judged and undone. */
export interface UndoJob<Thing, Existing> {
  phase: SyncPhase;
  things: readonly Thing[];
  read(recordIds: readonly string[]): Promise<ById<Existing>>;
  judge(thing: Thing, existing: Existing): Judgment;
  toIntent(things: readonly Thing[]): UndoRows;
  /** Takes a record down that stays as it is. */
  kept?(existing: Existing): void;
  /** Takes something down that no reading shows, although nothing proves that it is gone. */
  unseen?(thing: Thing): void;
}

export interface UndoDeps extends WriteDeps {
  /** Takes down what came of things that the journal does not know. */
  note(entries: readonly UndoEntry[]): void;
  /** A record has turned out to be deleted. */
  gone(recordId: string): void;
}

/** https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/batch_delete */
const mostRecords = 500;
/** So often Feishu may be unable to take a batch before the undo waits. */
const mostTries = 8;
/** So often a batch is refused for a record that every reading shows. */
const mostMissing = 3;
const longestPauseMs = 30_000;

/**
 * Takes things back, one call at a time, each journaled before and after. Every record is read by id right before the call
 * that changes it, and again before it is tried again. What a server may only not show yet is looked at again once it
 * must.
 * @throws AppError for what a person has to fix, or what the undo has to wait for; what is done stays journaled
 */
export async function takeBack<Thing extends TouchedThing, Existing extends { recordId: string }>(
  deps: UndoDeps,
  job: UndoJob<Thing, Existing>,
): Promise<void> {
  const tried = new Set<string>();
  const left = await workOff(deps, job, job.things, { tried, isSettled: false });
  await waitUntilOld(deps, left.unsettled);
  const later = await workOff(deps, job, left.unsettled, { tried, isSettled: true });
  await settleAbsent(deps, job, { things: [...left.absent, ...later.absent], tried });
}

interface Left<Thing> {
  /** A first reading has missed them. */
  absent: Thing[];
  /** They look changed, but were written so recently that a server may show them as they were. */
  unsettled: Thing[];
}

interface Known {
  /** Records of calls that may have been carried out although it looked otherwise. */
  tried: Set<string>;
  isSettled: boolean;
}

interface Batch<Thing> {
  things: readonly Thing[];
  tries: number;
}

async function workOff<Thing extends TouchedThing, Existing extends { recordId: string }>(
  deps: UndoDeps,
  job: UndoJob<Thing, Existing>,
  things: readonly Thing[],
  known: Known,
): Promise<Left<Thing>> {
  const left: Left<Thing> = { absent: [], unsettled: [] };
  const pending: Batch<Thing>[] = things.length === 0 ? [] : [{ things, tries: 0 }];
  for (let batch = pending.shift(); batch !== undefined; batch = pending.shift()) {
    const size = Math.min(mostRecords, deps.batchSize.rows());
    if (batch.things.length > size) {
      pending.unshift(...cut(batch, size));
      continue;
    }
    await deps.checkpoint();
    await deps.progress.enter(job.phase);
    const checked = await check(deps, job, batch.things, known);
    left.absent.push(...checked.absent);
    left.unsettled.push(...checked.unsettled);
    deps.note(checked.entries);
    await deps.progress.decide(checked.entries.length);
    if (checked.toDo.length > 0)
      pending.unshift(...(await write(deps, job, { ...batch, things: checked.toDo }, known.tried)));
  }
  return left;
}

function cut<Thing>({ things, tries }: Batch<Thing>, size: number): Batch<Thing>[] {
  return [
    { things: things.slice(0, size), tries },
    { things: things.slice(size), tries },
  ];
}

interface Checked<Thing> extends Left<Thing> {
  toDo: Thing[];
  entries: UndoEntry[];
}

/** Reads the records and says of each thing what is to become of it. */
async function check<Thing extends TouchedThing, Existing extends { recordId: string }>(
  deps: UndoDeps,
  job: UndoJob<Thing, Existing>,
  things: readonly Thing[],
  { isSettled }: Known,
): Promise<Checked<Thing>> {
  const { found, forbidden } = await job.read([...new Set(things.map(({ recordId }) => recordId))]);
  if (forbidden.length > 0) throw new AppError('records_hidden', { details: { count: forbidden.length } });
  const existing = new Map(found.map((record) => [record.recordId, record]));
  const checked: Checked<Thing> = { absent: [], unsettled: [], toDo: [], entries: [] };
  for (const thing of things) {
    const record = existing.get(thing.recordId);
    if (record === undefined) {
      checked.absent.push(thing);
      continue;
    }
    const judgment = job.judge(thing, record);
    if (judgment.kind === 'take_back') checked.toDo.push(thing);
    else if (!isSettled && !isOld(deps, thing)) checked.unsettled.push(thing);
    else {
      checked.entries.push(judgment.kind === 'is_back' ? backOf(thing) : entryOf(thing, judgment.reason));
      job.kept?.(record);
    }
  }
  return checked;
}

/** What is left to do of the batch. */
async function write<Thing extends TouchedThing>(
  deps: UndoDeps,
  job: Pick<UndoJob<Thing, unknown>, 'toIntent'>,
  { things, tries }: Batch<Thing>,
  tried: Set<string>,
): Promise<Batch<Thing>[]> {
  const again = { things, tries: tries + 1 };
  const resolution = await sendJournaled(deps, job.toIntent(things));
  if (resolution.kind !== 'written') for (const { recordId } of things) tried.add(recordId);
  switch (resolution.kind) {
    case 'written': {
      const done = new Set(resolution.recordIds);
      const rest = things.filter(({ recordId }) => !done.has(recordId));
      await deps.progress.decide(things.length - rest.length);
      return tries === 0 && rest.length > 0 ? [{ things: rest, tries: 1 }] : fail(deps, rest);
    }
    case 'not_written':
      if (tries >= mostTries) throw new AppError('feishu_busy');
      await deps.clock.sleep(Math.min(1_000 * 2 ** tries, longestPauseMs));
      return [again];
    case 'too_large':
      deps.batchSize.shrinkForGood(Math.floor(things.length / 2));
      return isolate(deps, things);
    case 'refused':
      if (!resolution.recordMissing || isSure(deps, things, tries)) return isolate(deps, things);
      await deps.clock.sleep(deps.timing.absenceGapMs);
      return [again];
  }
}

/** Whether a record that Feishu does not know is not just unknown to one of its servers yet. */
function isSure(deps: UndoDeps, things: readonly TouchedThing[], tries: number): boolean {
  return tries >= mostMissing && things.every((thing) => isOld(deps, thing));
}

/** A batch that is refused is halved until only what cannot be undone fails. */
async function isolate<Thing extends TouchedThing>(
  deps: UndoDeps,
  things: readonly Thing[],
): Promise<Batch<Thing>[]> {
  if (things.length === 1) return fail(deps, things);
  return cut({ things, tries: 0 }, Math.ceil(things.length / 2));
}

async function fail(deps: UndoDeps, things: readonly TouchedThing[]): Promise<[]> {
  deps.note(things.map((thing) => failureOf(thing, 'refused')));
  await deps.progress.decide(things.length);
  return [];
}

/** Proves of what no reading showed that it is gone, and goes on with what turns up. */
async function settleAbsent<Thing extends TouchedThing, Existing extends { recordId: string }>(
  deps: UndoDeps,
  job: UndoJob<Thing, Existing>,
  { things, tried }: { things: readonly Thing[]; tried: Set<string> },
): Promise<void> {
  if (things.length === 0) return;
  const { deleted, late, found, forbidden } = await proveAbsence(deps, {
    found: [],
    forbidden: [],
    absent: [...new Set(things.map(({ recordId }) => recordId))],
    getById: (recordIds) => job.read(recordIds),
    known: things,
    readAt: deps.clock.monotonic(),
  });
  const isGone = new Set(deleted);
  for (const recordId of deleted) deps.gone(recordId);
  const gone = things.filter(({ recordId }) => isGone.has(recordId));
  await noteGone(deps, job, gone, tried);
  const isLate = new Set(late);
  const unseen = things.filter(({ recordId }) => isLate.has(recordId));
  for (const thing of unseen) job.unseen?.(thing);
  deps.note(unseen.map((thing) => failureOf(thing, 'gone')));
  await deps.progress.decide(gone.length + late.length);
  const turnedUp = new Set([...found.map(({ recordId }) => recordId), ...forbidden]);
  const rest = things.filter(({ recordId }) => turnedUp.has(recordId));
  if (rest.length > 0) await takeBack(deps, { ...job, things: rest });
}

/** What this undo has sent a delete for was deleted by it, whatever the answer said. */
async function noteGone<Thing extends TouchedThing>(
  deps: UndoDeps,
  job: Pick<UndoJob<Thing, unknown>, 'toIntent'>,
  gone: readonly Thing[],
  tried: ReadonlySet<string>,
): Promise<void> {
  const isOurs = ({ what, recordId }: Thing) =>
    (what === 'enrollment' || what === 'learner') && tried.has(recordId);
  const ours = gone.filter(isOurs);
  deps.note(gone.flatMap((thing) => (isOurs(thing) ? [] : [entryOf(thing, 'gone')])));
  if (ours.length === 0) return;
  const at = timeOf(deps);
  const id = deps.newUuid();
  const times = { startedAt: at, sentAt: at };
  const intent = { ...job.toIntent(ours), id, syncId: deps.syncId, clientToken: deps.newUuid(), ...times };
  await deps.journal.begin(intent);
  await deps.journal.complete({ intent, recordIds: ours.map(({ recordId }) => recordId), at });
}

/** Whether every server should show by now what was written then. */
function isOld({ base, timing }: UndoDeps, { writtenAt }: TouchedThing): boolean {
  const now = base.serverTime();
  return now === null || now >= writtenAt + timing.absenceProofMs;
}

async function waitUntilOld(deps: UndoDeps, things: readonly TouchedThing[]): Promise<void> {
  if (things.length === 0) return;
  const newest = things.reduce((at, { writtenAt }) => Math.max(at, writtenAt), 0);
  const wait = newest + deps.timing.absenceProofMs - timeOf(deps);
  if (wait > 0) await deps.clock.sleep(wait);
}
