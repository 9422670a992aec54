import { mayHaveWritten } from '../../sync/has-written.ts';
import { rowsLeft } from '../../sync/rows-left.ts';
import type { SyncError, SyncRecord } from '../../sync/sync-record.ts';
import { explainError } from '../explain-error.ts';
import { groupedNumber } from '../grouped-number.ts';
import { nextSteps } from '../next-steps.ts';
import { shownFileName } from '../shown-file-name.ts';
import { syncStateText } from '../sync-states.ts';
import { askedTitle } from './asked-title.ts';
import { countOf, type RowPart } from './row-parts.ts';
import { scopeText } from './sync-scope.ts';
import { undoTitle } from './undo-title.ts';

/**
 * What a sync has come to, in one line.
 * @param parts what became of its rows, where that is known
 * @param around as of the news
 */
export function newsTitle(
  sync: SyncRecord,
  parts: readonly RowPart[],
  around: { before: number; aboutNumber: number | null },
): string {
  if (sync.kind === 'undo') return undoTitle(sync, around);
  switch (sync.status) {
    case 'queued':
    case 'running':
      return joined(syncStateText(sync, around.before), subjectOf(sync));
    case 'needs_input':
      return askedTitle(sync);
    case 'succeeded':
    case 'partial':
    case 'failed':
    case 'canceled':
      return endedTitle(sync, parts);
  }
}

function endedTitle(sync: SyncRecord, parts: readonly RowPart[]): string {
  const { error, status, isUndone, dryRun } = sync;
  if (isUndone) return joined(subjectOf(sync), '已撤销');
  if (error !== null) return failedTitle(sync, error, parts);
  if (status === 'canceled') return joined(subjectOf(sync), canceledNews(sync, parts));
  return dryRun
    ? joined('预览', subjectOf(sync), previewNews(sync, parts))
    : joined(subjectOf(sync), outcomeNews(sync, parts));
}

/** The courses and days or, where they are not known, the file. */
function subjectOf(sync: SyncRecord): string {
  return scopeText(sync) || shownFileName(sync.fileName);
}

function outcomeNews(sync: SyncRecord, parts: readonly RowPart[]): string {
  const added = countOf(parts, 'new');
  const open = toMend(sync, parts);
  if (added > 0) return listed(`新增${groupedNumber(added)}条`, ...open);
  return open.length === 0 ? '没有新的报名' : listed('没有新增', ...open);
}

function previewNews(sync: SyncRecord, parts: readonly RowPart[]): string {
  if (sync.writtenBy !== null) return '已拿去写入';
  const added = countOf(parts, 'new');
  const open = toMend(sync, parts);
  if (added > 0) return listed(`将新增${groupedNumber(added)}条`, ...open);
  return open.length === 0 ? '没有新的报名' : listed('没有可新增的', ...open);
}

/** Rows that somebody has to see to; what people know from the last time is no news. */
function toMend({ summary }: SyncRecord, parts: readonly RowPart[]): string[] {
  const faulty = countOf(parts, 'to_mend') - (summary?.asBefore?.failures ?? 0);
  const inDoubt = countOf(parts, 'in_doubt');
  return [
    ...(faulty <= 0 ? [] : [`${groupedNumber(faulty)}行要改`]),
    ...(inDoubt === 0 ? [] : [`${groupedNumber(inDoubt)}行待核对`]),
  ];
}

function canceledNews(sync: SyncRecord, parts: readonly RowPart[]): string {
  return !sync.dryRun && mayHaveWritten(sync.summary) ? listed('已取消', ...soFar(sync, parts)) : '已取消';
}

/** What was written of it says more than why the rest was not, which the sentences tell. */
function failedTitle(sync: SyncRecord, error: SyncError, parts: readonly RowPart[]): string {
  const why = shortReason(error);
  if (sync.dryRun) return joined('预览没有完成', why);
  if (!mayHaveWritten(sync.summary)) return joined('没有写入', why);
  return joined(subjectOf(sync), listed('中断', ...soFar(sync, parts)));
}

function soFar({ summary }: SyncRecord, parts: readonly RowPart[]): string[] {
  const left = rowsLeft(summary);
  return [
    `已新增${groupedNumber(countOf(parts, 'new'))}条`,
    ...(left === 0 ? [] : [`还差${groupedNumber(left)}条`]),
  ];
}

/** The first sentence, without what stands in parentheses and without its full stop. */
function shortReason(error: SyncError): string {
  const { message } = explainError(error, nextSteps('page', false));
  const [first = ''] = message.replace(/（[^（）]*）/g, '').split('。');
  return first;
}

function joined(...texts: string[]): string {
  return texts.join(' · ');
}

function listed(...texts: string[]): string {
  return texts.join('，');
}
