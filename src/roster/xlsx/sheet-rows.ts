import { cleanCell } from '../clean-cell.ts';
import { limits } from '../limits.ts';
import type { BlankRows, RawRecord } from '../raw-record.ts';
import { limitExceeded } from '../refused-file.ts';
import { columnOf } from './address.ts';
import type { XmlAttributes } from './xml-tokens.ts';

/** No spreadsheet has more: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3 */
const lastRow = 1_048_576;
const columnsOfSheet = 16_384;

/**
 * Puts the rows of a sheet together from their cells. Row and cell addresses are optional in the format; what has none
 * follows what came before.
 */
export class SheetRows {
  #line = 0;
  #cells: string[] = [];
  #isHidden = false;
  #column = -1;
  #blank = 0;

  openRow({ r, hidden }: XmlAttributes): void {
    this.#line = rowNumber(r, this.#line);
    this.#cells = [];
    this.#isHidden = hidden === '1' || hidden === 'true';
    this.#column = -1;
  }

  *closeRow(): Generator<RawRecord | BlankRows> {
    if (this.#cells.length === 0) {
      this.#blank++;
      return;
    }
    yield* this.blankRows();
    const [line, cells] = [this.#line, this.#cells];
    yield { kind: 'record', line, lastLine: line, cells, flaw: this.#isHidden ? 'hidden' : null };
  }

  openCell({ r }: XmlAttributes): void {
    this.#column = columnOf(r) ?? this.#column + 1;
  }

  /** Empty cells far right, as formatting leaves them, are not kept: there may be thousands in each row. */
  closeCell(text: string): void {
    const isFarRight = this.#column >= limits.columns;
    const isNothing = text === '' || (isFarRight && cleanCell(text) === '');
    if (isNothing && this.#column < columnsOfSheet) return;
    if (isFarRight) throw limitExceeded('columns', this.#line);
    while (this.#cells.length < this.#column) this.#cells.push('');
    this.#cells[this.#column] = text;
  }

  /** The rows without any value since the last with one. */
  *blankRows(): Generator<BlankRows> {
    if (this.#blank > 0) yield { kind: 'blank', line: this.#line, count: this.#blank };
    this.#blank = 0;
  }
}

/** A row stands below the one before; an address that says otherwise is not believed. */
function rowNumber(address: string | undefined, previous: number): number {
  const given = Number(address);
  return Number.isInteger(given) && given > previous && given <= lastRow ? given : previous + 1;
}
