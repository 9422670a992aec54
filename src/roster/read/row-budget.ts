import { limits } from '../limits.ts';
import { limitExceeded } from '../refused-file.ts';

/** What the rows of a file may still take, all of its tables together. */
export class RowBudget {
  #rows = 0;
  #characters = 0;

  /** @throws RefusedFile `limit_exceeded` */
  take(line: number, cells: readonly string[]): void {
    if (++this.#rows > limits.rows) throw limitExceeded('rows', line);
    for (const cell of cells) this.#characters += cell.length;
    if (this.#characters > limits.textBytes) throw limitExceeded('text', line);
  }
}
