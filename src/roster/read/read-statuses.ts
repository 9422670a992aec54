import { cleanText } from '../clean-text.ts';
import { type NotEnrolledCode, readStatus } from '../enrollment-status.ts';

/** What the status columns of a row say. `code`: that there is no enrollment, and why. */
export type Status = { text: string; code: null } | { text: string; code: NotEnrolledCode };

const noStatus: Status = { text: '', code: null };

/** Any of the columns can say that there is no enrollment; otherwise the first that is filled counts. */
export function readStatuses(cells: readonly string[]): Status {
  if (cells.length === 0) return noStatus;
  for (const cell of cells) {
    const code = readStatus(cell);
    if (code !== null) return { text: cleanText(cell), code };
  }
  return { text: cells.map(cleanText).find((text) => text !== '') ?? '', code: null };
}
