import assert from 'node:assert/strict';
import type { Store } from '../../src/store/open-store.ts';
import type { RowChange } from '../../src/sync/sync-changes.ts';
import type { SyncRecord } from '../../src/sync/sync-record.ts';
import type { Tables } from './expected-tables.ts';
import type { Row, UndoCase } from './undo-case.ts';

interface Undone {
  store: Store;
  /** The later upload. */
  later: SyncRecord;
  undoCase: UndoCase;
  before: Tables;
  synced: Tables;
  now: Tables;
  after: Tables;
}

/** What the report of a later sync has promised is there, as far as people have left it. */
export async function checkPromises(undone: Undone): Promise<void> {
  const { store, later, undoCase, now, after } = undone;
  for await (const row of store.syncs.allChanges(later.id)) {
    if (row.kinds.every((kind) => kind === 'failed' || kind === 'not_enrolled')) continue;
    checkRow(row, now, after);
  }
  for (const [id, { userId, nickname, phone }] of now.learners) {
    const said = saidAbout(userId, undoCase.later ?? []);
    if (said.nickname !== '' && nickname === said.nickname)
      assert.equal(after.learners.get(id)?.nickname, nickname);
    if (said.phone !== '' && phone === said.phone) assert.equal(after.learners.get(id)?.phone, phone);
  }
  checkNoSurprise(undone);
}

/** Of several rows about a learner the latest day wins, then the later row; an empty value never. */
function saidAbout(userId: string, rows: readonly Row[]): { nickname: string; phone: string } {
  const own = rows.filter(([id]) => id === userId).toSorted((a, b) => a[4].localeCompare(b[4]));
  const last = (values: string[]) => values.findLast((value) => value !== '') ?? '';
  return { nickname: last(own.map((row) => row[1])), phone: last(own.map((row) => row[2])) };
}

function checkRow({ userId, course, day, kinds }: RowChange, now: Tables, after: Tables): void {
  const isLearner = (cells: { userId: string }) => cells.userId === userId;
  keeps(now.learners, after.learners, isLearner);
  // What it has created itself is none of the records that may go.
  if (!kinds.includes('skip') && !kinds.includes('link')) return;
  const isEnrollment = (cells: { userId: string; course: string; day: string }) =>
    isLearner(cells) && cells.course === course && cells.day === day;
  keeps(now.enrollments, after.enrollments, isEnrollment);
  keeps(now.enrollments, after.enrollments, (cells) => isEnrollment(cells) && cells.learner !== '');
}

function keeps<Cells>(
  now: ReadonlyMap<string, Cells>,
  after: ReadonlyMap<string, Cells>,
  is: (cells: Cells) => boolean,
): void {
  if ([...now.values()].some(is)) assert.ok([...after.values()].some(is));
}

/** Only what the sync created goes away, and only what it overwrote changes, back to what it was. */
function checkNoSurprise({ before, synced, now, after }: Undone): void {
  for (const table of ['learners', 'enrollments'] as const) {
    for (const [id, cells] of now[table]) {
      const kept = after[table].get(id);
      const isOurs = synced[table].has(id) && !before[table].has(id);
      if (kept === undefined) assert.ok(isOurs, `${id} is gone`);
      else if (JSON.stringify(kept) !== JSON.stringify(cells))
        checkTurnedBack(before[table].get(id) ?? {}, cells, kept);
    }
    assert.ok([...after[table].keys()].every((id) => now[table].has(id)));
  }
}

function checkTurnedBack(before: object, now: object, after: object): void {
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(now))];
  for (const [field, value] of Object.entries(after))
    if (value !== is.get(field)) assert.equal(value, was.get(field), `${field} is not as before`);
}
