import { type SyncRecord, type SyncStatus, waitOf } from '../sync/sync-record.ts';
import { waitWords } from './wait-sentences.ts';

/** A preview has no failures: nothing was tried. */
const previewWords: Partial<Record<SyncStatus, string>> = {
  running: '正在预览',
  succeeded: '预览完成',
  partial: '预览完成',
  failed: '没有可写入的',
};

const words: Record<SyncStatus, string> = {
  queued: '排队中',
  running: '正在处理',
  needs_input: '等待补充',
  succeeded: '处理完毕',
  partial: '部分失败',
  failed: '没有完成',
  canceled: '已取消',
};

const toConfirm = '等待确认';

/** Of a sync that takes another back. */
const undoWords: Record<SyncStatus, string> = {
  ...words,
  running: '正在撤销',
  needs_input: toConfirm,
  succeeded: '撤销完毕',
  partial: '部分没有撤销',
  failed: '没有撤销完',
};

/**
 * The state of a sync in a word or two, the same on card, page and command line.
 * @param queuedBefore how many syncs come first; only read while it is queued
 */
export function syncStateText(sync: SyncRecord, queuedBefore: number): string {
  const { status, kind, cancelRequested, dryRun, error } = sync;
  const wait = waitOf(sync);
  if (wait !== null) return waitWords[wait.code];
  if (status === 'queued' && queuedBefore === 0) return '已收到';
  if (status === 'running' && cancelRequested) return '正在取消';
  if (kind === 'undo') return undoWords[status];
  if (sync.isUndone) return '已撤销';
  if (status === 'needs_input' && sync.needs?.confirm.length) return toConfirm;
  if (error !== null) return words[status];
  if (dryRun) return previewWords[status] ?? words[status];
  return status === 'failed' ? '全部失败' : words[status];
}
