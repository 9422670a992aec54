import { hasWritten, mayHaveWritten } from '../../sync/has-written.ts';
import { offeredToWrite } from '../../sync/rows-to-write.ts';
import { isFinal, type SyncRecord } from '../../sync/sync-record.ts';
import type { SyncSummary } from '../../sync/sync-report.ts';
import { type Tense, tenseOf } from '../change-words.ts';
import { groupedNumber } from '../grouped-number.ts';
import { type RowPart, rowParts, splitText } from './row-parts.ts';
import { newsTitle } from './sync-title.ts';

/** What a person has to do. */
export type NewsTone =
  /** Wait: it is not over. */
  | 'working'
  /** Nothing: put the phone away. */
  | 'quiet'
  /** Answer, confirm, mend rows or go on. */
  | 'act'
  /** Something, and nothing was written. */
  | 'nothing_written';

/** What there is to know about a sync at one glance, the same on card, page and command line. */
export interface SyncNews {
  /** Such as `《非暴力沟通入门》5月16日 · 新增8条`. Courses and files stand in it as people typed them. */
  title: string;
  tone: NewsTone;
  /** What became of the rows of the file; empty before it is known, and of an undo. Their counts add up to the rows. */
  parts: RowPart[];
  /** The same in a line: `63行 = 8新增 · 52已有 · 2退款 · 1要改`; null where there are no parts. */
  split: string | null;
  /** What else has changed: `另改了1人资料`; null if nothing. */
  also: string | null;
}

/**
 * The news of a sync in any state.
 * @param around how many syncs come before it, and the number of the one that it takes back; null where that is not known
 */
export function syncNews(sync: SyncRecord, around: { before: number; aboutNumber: number | null }): SyncNews {
  const tense = tenseOf(sync);
  const told = sync.kind === 'sync' && isFinal(sync) && !sync.isUndone ? sync.summary : null;
  const parts = told === null ? [] : rowParts(told, tense);
  return {
    title: newsTitle(sync, parts, around),
    tone: toneOf(sync),
    parts,
    split: splitText(parts),
    also: told === null ? null : alsoChanged(told, tense),
  };
}

function toneOf(sync: SyncRecord): NewsTone {
  switch (sync.status) {
    case 'queued':
    case 'running':
      return 'working';
    case 'needs_input':
      return 'act';
    case 'canceled':
      return 'quiet';
    case 'succeeded':
    case 'partial':
    case 'failed':
      return sync.kind === 'undo' ? toneOfUndo(sync) : toneOfEnded(sync);
  }
}

function toneOfEnded(sync: SyncRecord): NewsTone {
  const { status, dryRun, error, summary, isUndone } = sync;
  if (isUndone) return 'quiet';
  if (error !== null) return !dryRun && mayHaveWritten(summary) ? 'act' : 'nothing_written';
  if (dryRun) return toneOfPreview(sync);
  if (status === 'failed') return hasWritten(summary) ? 'act' : 'nothing_written';
  return failuresAreNews(summary) ? 'act' : 'quiet';
}

/** A preview that can be written waits for somebody to do so. */
function toneOfPreview(sync: SyncRecord): NewsTone {
  if (sync.writtenBy !== null) return 'quiet';
  return offeredToWrite(sync) !== null || failuresAreNews(sync.summary) ? 'act' : 'quiet';
}

function toneOfUndo({ summary, error }: SyncRecord): NewsTone {
  const { undone = 0, failed = 0 } = summary?.undo ?? {};
  if (error !== null) return undone > 0 ? 'act' : 'nothing_written';
  return failed > 0 ? 'act' : 'quiet';
}

/** Rows that failed in the same way last time ask nobody to do anything. */
function failuresAreNews(summary: SyncSummary | null): boolean {
  const { rowsFailed = 0, asBefore } = summary ?? {};
  return rowsFailed > (asBefore?.failures ?? 0);
}

function alsoChanged({ learnersUpdated, enrollmentsUpdated }: SyncSummary, tense: Tense): string | null {
  const things = [
    ...(learnersUpdated === 0 ? [] : [`${groupedNumber(learnersUpdated)}人资料`]),
    ...(enrollmentsUpdated === 0 ? [] : [`${groupedNumber(enrollmentsUpdated)}条已有的学习记录`]),
  ];
  if (things.length === 0) return null;
  return `${tense === 'planned' ? '另将改' : '另改了'}${things.join('、')}`;
}
