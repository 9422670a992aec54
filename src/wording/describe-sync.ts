import type { SyncError, SyncRecord } from '../sync/sync-record.ts';
import { explainError } from './explain-error.ts';
import { needsSentences } from './needs-sentences.ts';
import { doneSentences, mayHaveWritten, previewSentences, writtenSoFar } from './outcome-sentences.ts';
import { progressSentences } from './progress-sentences.ts';

/**
 * The lines a person reads about a sync, in any state.
 * @param queuedBefore how many syncs come first; only read while it is queued
 */
export function describeSync(sync: SyncRecord, queuedBefore: number): string[] {
  switch (sync.status) {
    case 'queued':
      return [queuedBefore > 0 ? `排队中，前面还有${queuedBefore}个。` : '排队中，马上开始。'];
    case 'running':
      return sync.cancelRequested ? ['正在取消…'] : progressSentences(sync.progress);
    case 'needs_input':
      return sync.needs === null ? [] : needsSentences(sync.needs);
    case 'canceled':
      return describeCanceled(sync);
    default:
      return sync.error === null ? describeOutcome(sync) : describeError(sync, sync.error);
  }
}

function describeCanceled({ summary, dryRun }: SyncRecord): string[] {
  if (dryRun || !mayHaveWritten(summary)) return ['已取消，没有写入任何数据。'];
  return [...writtenSoFar('已取消', summary), '要写完其余的，请点“重新同步”：已经写入的不会重复。'];
}

function describeOutcome({ summary, dryRun, status }: SyncRecord): string[] {
  if (summary === null) return [];
  if (dryRun) return previewSentences(summary);
  const nothingWorked =
    status === 'failed' ? ['没有一条学习记录写入成功，请按列出的原因修改后重新上传。'] : [];
  return [...doneSentences(summary), ...nothingWorked];
}

function describeError(sync: SyncRecord, error: SyncError): string[] {
  const { message, hint } = explainError(error);
  if (error.kind === 'file') return [message, hint, '没有写入任何数据。'];
  const lead = sync.dryRun ? ['预览中断，没有写入任何数据。'] : writtenSoFar('同步中断', sync.summary);
  return [...lead, message, hint];
}
