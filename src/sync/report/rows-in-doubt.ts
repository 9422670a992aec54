import type { Intent, Journal } from '../journal.ts';
import type { SyncPlan } from '../plan/plan-sync.ts';
import type { SyncRecord } from '../sync-record.ts';
import type { RowProblem } from '../sync-report.ts';

/** The calls of a sync that went out and had no clear answer. */
export async function openIntentsOf(journal: Journal, { id, target }: SyncRecord): Promise<Intent[]> {
  const open = await journal.open(target);
  return open.filter(({ syncId }) => syncId === id);
}

/** Lines of the file whose learner or enrollment may be in Base. Updates are no rows of their own. */
export function linesSent(open: readonly Intent[]): Set<number> {
  const sent = open.filter(({ kind }) => kind !== 'update_learners' && kind !== 'update_enrollments');
  return new Set(sent.flatMap(({ rows }) => rows.map(({ line }) => line)));
}

/** The planned rows whose call went out and had no clear answer, whatever it was that stopped the sync. */
export function failuresInDoubt({ enrollments }: SyncPlan, open: readonly Intent[]): RowProblem[] {
  const lines = linesSent(open);
  return [...enrollments.create, ...enrollments.link]
    .filter(({ line }) => lines.has(line))
    .map(({ line, userId }) => ({ line, userId, code: 'in_doubt' }));
}
