import { mayHaveWritten } from '../sync/has-written.ts';
import type { QueueView } from '../sync/queue/queue-view.ts';
import { offeredToWrite } from '../sync/rows-to-write.ts';
import type { SyncError, SyncRecord } from '../sync/sync-record.ts';
import type { SyncSummary } from '../sync/sync-report.ts';
import { confirmLabel, newCourseLabel, rerunLabel } from './button-labels.ts';
import { describeQueued } from './describe-queued.ts';
import { describeUndo } from './describe-undo.ts';
import { explainError } from './explain-error.ts';
import { needsSentences } from './needs-sentences.ts';
import {
  type Channel,
  type NextSteps,
  nextSteps,
  stepsWithLabels,
  undoSteps,
  writeStep,
} from './next-steps.ts';
import { doneSentences, previewSentences, writtenSoFar } from './outcome-sentences.ts';
import { progressSentences } from './progress-sentences.ts';
import { reasonSentences } from './reason-sentences.ts';

/** The lines about a sync, those apart that not everybody has to read. */
export interface SyncLines {
  /** The news. */
  first: string[];
  /** What is good to know about it. */
  details: string[];
  /** What a person has to see to. */
  last: string[];
}

/**
 * The lines a person reads about a sync, in any state.
 * @param queue the queue around it
 * @param channel where the lines are read
 */
export function describeSync(sync: SyncRecord, queue: QueueView, channel: Channel): string[] {
  const { first, details, last } = describeInParts(sync, queue, channel);
  return [...first, ...details, ...last];
}

/** The same lines, so that what is not news can be folded away. */
export function describeInParts(sync: SyncRecord, queue: QueueView, channel: Channel): SyncLines {
  if (sync.kind === 'undo') return allNews(describeUndo(sync, queue, channel));
  if (sync.isUndone) return allNews(describeUndone(sync));
  const steps = stepsFor(sync, channel);
  switch (sync.status) {
    case 'queued':
      return allNews(describeQueued(sync, queue, steps));
    case 'running':
      return allNews(sync.cancelRequested ? ['正在取消…'] : progressSentences(sync.progress));
    case 'needs_input':
      return allNews(sync.needs === null ? [] : needsSentences(sync.needs, steps, showsRows(channel)));
    case 'canceled':
      return allNews(describeCanceled(sync, steps));
    case 'succeeded':
    case 'partial':
    case 'failed':
      return sync.error === null
        ? describeOutcome(sync, steps)
        : allNews(describeError(sync, sync.error, steps));
  }
}

function allNews(first: string[]): SyncLines {
  return { first, details: [], last: [] };
}

/** What a person can do about this sync: whoever reads a preview confirms its doubts by writing it. */
export function stepsFor(sync: SyncRecord, channel: Channel): NextSteps {
  if (sync.kind === 'undo') return undoSteps(channel, confirmLabel(sync));
  const labels = {
    confirm: confirmLabel(sync),
    newCourse: newCourseLabel(sync),
    rerun: rerunLabel(sync),
  };
  const steps = stepsWithLabels(channel, nextSteps(channel, sync.dryRun), labels);
  const count = offeredToWrite(sync);
  if (count === null) return steps;
  const confirm = writeStep(channel, sync.number, count);
  // Nothing can be chosen of what is planned already.
  const useSimilarCourse = `不要写入，改好课程名后${steps.sendAgain}`;
  return { ...steps, confirm, useSimilarCourse, confirmNewCourse: confirm };
}

/** What the sync had done, and that it is taken back. */
function describeUndone({ summary }: SyncRecord): string[] {
  const { learnersCreated = 0, enrollmentsCreated = 0 } = summary ?? {};
  const had = `当时新增了${learnersCreated}位学员、${enrollmentsCreated}条学习记录。`;
  return ['这次同步已经撤销。', had];
}

/** Cards are read by everybody in a chat, and so are alerts. */
function showsRows(channel: Channel): boolean {
  return channel !== 'chat' && channel !== 'alert';
}

function describeCanceled({ summary, dryRun }: SyncRecord, { rerun }: NextSteps): string[] {
  if (dryRun || !mayHaveWritten(summary)) return ['已取消，没有写入任何数据。'];
  return [...writtenSoFar('已取消', summary), `要写完其余的，请${rerun}：已经写入的不会重复。`];
}

function describeOutcome(sync: SyncRecord, steps: NextSteps): SyncLines {
  const { summary, dryRun, status } = sync;
  if (summary === null) return allNews([]);
  if (dryRun) return { ...inParts(previewSentences(summary)), last: previewSteps(sync, summary, steps) };
  const nothingWorked = '没有一条学习记录写入成功，请按列出的原因修改后重新上传。';
  return { ...inParts(doneSentences(summary, steps)), last: status === 'failed' ? [nothingWorked] : [] };
}

/** Its doubts are settled by writing it. */
function previewSteps({ writtenBy }: SyncRecord, { doubts }: SyncSummary, steps: NextSteps): string[] {
  if (writtenBy !== null) return ['这次预览已经拿去写入了，结果在新的那次同步里。'];
  return doubts?.flatMap((doubt) => reasonSentences(doubt, steps)) ?? [];
}

function inParts([first = '', ...details]: string[]): Pick<SyncLines, 'first' | 'details'> {
  return { first: [first], details };
}

function describeError(sync: SyncRecord, error: SyncError, steps: NextSteps): string[] {
  const { message, hint } = explainError(error, steps);
  if (error.kind === 'file') return [message, hint, '没有写入任何数据。'];
  const lead = sync.dryRun ? ['预览中断，没有写入任何数据。'] : writtenSoFar('同步中断', sync.summary);
  return [...lead, message, hint];
}
