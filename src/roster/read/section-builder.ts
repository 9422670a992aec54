import { cleanCell } from '../clean-cell.ts';
import type { FoundColumn } from '../header/find-header.ts';
import { type RosterField, rosterFields } from '../header/known-columns.ts';
import { limits } from '../limits.ts';
import { lineInFile } from '../line-place.ts';
import type { RawRecord } from '../raw-record.ts';
import { holdsName, holdsValue } from './checked-items.ts';
import { footerText } from './footer.ts';
import type { DataRecord, Oddity, Section } from './section.ts';
import { type RecordForm, swallowedIds } from './swallowed-rows.ts';
import type { Source } from './table.ts';

/** Looser than the usual shape, so that no learner is lost; no sum and no day passes, which have no letter. */
const plausibleUserId = /^(?=.*[a-z])[\w-]{6,}$/i;

/** No title is of Latin letters and digits, but most ids are. */
function isIdInLatin(cell: string): boolean {
  return /\d/.test(cell) && /^\w+$/.test(cell);
}

function isUserId({ use, field }: FoundColumn): boolean {
  return use === 'roster' && field === '用户ID';
}

interface Titles {
  count: number;
  /** The place of the last. */
  last: number;
}

function titlesIn(cells: readonly string[]): Titles {
  const isTitle = (cell: string) => cleanCell(cell) !== '';
  return { count: cells.filter(isTitle).length, last: cells.findLastIndex(isTitle) };
}

/** Takes the records below one header, one after the other. */
export class SectionBuilder {
  readonly #source: Source;
  readonly #header: RawRecord;
  readonly #columns: readonly FoundColumn[];
  readonly #places: readonly number[];
  readonly #userIds: readonly number[];
  readonly #records: DataRecord[] = [];
  readonly #used = new Set<number>();
  /** By place among the kept cells: how to see whether a cell says anything. */
  readonly #holdsValue: readonly ((cell: string) => boolean)[];
  readonly #titles: Titles;
  #width: number;

  constructor(source: Source, header: RawRecord, columns: readonly FoundColumn[]) {
    this.#source = source;
    this.#header = header;
    this.#columns = columns;
    this.#places = [...new Set(columns.map(({ index }) => index))].sort((a, b) => a - b);
    const names = new Set(columns.flatMap(({ field, index }) => (field === '昵称' ? index : [])));
    this.#holdsValue = this.#places.map((place) => (names.has(place) ? holdsName : holdsValue));
    this.#userIds = columns.filter(isUserId).map(({ index }) => index);
    this.#titles = titlesIn(header.cells);
    this.#width = header.cells.length;
  }

  /** Whether it is worth looking for titles in the record: where its 用户ID stands there is none of the usual kind. */
  mayBeHeader({ cells }: RawRecord): boolean {
    return !this.#userIds.some((index) => isIdInLatin(cells[index] ?? ''));
  }

  /** Whether titles found in a record make it another header: that of the 用户ID and one more. */
  isHeader(columns: readonly FoundColumn[]): boolean {
    const ids = columns.filter(isUserId);
    return ids.length > 0 && ids.length < columns.length;
  }

  /** Whether a quote in a record may have taken other records into it. */
  mayHaveSwallowed(record: RawRecord): boolean {
    const oddity = this.#oddityOf(record);
    return oddity !== null && (oddity.flaw === 'unclosed' || oddity.swallowedIds.length > 0);
  }

  /** Whether a header has the columns of this section, each in its place, and as many others. */
  hasSameColumns({ cells }: RawRecord, columns: readonly FoundColumn[]): boolean {
    const key = (column: FoundColumn) => `${column.use} ${column.field} ${column.level} ${column.index}`;
    const own = new Set(this.#columns.map(key));
    return (
      columns.length === own.size &&
      columns.every((column) => own.has(key(column))) &&
      titlesIn(cells).count === this.#titles.count
    );
  }

  /** @returns the cells that are kept */
  add(record: RawRecord): readonly string[] {
    const cells = this.#places.map((place) => record.cells[place] ?? '');
    const oddity = this.#oddityOf(record);
    this.#records.push({ line: this.#lineInFile(record.line), cells, oddity });
    this.#width = record.cells.length;
    if (oddity?.footer) return cells;
    for (const [index, cell] of cells.entries()) {
      if (!this.#used.has(index) && this.#holdsValue[index]?.(cell)) this.#used.add(index);
    }
    return cells;
  }

  section(): Section {
    const used = new Set(this.#places.filter((_, index) => this.#used.has(index)));
    return {
      sheet: this.#source.sheet,
      header: { ...this.#header, line: this.#lineInFile(this.#header.line) },
      headerOddity: this.#oddityOf(this.#header),
      columns: this.#columns.filter(({ index }) => used.has(index)),
      places: this.#places,
      titles: this.#header.cells.slice(0, this.#titles.last + 1).map((_, index) => this.#fieldAt(index)),
      records: this.#records,
      from1904: this.#source.from1904,
    };
  }

  #fieldAt(place: number): RosterField | null {
    const column = this.#columns.find(({ use, index }) => use === 'roster' && index === place);
    return rosterFields.find((field) => field === column?.field) ?? null;
  }

  #lineInFile(line: number): number {
    return lineInFile(this.#source.sheet?.index ?? 0, line);
  }

  #oddityOf(record: RawRecord): Oddity | null {
    const { cells, flaw } = record;
    const footer = this.#namesLearner(cells) ? null : footerText(cells);
    const { last, count } = this.#titles;
    const surplus = cells.length - 1 > last ? cells.slice(last + 1).filter(holdsValue) : [];
    const isMultiline = record.lastLine > record.line;
    const isTooLong = cells.some((cell) => cell.length > limits.cell);
    if (flaw === null && footer === null && surplus.length === 0 && !isMultiline && !isTooLong) return null;
    return {
      flaw,
      footer,
      surplus,
      isTooLong,
      lastLine: this.#lineInFile(record.lastLine),
      isTooFull: surplus.length > 0 && cells.filter(holdsValue).length > count,
      swallowedIds: isMultiline ? swallowedIds(cells, this.#form()) : [],
    };
  }

  /** A row about a learner closes no list, whatever it begins with. */
  #namesLearner(cells: readonly string[]): boolean {
    return this.#userIds.some((index) => {
      const cell = cells[index] ?? '';
      return plausibleUserId.test(cleanCell(cell)) && footerText([cell]) === null;
    });
  }

  #form(): RecordForm {
    const widths = [this.#header.cells.length, this.#width];
    return { delimiter: this.#source.delimiter ?? ',', widths, userIds: this.#userIds };
  }
}
