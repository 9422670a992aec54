import type { QueueView } from '../sync/queue/queue-view.ts';
import type { SyncRecord } from '../sync/sync-record.ts';
import { countUndone } from '../sync/undo-report.ts';
import { confirmLabel } from './button-labels.ts';
import { describeQueued } from './describe-queued.ts';
import { explainError } from './explain-error.ts';
import { type Channel, undoSteps } from './next-steps.ts';
import { reasonSentences } from './reason-sentences.ts';
import { undoneSentence, undoProgressSentences } from './undo-sentences.ts';

/** The lines about a sync that takes another back. */
export function describeUndo(sync: SyncRecord, queue: QueueView, channel: Channel): string[] {
  const steps = undoSteps(channel, confirmLabel(sync));
  const { status, error, summary, needs, progress } = sync;
  const counts = summary?.undo ?? countUndone([]);
  switch (status) {
    case 'queued':
      return describeQueued(sync, queue, steps);
    case 'running':
      return sync.cancelRequested ? ['正在取消…'] : undoProgressSentences(progress);
    case 'needs_input':
      return [
        ...(needs?.confirm.flatMap((reason) => reasonSentences(reason, steps)) ?? []),
        '还没有撤销任何内容。',
      ];
    case 'canceled':
      return [undoneSentence('已取消，其余没有撤销：已撤销', counts)];
    case 'succeeded':
    case 'partial':
    case 'failed': {
      if (error === null) return [undoneSentence('已撤销', counts)];
      const { message, hint } = explainError(error, steps);
      return [undoneSentence('撤销中断，其余没有撤销：已撤销', counts), message, hint];
    }
  }
}
