import type { SyncPhase, SyncProgress } from '../sync/sync-record.ts';

const beforeRows: Record<
  Exclude<SyncPhase, 'writing_learners' | 'writing_enrollments' | 'backing_off' | 'finished'>,
  string
> = {
  waiting: '正在准备…',
  reading_file: '正在读取名单文件…',
  checking_tables: '正在检查多维表格…',
  resolving: '正在核对还没有确认的写入…',
  reading_learners: '正在读取学员总表…',
  reading_enrollments: '正在读取学习记录表…',
};

/** Whether Feishu has asked for a pause or does not answer is the same to people, for as long as this lasts. */
export const backingOff = '飞书繁忙或暂时连不上，稍后自动继续…';

/** What a running sync is doing. */
export function progressSentences(progress: SyncProgress): string[] {
  switch (progress.phase) {
    case 'writing_learners':
    case 'writing_enrollments':
    case 'finished':
      return [rowSentence(progress)];
    case 'backing_off':
      // As long as no row is decided, it may still be reading.
      return [...(progress.done > 0 ? [rowSentence(progress)] : []), backingOff];
    default:
      return [beforeRows[progress.phase]];
  }
}

/** The row in work is the one after those decided. */
function rowSentence({ done, total }: SyncProgress): string {
  return `正在处理第${Math.min(done + 1, total)}条记录…（共${total}条）`;
}
