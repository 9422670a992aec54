import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Store } from '../../src/store/open-store.ts';
import { runSync } from '../../src/sync/run/run-sync.ts';
import type { SyncRecord } from '../../src/sync/sync-record.ts';
import { createKiller, withKiller } from '../sync/killer.ts';
import { harnessOver, rosterOf, type SyncHarness } from '../sync/sync-harness.ts';
import { checkPromises } from './check-promises.ts';
import { editByHand, mirror } from './edit-by-hand.ts';
import { expectedTables, type Tables, tablesOf } from './expected-tables.ts';
import type { Kill, UndoCase } from './undo-case.ts';

const hourMs = 3_600_000;
const never = new AbortController().signal;

/**
 * Uploads, edits, uploads again, takes the first upload back, killed now and then, and compares the tables with what they must
 * be.
 * @param store shared with other cases
 * @returns whether there was anything to take back
 */
export async function checkUndoCase(store: Store, undoCase: UndoCase): Promise<boolean> {
  const { policy, learnerUpdates, linkIsTwoWay, largestBatch, pauseMs } = undoCase;
  const target = { domain: 'd', appId: 'a', baseToken: randomUUID(), tables: 't' };
  const harness = harnessOver(store, target, { policy, learnerUpdates }, async () => {});
  const { base, clock } = harness;
  base.schema = { ...base.schema, linkIsTwoWay };
  base.largestBatch = largestBatch;
  typeRows(harness, undoCase);
  const before = tablesOf(base);
  clock.advance(hourMs);
  const first = await harness.upload(rosterOf(undoCase.first));
  const synced = tablesOf(base);
  clock.advance(pauseMs);
  edit(harness, undoCase, undoCase.between);
  const later = undoCase.later === null ? null : await harness.upload(rosterOf(undoCase.later));
  clock.advance(pauseMs);
  edit(harness, undoCase, undoCase.afterwards);
  const now = tablesOf(base);

  const asked = await harness.askUndo(first, { confirmed: true });
  if (asked.kind === 'nothing_written') return false;
  if (asked.kind !== 'added') throw new Error(asked.kind);
  const undo = await runKilled(harness, asked.sync, undoCase.kills);
  const after = tablesOf(base);

  assert.equal(undo.error, null);
  await checkReport(store, undo);
  if (later === null) assert.deepEqual(after, expectedTables(before, synced, now, linkIsTwoWay));
  else await checkPromises({ store, later, undoCase, before, synced, now, after });
  await checkSecondUndo(harness, first, after);
  return true;
}

function typeRows({ base }: SyncHarness, { typedLearners, typedEnrollments }: UndoCase): void {
  for (const [place, { userId, nickname, phone }] of typedLearners.entries()) {
    const fields = { ...(nickname && { nickname }), ...(phone && { phone }) };
    base.learners.push({ recordId: `learner_${place}`, userId, fields, enrollmentIds: [], createdAt: 0 });
  }
  for (const [place, { userId, course, day, isLinked }] of typedEnrollments.entries()) {
    const learner = base.learners.find((record) => record.userId === userId);
    const learnerRecordIds = isLinked && learner !== undefined ? [learner.recordId] : [];
    const record = { userId, course, day, learnerRecordIds, fields: {}, createdAt: 0 };
    base.enrollments.push({ recordId: `enrollment_${place}`, ...record });
  }
  mirror(base);
}

/** Whom a one-way link leads to under another 用户ID nobody can find, so nobody makes such a link here. */
function edit({ base }: SyncHarness, { linkIsTwoWay }: UndoCase, edits: UndoCase['between']): void {
  for (const one of edits) if (linkIsTwoWay || one.kind !== 'link') editByHand(base, one);
}

async function runKilled(
  harness: SyncHarness,
  { id }: SyncRecord,
  kills: readonly Kill[],
): Promise<SyncRecord> {
  const reload = async () => {
    const sync = await harness.store.syncs.get(id);
    if (sync === null) throw new Error('the undo is gone');
    return sync;
  };
  for (const { at, effect } of kills) {
    const sync = await reload();
    if (sync.finishedAt !== null) return sync;
    await runSync(withKiller(harness, createKiller(at, effect)), sync, never).catch(() => undefined);
  }
  const sync = await reload();
  return sync.finishedAt === null ? harness.run(sync) : sync;
}

async function checkReport(store: Store, undo: SyncRecord): Promise<void> {
  const report = await store.syncs.readReport(undo.id);
  const { undone = -1, kept = 0, failed = 0 } = report?.summary.undo ?? {};
  assert.equal(report?.undone?.length, undone + kept + failed);
  assert.equal(failed, 0);
}

async function checkSecondUndo(harness: SyncHarness, first: SyncRecord, after: Tables): Promise<void> {
  assert.equal((await harness.askUndo(first, { confirmed: true })).kind, 'already_undone');
  assert.deepEqual(tablesOf(harness.base), after);
}
