import type { SyncProgress } from '../sync/sync-record.ts';
import type { UndoCounts, UndoneRow, UndoReason } from '../sync/undo-report.ts';
import { fieldLabel } from './field-label.ts';
import { backingOff } from './progress-sentences.ts';

/** Why something was not taken back, in a few words. */
const reasonWords: Record<UndoReason, string> = {
  edited: '改过了',
  in_later_roster: '后来的名单里也有',
  used_later: '后来用到了',
  gone: '已经没有了',
  refused: '飞书不接受',
};

const thingWords: Record<UndoneRow['what'], string> = {
  enrollment: '学习记录',
  learner: '学员',
  cell: '单元格',
  link: '关联',
};

/** What an undo has come to. @param lead how it ended, such as 已撤销 */
export function undoneSentence(lead: string, { undone, kept, failed, reasons }: UndoCounts): string {
  const why = Object.entries(reasons).map(
    ([reason, count]) => `${reasonWords[reason as UndoReason]}${count}`,
  );
  const because = why.length === 0 ? '' : `（${why.join('、')}）`;
  return `${lead} ${undone} · 保留 ${kept}${because} · 失败 ${failed}`;
}

/** What an undo is doing. */
export function undoProgressSentences({ phase, done, total }: SyncProgress): string[] {
  switch (phase) {
    case 'writing_learners':
    case 'writing_enrollments':
    case 'finished':
      return [`正在撤销第${Math.min(done + 1, total)}项…（共${total}项）`];
    case 'backing_off':
      return [backingOff];
    case 'resolving':
      return ['正在核对还没有确认的写入…'];
    default:
      return ['正在准备撤销…'];
  }
}

/** One thing that was not taken back, such as 昵称改过了. */
export function explainKept({ what, field, outcome, reason }: UndoneRow): string {
  const thing = field === null ? thingWords[what] : fieldLabel(field);
  const because = reason === null ? '' : `（${reasonWords[reason]}）`;
  switch (outcome) {
    case 'undone':
      return `${thing}：已撤销`;
    case 'kept':
      return `${thing}：保留${because}`;
    case 'failed':
      return `${thing}：没有撤销${because}，请到多维表格里核对`;
  }
}
