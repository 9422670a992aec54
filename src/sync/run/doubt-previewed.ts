import type { AskedReason } from '../asked-reason.ts';
import type { CellChange, ChangeKind, RowChange } from '../sync-changes.ts';

const examplesShown = 3;

/**
 * Whoever writes a preview has agreed to what it has shown: other rows, or other cells of existing records, are asked about.
 * That less is left to write is no reason to ask.
 * @param shown the rows of the preview, in the order of the file
 * @param planned the same rows as they are planned now
 */
export async function doubtPreviewed(
  shown: AsyncIterable<RowChange>,
  planned: readonly RowChange[],
): Promise<AskedReason | null> {
  const unseen: Unseen[] = [];
  let index = 0;
  for await (const before of shown) unseen.push(...unseenIn(planned[index++], before));
  for (const row of planned.slice(index)) unseen.push(...unseenIn(row, { kinds: [], cells: [] }));
  if (unseen.length === 0) return null;
  return {
    code: 'plan_changed',
    figures: {
      rows: unseen.filter(({ isRow }) => isRow).length,
      cells: unseen.reduce((sum, { cells }) => sum + cells.length, 0),
    },
    examples: unseen.slice(0, examplesShown).map(({ userId }) => userId ?? ''),
  };
}

/** What a row would write that the preview did not show. */
interface Unseen {
  userId: string | null;
  isRow: boolean;
  cells: CellChange[];
}

const newRecords: readonly ChangeKind[] = ['create_learner', 'create_enrollment', 'link'];

function unseenIn(row: RowChange | undefined, shown: Pick<RowChange, 'kinds' | 'cells'>): Unseen[] {
  if (row === undefined) return [];
  const isRow = row.kinds.some((kind) => newRecords.includes(kind) && !shown.kinds.includes(kind));
  const cells = row.cells.filter((cell) => !shown.cells.some((known) => isSame(known, cell)));
  return isRow || cells.length > 0 ? [{ userId: row.userId, isRow, cells }] : [];
}

function isSame(one: CellChange, other: CellChange): boolean {
  return one.field === other.field && one.before === other.before && one.after === other.after;
}
