import type { QueueView } from '../sync/queue/queue-view.ts';
import { type SyncRecord, waitOf } from '../sync/sync-record.ts';
import type { NextSteps } from './next-steps.ts';
import { feishuAway, waitSentences } from './wait-sentences.ts';

const awaitsItsService = [
  '属于另一个多维表格，等待它的服务。',
  '24小时还没有等到，这次同步会结束，并说明原因。',
];

/** The lines about a sync that is not worked on yet, or waits for Feishu. */
export function describeQueued(
  sync: SyncRecord,
  { before, held, leftToOthers, now }: QueueView,
  steps: NextSteps,
): string[] {
  if (leftToOthers) return awaitsItsService;
  const wait = waitOf(sync);
  if (wait !== null) return waitSentences(wait, now, steps);
  if (before === 0) return ['排队中，马上开始。'];
  return [`排队中，前面还有${before}个。`, ...(held ? [feishuAway] : [])];
}
