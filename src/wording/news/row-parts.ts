import type { SyncSummary } from '../../sync/sync-report.ts';
import type { Tense } from '../change-words.ts';
import { groupedNumber } from '../grouped-number.ts';

/** What can become of a row of the file; each row is of one kind. */
export type RowPartKind =
  | 'new'
  | 'linked'
  | 'existing'
  | 'repeated'
  | 'not_enrolled'
  | 'to_mend'
  | 'in_doubt'
  | 'not_written';

/** How many rows came to the same, and the word for it, such as 已有. */
export interface RowPart {
  kind: RowPartKind;
  count: number;
  word: string;
}

/** The words, in the order in which they are read; each can stand behind a number. */
const words: Readonly<Record<RowPartKind, Readonly<Record<Tense, string>>>> = {
  new: { done: '新增', planned: '将新增' },
  linked: { done: '补上关联', planned: '将补上关联' },
  existing: { done: '已有', planned: '已有' },
  repeated: { done: '重复', planned: '重复' },
  // Mostly refunds; who canceled or has not paid yet is told apart in the sentences.
  not_enrolled: { done: '退款', planned: '退款' },
  to_mend: { done: '要改', planned: '要改' },
  in_doubt: { done: '待核对', planned: '待核对' },
  not_written: { done: '未写入', planned: '未写入' },
};

/** What became of the rows of a file, without kinds that no row is of. The counts add up to `rows`. */
export function rowParts(summary: SyncSummary, tense: Tense): RowPart[] {
  const counts = partCounts(summary);
  return Object.entries(words).flatMap(([kind, word]) => {
    const count = counts[kind as RowPartKind];
    return count === 0 ? [] : [{ kind: kind as RowPartKind, count, word: word[tense] }];
  });
}

function partCounts(summary: SyncSummary): Record<RowPartKind, number> {
  const { enrollmentsSkipped, enrollmentsRepeated, rowsFailed } = summary;
  const inDoubt = Math.min(summary.rowsInDoubt, rowsFailed);
  const notWritten = Math.min(summary.rowsNotWritten ?? 0, rowsFailed - inDoubt);
  return {
    new: summary.enrollmentsCreated,
    linked: summary.enrollmentsLinked,
    existing: enrollmentsSkipped - enrollmentsRepeated,
    repeated: enrollmentsRepeated,
    not_enrolled: summary.rowsNotEnrolled,
    to_mend: rowsFailed - inDoubt - notWritten,
    in_doubt: inDoubt,
    not_written: notWritten,
  };
}

/** How many rows are of this kind. */
export function countOf(parts: readonly RowPart[], kind: RowPartKind): number {
  return parts.find((part) => part.kind === kind)?.count ?? 0;
}

/** `63行 = 8新增 · 52已有 · 2退款 · 1要改`; null where there are no rows. */
export function splitText(parts: readonly RowPart[]): string | null {
  if (parts.length === 0) return null;
  const rows = parts.reduce((sum, { count }) => sum + count, 0);
  return `${groupedNumber(rows)}行 = ${parts.map(({ count, word }) => `${groupedNumber(count)}${word}`).join(' · ')}`;
}
