import type { AskedReason } from '../asked-reason.ts';
import type { SyncPlan } from '../plan/plan-sync.ts';

/**
 * What was taken back on purpose is written again only if somebody wants it.
 * @param takenBack lines of the file, each with the number of the undo
 */
export function doubtTakenBack(
  takenBack: ReadonlyMap<number, number>,
  { learners, enrollments }: SyncPlan,
): AskedReason | null {
  if (takenBack.size === 0) return null;
  const planned = [
    learners.create,
    learners.update,
    enrollments.create,
    enrollments.link,
    enrollments.update,
  ];
  const lines = new Set(planned.flat().map(({ line }) => line));
  const again = [...takenBack].filter(([line]) => lines.has(line));
  if (again.length === 0) return null;
  const number = Math.max(...again.map(([, undo]) => undo));
  return { code: 'undone_before', figures: { number, rows: again.length }, examples: [] };
}
