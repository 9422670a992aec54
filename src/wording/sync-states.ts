import type { SyncView } from '../bot/notice.ts';
import type { SyncStatus } from '../sync/sync-record.ts';
import type { Tone } from './bot/card-words.ts';

export interface CardState {
  /** A word or two. */
  word: string;
  tone: Tone;
}

/** The state of a sync in a word, and how the card looks in it. */
export function syncCardState({ sync, queuedBefore }: SyncView): CardState {
  if (sync.status === 'queued') return { word: queuedBefore > 0 ? '排队中' : '已收到', tone: 'busy' };
  if (sync.cancelRequested && sync.status === 'running') return { word: '正在取消', tone: 'busy' };
  if (sync.dryRun && sync.status === 'succeeded') return { word: '预览完成', tone: 'good' };
  return syncStates[sync.status];
}

/** The words for lists, where the place in the queue does not matter. */
export const syncStates: Record<SyncStatus, CardState> = {
  queued: { word: '排队中', tone: 'busy' },
  running: { word: '正在处理', tone: 'busy' },
  needs_input: { word: '等待补充', tone: 'waiting' },
  succeeded: { word: '处理完毕', tone: 'good' },
  partial: { word: '部分失败', tone: 'partly' },
  failed: { word: '没有完成', tone: 'bad' },
  canceled: { word: '已取消', tone: 'plain' },
};
