import { mayHaveWritten } from '../sync/has-written.ts';
import type { QueueView } from '../sync/queue/queue-view.ts';
import { offeredToWrite } from '../sync/rows-to-write.ts';
import { isUndone, type SyncError, type SyncRecord, waitOf } from '../sync/sync-record.ts';
import type { SyncSummary } from '../sync/sync-report.ts';
import { explainError } from './explain-error.ts';
import { needsSentences } from './needs-sentences.ts';
import { type Channel, type NextSteps, nextSteps, undoLabel, writeStep } from './next-steps.ts';
import { doneSentences, previewSentences, writtenSoFar } from './outcome-sentences.ts';
import { progressSentences } from './progress-sentences.ts';
import { reasonSentences } from './reason-sentences.ts';
import { undoSentences } from './undo-sentences.ts';
import { feishuAway, waitSentences } from './wait-sentences.ts';

/**
 * The lines a person reads about a sync, in any state.
 * @param queue the queue around it
 * @param channel where the lines are read
 */
export function describeSync(sync: SyncRecord, queue: QueueView, channel: Channel): string[] {
  const steps = stepsFor(sync, channel);
  if (isUndone(sync)) return describeUndone(sync);
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

/** What a person can do about this sync: whoever reads a preview confirms its doubts by writing it. */
export function stepsFor(sync: SyncRecord, channel: Channel): NextSteps {
  const steps = nextSteps(channel, sync.dryRun);
  if (sync.kind === 'undo' && (channel === 'page' || channel === 'chat'))
    return { ...steps, confirm: `点“${undoLabel}”` };
  const count = offeredToWrite(sync);
  return count === null ? steps : { ...steps, confirm: writeStep(channel, sync.number, count) };
}

/** What the sync had done, and that it is taken back. */
function describeUndone({ summary }: SyncRecord): string[] {
  const { learnersCreated = 0, enrollmentsCreated = 0 } = summary ?? {};
  const had = `当时新增了${learnersCreated}位学员、${enrollmentsCreated}条学习记录。`;
  return ['这次同步已经撤销。', had];
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

function describeOutcome(sync: SyncRecord, steps: NextSteps): string[] {
  const { summary, dryRun, status } = sync;
  if (summary === null) return [];
  if (summary.undo !== undefined) return undoSentences(summary);
  if (dryRun) return describePreview(sync, summary, steps);
  const nothingWorked =
    status === 'failed' ? ['没有一条学习记录写入成功，请按列出的原因修改后重新上传。'] : [];
  return [...doneSentences(summary, steps), ...nothingWorked];
}

function describePreview(sync: SyncRecord, summary: SyncSummary, steps: NextSteps): string[] {
  if (sync.writtenBy !== null)
    return [...previewSentences(summary), '这次预览已经拿去写入了，结果在新的那次同步里。'];
  return [
    ...previewSentences(summary),
    ...(summary.doubts ?? []).flatMap((doubt) => reasonSentences(doubt, steps)),
  ];
}

function describeError(sync: SyncRecord, error: SyncError, steps: NextSteps): string[] {
  const { message, hint } = explainError(error, steps);
  if (error.kind === 'file') return [message, hint, '没有写入任何数据。'];
  const lead = sync.dryRun ? ['预览中断，没有写入任何数据。'] : writtenSoFar('同步中断', sync.summary);
  return [...lead, message, hint];
}
