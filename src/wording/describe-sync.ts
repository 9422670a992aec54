import { mayHaveWritten } from '../sync/has-written.ts';
import type { QueueView } from '../sync/queue/queue-view.ts';
import { type SyncError, type SyncRecord, waitOf } from '../sync/sync-record.ts';
import { explainError } from './explain-error.ts';
import { needsSentences } from './needs-sentences.ts';
import { type Channel, type NextSteps, nextSteps } from './next-steps.ts';
import { doneSentences, previewSentences, writtenSoFar } from './outcome-sentences.ts';
import { progressSentences } from './progress-sentences.ts';
import { feishuAway, waitSentences } from './wait-sentences.ts';

/**
 * The lines a person reads about a sync, in any state.
 * @param queue the queue around it
 * @param channel where the lines are read
 */
export function describeSync(sync: SyncRecord, queue: QueueView, channel: Channel): string[] {
  const steps = nextSteps(channel, sync.dryRun);
  switch (sync.status) {
    case 'queued':
      return describeQueued(sync, queue, steps);
    case 'running':
      return sync.cancelRequested ? ['正在取消…'] : progressSentences(sync.progress);
    case 'needs_input':
      return sync.needs === null ? [] : needsSentences(sync.needs, steps);
    case 'canceled':
      return describeCanceled(sync, steps);
    case 'succeeded':
    case 'partial':
    case 'failed':
      return sync.error === null ? describeOutcome(sync, steps) : describeError(sync, sync.error, steps);
  }
}

function describeQueued(sync: SyncRecord, { before, held, now }: QueueView, steps: NextSteps): string[] {
  const wait = waitOf(sync);
  if (wait !== null) return waitSentences(wait, now, steps);
  if (before === 0) return ['排队中，马上开始。'];
  return [`排队中，前面还有${before}个。`, ...(held ? [feishuAway] : [])];
}

function describeCanceled({ summary, dryRun }: SyncRecord, { rerun }: NextSteps): string[] {
  if (dryRun || !mayHaveWritten(summary)) return ['已取消，没有写入任何数据。'];
  return [...writtenSoFar('已取消', summary), `要写完其余的，请${rerun}：已经写入的不会重复。`];
}

function describeOutcome({ summary, dryRun, status }: SyncRecord, steps: NextSteps): string[] {
  if (summary === null) return [];
  if (dryRun) return previewSentences(summary);
  const nothingWorked =
    status === 'failed' ? ['没有一条学习记录写入成功，请按列出的原因修改后重新上传。'] : [];
  return [...doneSentences(summary, steps), ...nothingWorked];
}

function describeError(sync: SyncRecord, error: SyncError, steps: NextSteps): string[] {
  const { message, hint } = explainError(error, steps);
  if (error.kind === 'file') return [message, hint, '没有写入任何数据。'];
  const lead = sync.dryRun ? ['预览中断，没有写入任何数据。'] : writtenSoFar('同步中断', sync.summary);
  return [...lead, message, hint];
}
