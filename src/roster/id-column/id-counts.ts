import { readUserId } from '../user-id.ts';

export interface PossibleIdColumn {
  /** As staff see it. */
  title: string;
  /** How many cells say something. */
  filled: number;
  /** How many of them have the usual shape of a 用户ID. */
  usual: number;
  /** The other values that can be one, with the number of their cells. */
  others: ReadonlyMap<string, number>;
}

/** No id has any. */
const words = /\p{Script=Han}/u;

/** What stands below each title, in all sheets together. */
export class IdCounts {
  readonly #left: ReadonlySet<string>;
  readonly #columns = new Map<
    string,
    { title: string; filled: number; usual: number; others: Map<string, number> }
  >();

  /** @param left normalized titles that are left out */
  constructor(left: ReadonlySet<string>) {
    this.#left = left;
  }

  /** @param key the normalized title */
  add(key: string, title: string, cell: string): void {
    if (this.#left.has(key)) return;
    const id = readUserId(cell);
    if (id.kind === 'rejected' && id.code === 'missing_user_id') return;
    const column = this.#columns.get(key) ?? {
      title,
      filled: 0,
      usual: 0,
      others: new Map<string, number>(),
    };
    this.#columns.set(key, column);
    column.filled++;
    if (id.kind === 'rejected') return;
    if (id.warning === null) column.usual++;
    else if (!words.test(id.userId)) column.others.set(id.userId, (column.others.get(id.userId) ?? 0) + 1);
  }

  possible(): PossibleIdColumn[] {
    return [...this.#columns.values()].filter(
      ({ filled, usual, others }) => (usual + cellsOf(others.values())) * 2 >= filled,
    );
  }
}

function cellsOf(counts: Iterable<number>): number {
  return [...counts].reduce((sum, count) => sum + count, 0);
}
